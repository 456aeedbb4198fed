import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { emitMonitors } from '../../src/emit/monitors.ts';
import type { JsonObject } from '../../src/model/dashboard.ts';
import type { Consent, PlanItem } from '../../src/plan/plan.ts';
import { findEngine } from '../../src/scenario/engines.ts';
import type { KubernetesTarget } from '../../src/settings/targets.ts';
import { kubernetesDesired } from '../../src/targets/kubernetes/desired.ts';
import { kubernetesTarget } from '../../src/targets/kubernetes/target.ts';
import { missing } from '../support/engines.ts';
import type { KubeApiServer } from '../support/kube-apiserver.ts';
import { startKubeApiServer } from '../support/kube-apiserver.ts';
import { pack } from '../support/pack.ts';
import { published, SET } from '../support/publishing.ts';

const isThere = findEngine('kube-apiserver') !== undefined && findEngine('etcd') !== undefined;

let server: KubeApiServer | undefined;
beforeAll(async () => {
  if (isThere) server = await startKubeApiServer();
}, 120_000);
afterAll(() => server?.close());

/** The server, emptied. */
async function cluster(): Promise<KubeApiServer> {
  if (!server) return missing('kube-apiserver or etcd is missing: `npm run engines` says how to get them');
  return server;
}
beforeEach(async () => {
  for (const path of PATHS) await server?.admin.send({ method: 'DELETE', path });
});
const RULES = '/apis/monitoring.coreos.com/v1/namespaces/monitoring/prometheusrules';
const MAPS = '/api/v1/namespaces/monitoring/configmaps';
const MONITORS = ['podmonitors', 'servicemonitors'].map((kind) => RULES.replace('prometheusrules', kind));
const PATHS = [RULES, MAPS, ...MONITORS];

type Groups = Readonly<Record<string, string>>;
const rules = (name: string, groups: Groups, labels: Readonly<Record<string, string>> = {}): JsonObject => ({
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'PrometheusRule',
  metadata: { name, namespace: 'monitoring', labels: { release: 'x', ...labels } },
  spec: {
    groups: Object.entries(groups).map(([group, expr]) => ({ name: group, rules: [{ alert: 'A', expr, for: '5m' }] })),
  },
});
const map = (name: string, text: string): JsonObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'monitoring' },
  data: { 'a.json': text },
});

/** Plans and publishes as a user would; returns what was planned and what came of it. */
async function run(
  objects: readonly JsonObject[],
  consent: Partial<Consent> = {},
  {
    settings = {},
    between = async () => {},
  }: { readonly settings?: KubernetesTarget; readonly between?: () => Promise<unknown> } = {},
) {
  const { kubeconfig } = await cluster();
  const all = { kubeconfig: kubeconfig('admin'), ...settings };
  const context = { set: SET, namespace: settings.namespace ?? 'monitoring', projectDir: '/' };
  const target = await kubernetesTarget('prod', all, context);
  const done = await published(target, kubernetesDesired(objects, all, context), consent, { between });
  return { ...done, states: done.items.map(stateOf) };
}

/** What anybody may do to our object without touching what is ours. */
const label = async () =>
  (await cluster()).apply(
    { apiVersion: 'monitoring.coreos.com/v1', kind: 'PrometheusRule', metadata: { name: 'a', labels: { x: 'y' } } },
    'other',
  );
const stateOf = ({ id, state }: PlanItem) => `${state} ${id.split('/').at(-1)}`;
const read = async (path: string) =>
  (await (await cluster()).admin.send({ method: 'GET', path })).json as JsonObject & {
    metadata: { resourceVersion: string };
  };
const groupsOf = async (name: string) =>
  ((await read(`${RULES}/${name}`))['spec'] as { groups: readonly { name: string }[] }).groups.map(
    (group) => group.name,
  );

