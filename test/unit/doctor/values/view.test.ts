import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dashboards } from '../../../../dashboards/index.ts';
import { ruleSets, slos } from '../../../../rules/index.ts';
import { compile } from '../../../../src/compile/compile.ts';
import type { Diagnosis } from '../../../../src/doctor/diagnose.ts';
import { diagnose } from '../../../../src/doctor/diagnose.ts';
import { fixedValues } from '../../../../src/doctor/values/fix.ts';
import type { ValuesSource } from '../../../../src/doctor/values/read.ts';
import { readValues } from '../../../../src/doctor/values/read.ts';
import { valuesView } from '../../../../src/doctor/values/view.ts';
import { DOCTOR_FAULTS } from '../../../support/doctor/faults.ts';
import { ANNOTATED, MONITORED } from '../../../support/doctor/values.ts';
import { modelOf } from '../../../support/lint.ts';
import { settingsOf } from '../../../support/settings.ts';

/** Cilium's documentation, "Running Prometheus & Grafana", 1.16 to 1.20. */
const QUICKSTART = `helm upgrade cilium cilium/cilium --namespace kube-system --reuse-values \\
   --set prometheus.enabled=true --set operator.prometheus.enabled=true --set hubble.enabled=true \\
   --set hubble.metrics.enableOpenMetrics=true \\
   --set hubble.metrics.enabled="{dns,drop,tcp,flow,port-distribution,icmp,httpV2:exemplars=true;labelsContext=source_ip\\,source_namespace\\,source_workload\\,destination_ip\\,destination_namespace\\,destination_workload\\,traffic_direction}"`;

const LABELS = 'source_namespace,source_workload,destination_namespace,destination_workload';

const models = {
  serviceMonitor: ourContent('serviceMonitor'),
  annotations: ourContent('annotations'),
};

function ourContent(kind: 'serviceMonitor' | 'annotations') {
  const { model, problems } = compile({ dashboards, ruleSets, slos }, settingsOf({ cilium: '1.19', scrape: { kind } }));
  expect(problems).toEqual([]);
  return model;
}

const file = (text: string): ValuesSource => ({ name: 'values.yaml', text, kind: 'file' });

function diagnosed(sources: readonly ValuesSource[], kind: keyof typeof models = 'serviceMonitor'): Diagnosis {
  const { values, findings } = readValues(sources);
  return diagnose(models[kind], [valuesView(values, 'values.yaml', models[kind])], findings);
}

const errors = ({ findings }: Diagnosis) =>
  findings.filter(({ severity }) => severity === 'error').map(({ key }) => key);

describe('values', () => {
  it('that are enough are found no fault with, however they are scraped', () => {
    expect(diagnosed([file(MONITORED)]).findings).toEqual([]);
    expect(diagnosed([file(ANNOTATED)], 'annotations').findings).toEqual([]);
  });

  const visible = DOCTOR_FAULTS.filter(({ values }) => values !== MONITORED && values !== ANNOTATED);
  it.each(visible)('with a mistake: $name', ({ values, kind, keys }) => {
    const found = errors(diagnosed([file(values)], kind));
    const [best = ''] = keys;
    const expected = best.startsWith('context-missing')
      ? ['drop', 'dns', 'tcp', 'flow', 'icmp'].map((handler) => `context-missing ${handler}`)
      : [best];
    expect(found.toSorted()).toEqual(expected.toSorted());
  });

  it('that say nothing leave nothing to see but what is on by default', () => {
    const found = diagnosed([file('')]);
    expect(errors(found)).toEqual(['component-off agent', 'component-off hubble']);
    const states = new Map(found.boards.map(({ uid, items }) => [uid, new Set(items.map(({ state }) => state))]));
    expect(states.get('hubble-drops')?.has('ok')).toBe(false);
    expect(states.get('cilium-operator')?.has('ok')).toBe(true);
  });

  it.each<[name: string, expr: string, values: string, key: string]>([
    [
      'an option of a handler',
      'sum by (query) (rate(hubble_dns_queries_total[5m]))',
      'hubble: {metrics: {enabled: [dns]}}',
      'option-missing dns query',
    ],
    [
      'a family that is off until it is asked for',
      'rate(cilium_bpf_syscall_duration_seconds_count[5m])',
      'prometheus: {enabled: true}',
      'metric-off cilium_bpf_syscall_duration_seconds',
    ],
    [
      'a family that is switched off',
      'cilium_endpoint_state',
      'prometheus: {enabled: true, metrics: [-cilium_endpoint_state]}',
      'metric-off cilium_endpoint_state',
    ],
  ])('without %s', (_, expr, values, key) => {
    const model = modelOf(expr, { minors: { from: '1.19', until: '1.19' } });
    const [query] = model.queries;
    if (!query) throw new Error('no query');
    const board = { ...models.serviceMonitor.dashboards[0], panels: [], variableQueries: [query] };
    const view = valuesView(readValues([file(values)]).values, 'values.yaml', model);
    const found = diagnose({ ...model, dashboards: [board as never] }, [view]);
    expect(errors(found)).toEqual([key]);
  });

  it.each([
    ['unknown handlers', 'hubble: {metrics: {enabled: [dsn]}}', /^hubble-invalid unknown Hubble handler "dsn"/],
    ['http beside httpV2', 'hubble: {metrics: {enabled: [http, httpV2]}}', /^hubble-invalid http and httpV2/],
    ['switches that nothing knows', 'prometheus: {metrics: [+cilium_bpf_syscal]}', /^metric-switch-unknown/],
    ['exemplars nobody can read', 'hubble: {metrics: {enabled: ["httpV2:exemplars=true"]}}', /^exemplars-off/],
    [
      'monitors of what nobody reads',
      'hubble: {relay: {prometheus: {serviceMonitor: {enabled: true}}}}',
      /^monitor-without-metrics hubble-relay/,
    ],
    ['a context of addresses', 'hubble: {metrics: {enabled: ["drop:sourceContext=pod|ip"]}}', /^ip-labels/],
  ])('with %s', (_, values, key) => {
    expect(diagnosed([file(values)]).findings.map((finding) => finding.key)).toContainEqual(expect.stringMatching(key));
  });
});

