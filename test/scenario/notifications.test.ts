import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { smallCluster } from '../../rules/incidents/baseline/clusters.ts';
import { compileIncident } from '../../src/compile/incidents/incidents.ts';
import { ruleContext } from '../../src/compile/rule-context.ts';
import type { Move } from '../../src/define.ts';
import { counterSeries, gaugeSeries, incident } from '../../src/define.ts';
import { emitInhibitRules } from '../../src/emit/inhibit-rules.ts';
import { emitRules } from '../../src/emit/rules.ts';
import { startAlertmanager } from '../../src/scenario/alertmanager.ts';
import { incidentFamilies } from '../../src/scenario/incident-families.ts';
import type { TestFile } from '../../src/scenario/incidents.ts';
import { withLiveRules } from '../../src/scenario/live-rules.ts';
import { inTemporaryFolder } from '../../src/scenario/temporary-folder.ts';
import { requireEngine } from '../support/engines.ts';
import { pack } from '../support/pack.ts';
import { requireEngines } from './support.ts';

/** Three faults at once, each with symptoms of its own. */
const moves = (): readonly Move[] => [
  // n02: the agent is down, so its endpoints are not ready either
  gaugeSeries('up', {}, { node: 'n02', component: 'agent' }, { before: 1, after: 0 }),
  gaugeSeries('cilium_endpoint_state', { endpoint_state: 'ready' }, { node: 'n02' }, { before: 30, after: 2 }),
  gaugeSeries(
    'cilium_endpoint_state',
    { endpoint_state: 'waiting-to-regenerate' },
    { node: 'n02' },
    { before: 0, after: 28 },
  ),
  // n03: no ports left for masquerading, so packets are dropped and the node's budget burns
  gaugeSeries('cilium_nat_endpoint_max_connection', { family: 'ipv4' }, { node: 'n03' }, { before: 0.4, after: 0.98 }),
  counterSeries(
    'cilium_drop_count_total',
    { reason: 'No mapping for NAT masquerade', direction: 'EGRESS' },
    { node: 'n03' },
    { before: 0, after: 1000 },
  ),
  // n01: a map fills, and nothing explains that
  gaugeSeries(
    'cilium_bpf_map_pressure',
    { map_name: 'lb4_backends_v3' },
    { node: 'n01' },
    { before: 0.35, after: 0.85 },
  ),
];

/** The faults as they are 25 minutes after they began. */
const faults = incident({
  name: 'three-faults',
  title: 'Three faults at once',
  evidence: 'test',
  baseline: smallCluster,
  history: '70m',
  lasts: '30m',
  moves,
  expect: [],
  silent: [],
});
const AFTER = 1500;

/** Prometheus waits for no `for`: the faults have lasted, and this test is about what Alertmanager does with alerts. */
const atOnce = ({ path, text }: TestFile): TestFile => ({
  path,
  text: text.replaceAll(/^ +(for|interval): .*\n/gm, ''),
});

interface Alert {
  readonly labels: Readonly<Record<string, string>>;
}

/** Collects what Alertmanager sends. */
async function startWebhook() {
  const arrived: Alert[] = [];
  const server = createServer(async (request, response) => {
    const { alerts } = (await json(request)) as { alerts: readonly Alert[] };
    arrived.push(...alerts);
    response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { arrived, url: `http://127.0.0.1:${port}/`, stop: () => server.close() };
}

const names = (alerts: readonly Alert[]) =>
  [
    ...new Set(
      alerts.map(({ labels: { alertname, node, slo_tier: tier } }) =>
        [alertname, node, tier].filter(Boolean).join(' '),
      ),
    ),
  ].sort();

describe('alerts on their way to someone', () => {
  it('arrive once for each fault, and what they explain is kept back', async () => {
    const engines = requireEngines();
    const alertmanager = requireEngine('alertmanager');
    const model = pack({}, { incidents: [] });
    const { settings } = model;
    const house = { settings, context: ruleContext(settings), relative: (file: string) => file, baselines: new Map() };
    const { families, timeline } = incidentFamilies(compileIncident(faults, house), Date.now() / 1000, AFTER);
    const [inhibition] = emitInhibitRules(model);
    const webhook = await startWebhook();
    try {
      await inTemporaryFolder(async (folder) => {
        const configuration = stringify({
          route: { receiver: 'test', group_by: ['...'], group_wait: '8s' },
          receivers: [{ name: 'test', webhook_configs: [{ url: webhook.url, send_resolved: false }] }],
          ...(parse(inhibition?.text ?? '') as object),
        });
        const server = await startAlertmanager(alertmanager, folder, configuration);
        try {
          const suppressed = await withLiveRules(
            {
              engines,
              families,
              timeline,
              rules: emitRules(model).map(atOnce),
              scrapeInterval: '2s',
              evaluationInterval: '2s',
              alertmanager: server.url.replace('http://', ''),
            },
            async () => {
              await sleep(30_000);
              const response = await fetch(`${server.url}/api/v2/alerts?active=false&inhibited=true`);
              return (await response.json()) as readonly Alert[];
            },
          );
          expect(names(webhook.arrived)).toEqual([
            'CiliumAgentDown n02',
            'CiliumBPFMapPressureHigh n01',
            'CiliumNATMappingFailed n03',
          ]);
          expect(names(suppressed)).toEqual(
            expect.arrayContaining(['CiliumEndpointsNotReady n02', 'CiliumNATPortsSaturated n03']),
          );
        } finally {
          await server.stop();
        }
      });
    } finally {
      webhook.stop();
    }
  }, 180_000);
});