describe('publishing to a real API server', () => {
  it('creates, and writes nothing the second time', async () => {
    const objects = [rules('a', { one: 'up == 0' }), map('board', '{}')];
    const first = await run(objects);
    expect([first.states, first.ends]).toEqual([
      ['create a', 'create board'],
      ['done', 'done'],
    ]);
    const before = (await read(`${RULES}/a`)).metadata.resourceVersion;
    expect((await run(objects)).states).toEqual(['unchanged a', 'unchanged board']);
    expect((await read(`${RULES}/a`)).metadata.resourceVersion).toBe(before);
  });

  it('brings our monitors, which the CRDs take as they are', async () => {
    const objects = emitMonitors(pack()).filter(({ kind }) => kind === 'monitor');
    const parsed = objects.map(({ text }) => parse(text) as JsonObject);
    expect((await run(parsed)).states).toHaveLength(objects.length);
    const again = await run(parsed);
    expect(new Set(again.items.map(({ state }) => state))).toEqual(new Set(['unchanged']));
    expect(again.outcomes).toEqual([]);
  });

  it('is what kubectl would apply: its diff is empty', async () => {
    const { kubectl, kubeconfig } = await cluster();
    if (!kubectl) return missing('kubectl is missing beside kube-apiserver');
    const objects = [rules('a', { one: 'up == 0', two: 'up == 1' }), map('board', '{"x": 1}')];
    await run(objects);
    const desired = kubernetesDesired(objects, {}, { set: SET, namespace: 'monitoring' });
    for (const { content, checksum } of desired) {
      const { metadata, ...others } = content;
      const input = JSON.stringify({
        ...others,
        metadata: { ...(metadata as JsonObject), annotations: { 'ciliascope.io/checksum': checksum } },
      });
      const args = [
        'diff',
        '--server-side',
        '--field-manager=ciliascope',
        '--kubeconfig',
        kubeconfig('admin'),
        '-f',
        '-',
      ];
      const { status, stdout, stderr } = spawnSync(kubectl, args, { input, encoding: 'utf8' });
      expect([status, stdout, stderr]).toEqual([0, '', '']);
    }
    return undefined;
  });

  it('updates and removes groups, and says which', async () => {
    await run([rules('a', { one: 'up == 0', two: 'up == 1' })]);
    const { items, ends } = await run([rules('a', { one: 'up == 2', three: 'up == 3' })]);
    expect(ends).toEqual(['done']);
    expect(items[0]?.changes.map(({ subject, text }) => `${subject}: ${text}`)).toEqual(
      expect.arrayContaining([
        'alert "A": threshold `== 0` became `== 2`',
        'group "two": removed',
        'group "three": added',
      ]),
    );
    expect(await groupsOf('a')).toEqual(['one', 'three']);
  });

  it('tells an edit, keeps off it, and overwrites it when told to', async () => {
    const object = rules('a', { one: 'up == 0' });
    await run([object]);
    const edit = {
      ...object,
      spec: { groups: [{ name: 'one', rules: [{ alert: 'A', expr: 'up == 9', for: '5m' }] }] },
    };
    await (await cluster()).apply(edit, 'kubectl-edit', true);
    const seen = await run([object]);
    expect([seen.states, seen.ends]).toEqual([['drifted a'], []]);
    expect(seen.items[0]?.reason).toContain('last changed by kubectl-edit');
    expect((await run([object], { overwriteDrift: true })).ends).toEqual(['done']);
    expect((await run([object])).states).toEqual(['unchanged a']);
  });

  it('leaves labels of others alone', async () => {
    const object = rules('a', { one: 'up == 0' });
    await run([object]);
    await (await cluster()).apply(
      {
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'PrometheusRule',
        metadata: { name: 'a', labels: { team: 'net' } },
        spec: {},
      },
      'someone',
    );
    expect((await run([object])).states).toEqual(['unchanged a']);
    await run([rules('a', { one: 'up == 1' })]);
    expect((await read(`${RULES}/a`)).metadata).toMatchObject({ labels: { team: 'net' } });
  });

  it('keeps off what was there before, and takes it over when told to, stale groups and all', async () => {
    const theirs = rules('a', { one: 'up == 0', stale: 'up == 7' });
    await (await cluster()).admin.send({ method: 'POST', path: RULES, query: { fieldManager: 'helm' }, json: theirs });
    const ours = rules('a', { one: 'up == 1' });
    expect((await run([ours])).states).toEqual(['conflict a']);
    expect(await groupsOf('a')).toEqual(['one', 'stale']);
    expect((await run([ours], { adopt: true })).ends).toEqual(['done']);
    expect(await groupsOf('a')).toEqual(['one']);
    expect((await run([ours])).states).toEqual(['unchanged a']);
  });

  it('explains a field that another manager holds, and forces nothing', async () => {
    await run([rules('a', { one: 'up == 0' })]);
    await (await cluster()).apply(
      {
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'PrometheusRule',
        metadata: { name: 'a' },
        spec: { groups: [{ name: 'one', rules: [{ alert: 'A', expr: 'up == 0', for: '5m' }] }] },
      },
      'argocd',
    );
    const { states, items } = await run([rules('a', { one: 'up == 1' })]);
    expect([states, items[0]?.reason]).toEqual([['conflict a'], 'argocd holds spec.groups "one"']);
    expect((await run([rules('a', { one: 'up == 1' })], { adopt: true })).ends).toEqual(['done']);
  });

  it('prunes what is ours and nothing else', async () => {
    const { admin } = await cluster();
    await run([rules('a', { one: 'up == 0' }), rules('gone', { one: 'up == 0' })]);
    await admin.send({
      method: 'POST',
      path: RULES,
      json: rules('foreign', { one: 'up' }, { 'app.kubernetes.io/managed-by': 'Helm' }),
    });
    await admin.send({
      method: 'POST',
      path: RULES,
      json: rules(
        'other-set',
        { one: 'up' },
        { 'app.kubernetes.io/managed-by': 'ciliascope', 'ciliascope.io/set': 'other' },
      ),
    });
    const { states } = await run([rules('a', { one: 'up == 0' })]);
    expect(states).toEqual(['unchanged a', 'delete gone']);
    const { items } = (await read(RULES)) as unknown as {
      readonly items: readonly { readonly metadata: { readonly name: string } }[];
    };
    expect(items.map(({ metadata }) => metadata.name)).toEqual(['a', 'foreign', 'other-set']);
  });

  it.each<[string, () => Promise<unknown>, readonly JsonObject[], string]>([
    ['that moved', label, [rules('a', { one: 'up == 1' })], 'stale'],
    ['to delete that moved', label, [rules('b', { one: 'up' })], 'stale'],
  ])('does not write an object %s after it was planned', async (_, between, objects, end) => {
    const object = rules('a', { one: 'up == 0' });
    await run([object]);
    const { ends } = await run(objects, {}, { between });
    expect(ends.at(-1)).toBe(end);
    expect(await groupsOf('a')).toEqual(['one']);
  });

  it('does not overwrite an object that was made after it was planned', async () => {
    const { admin } = await cluster();
    const between = () => admin.send({ method: 'POST', path: RULES, json: rules('a', { theirs: 'up' }) });
    expect((await run([rules('a', { one: 'up == 0' })], {}, { between })).ends).toEqual(['stale']);
    expect(await groupsOf('a')).toEqual(['theirs']);
  });

  it.each<[string, KubernetesTarget | (() => Promise<KubernetesTarget>), string]>([
    [
      'credentials it does not know',
      async () => ({ kubeconfig: (await cluster()).kubeconfig('nobody') }),
      'the credentials are not accepted (401',
    ],
    ['a namespace that is not there', { namespace: 'nowhere' }, 'there is no namespace nowhere'],
    ['a kind the cluster does not know', { artefacts: ['vmrules'] }, 'the cluster does not know VMRule'],
    ['a context that is not there', { context: 'nope' }, 'the kubeconfig has no context "nope"'],
    ['a kubeconfig that is not there', { kubeconfig: '/nope' }, 'the kubeconfig cannot be read'],
  ])('refuses %s before any write', async (_, settings, message) => {
    const given = typeof settings === 'function' ? await settings() : settings;
    await expect(run([rules('a', { one: 'up' })], {}, { settings: given })).rejects.toThrow(message);
  });

  it.each<[string, JsonObject, string, KubernetesTarget | (() => Promise<KubernetesTarget>)]>([
    [
      'an account that may only read',
      rules('a', { one: 'up' }),
      '403',
      async () => ({ kubeconfig: (await cluster()).kubeconfig('viewer') }),
    ],
    [
      'a field the CRD does not know',
      { ...rules('a', {}), spec: { groups: [{ name: 'g', rulez: [] }] } },
      'the CRD of this cluster does not know a field',
      {},
    ],
    [
      'a value of the wrong type',
      { ...rules('a', {}), spec: { groups: [{ name: 'g', rules: [{ expr: 'up', for: 5 }] }] } },
      'does not accept it',
      {},
    ],
  ])('explains a refusal of %s', async (_, object, reason, settings) => {
    const given = typeof settings === 'function' ? await settings() : settings;
    const { outcomes } = await run([object], {}, { settings: given });
    expect(outcomes[0]?.applied).toMatchObject({ kind: 'failed', reason: expect.stringContaining(reason) });
  });

  it('does not send what is too large', async () => {
    const { items, outcomes } = await run([map('big', 'x'.repeat(1_100_000))]);
    expect([items[0]?.state, outcomes]).toEqual(['blocked', []]);
    expect(items[0]?.reason).toContain('a ConfigMap may have 1048576');
  });
});