describe("the quickstart of Cilium's documentation", () => {
  const sources: readonly ValuesSource[] = [{ name: '--set', text: QUICKSTART, kind: 'set' }];
  const found = diagnosed(sources, 'annotations');

  it('has contexts on httpV2 only: what names both ends on other boards is nameless', () => {
    const handlers = ['dns', 'drop', 'flow', 'icmp', 'tcp'];
    expect(errors(found).toSorted()).toEqual(handlers.map((name) => `context-missing ${name}`));
    const spoilt = found.boards.filter(({ items }) => items.some(({ state }) => state === 'wrong'));
    const uids = spoilt.map(({ uid }) => uid);
    expect(uids).toEqual(expect.arrayContaining(['hubble-overview', 'hubble-drops', 'hubble-dns', 'hubble-tcp']));
    // the one board of the agent that names who lost packets
    expect(uids.filter((uid) => uid.startsWith('cilium-'))).toEqual(['cilium-egress-gateway']);
    const http = found.boards.find(({ uid }) => uid === 'hubble-http');
    expect(new Set(http?.items.map(({ state }) => state))).toEqual(new Set(['ok']));
  });

  it('warns of the series it makes of each address', () => {
    const warned = found.findings.filter(({ severity }) => severity === 'warning').map(({ key }) => key);
    expect(warned).toEqual(['ip-labels']);
  });

  it('is mended by the least that feeds all boards, and without addresses', () => {
    const [remedy] = found.findings[0]?.remedies ?? [];
    expect(remedy).toEqual({
      kind: 'cilium-values',
      path: ['hubble', 'metrics', 'enabled'],
      value: [
        `dns:labelsContext=${LABELS}`,
        `drop:labelsContext=${LABELS}`,
        `tcp:labelsContext=${LABELS}`,
        `flow:labelsContext=${LABELS}`,
        'port-distribution',
        `icmp:labelsContext=${LABELS}`,
        `httpV2:exemplars=true;labelsContext=${LABELS},traffic_direction`,
      ],
    });
  });

  it('fed back as it is suggested gives no finding', () => {
    expect(diagnosed([file(fixedValues(sources, found.findings))], 'annotations').findings).toEqual([]);
  });
});

describe('mended values', () => {
  it('keep comments, order and what is none of our business', () => {
    const text = '# ours\nkubeProxyReplacement: true # yes\nprometheus:\n  enabled: false # later\n  port: 9962\n';
    const fixed = fixedValues([file(text)], diagnosed([file(text)]).findings);
    expect(fixed).toMatch(
      /^# ours\nkubeProxyReplacement: true # yes\nprometheus:\n {2}enabled: true # later\n {2}port: 9962\n/,
    );
  });

  it('give no finding, and mending them changes nothing, whatever was wrong', () => {
    const lines = [
      'prometheus: {enabled: false}',
      'operator: {prometheus: {enabled: false, serviceMonitor: {enabled: true}}}',
      'envoy: {prometheus: {enabled: false}}',
      'hubble: {enabled: false}',
    ];
    const handlers = fc.subarray([
      'dns',
      'drop:sourceContext=ip',
      `tcp:labelsContext=${LABELS}`,
      'flow',
      'icmp',
      'sctp',
    ]);
    const http = fc.constantFrom('http', 'httpV2', 'httpV2:exemplars=true;labelsContext=source_ip');
    fc.assert(
      fc.property(fc.subarray(lines), handlers, http, fc.boolean(), (chosen, names, web, dynamic) => {
        const list = [...names, web].map((one) => `      - ${JSON.stringify(one)}`).join('\n');
        const metrics = `hubble:\n  metrics:\n    dynamic: {enabled: ${dynamic}}\n    enabled:\n${list}\n`;
        const sources = [...chosen, metrics].map(file);
        const fixed = fixedValues(sources, diagnosed(sources).findings);
        const again = diagnosed([file(fixed)]);
        expect(again.findings).toEqual([]);
        expect(fixedValues([file(fixed)], again.findings)).toBe(fixed);
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});
