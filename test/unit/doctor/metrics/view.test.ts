import { describe, expect, it } from 'vitest';
import { dashboards } from '../../../../dashboards/index.ts';
import { ruleSets, slos } from '../../../../rules/index.ts';
import { compile } from '../../../../src/compile/compile.ts';
import { diagnose } from '../../../../src/doctor/diagnose.ts';
import { parseExposition } from '../../../../src/doctor/metrics/exposition.ts';
import { metricsView } from '../../../../src/doctor/metrics/view.ts';
import { syntheticCluster } from '../../../../src/scenario/cluster.ts';
import { renderLabels } from '../../../../src/scenario/openmetrics.ts';
import { timelineBefore } from '../../../../src/scenario/timeline.ts';
import type { HubbleMetricsInput } from '../../../../src/settings/hubble-metrics.ts';
import { settingsOf } from '../../../support/settings.ts';

const TARGET_LABELS = [
  'job',
  'instance',
  'namespace',
  'pod',
  'container',
  'service',
  'endpoint',
  'node',
  'k8s_app',
  'io_cilium_app',
  'cluster',
];
const settings = settingsOf({ cilium: { from: '1.18', until: '1.20' } });
const { model } = compile({ dashboards, ruleSets, slos }, settings);

/** What all processes of a synthetic node show together, as text, without what scraping adds. */
function shown(metrics?: HubbleMetricsInput, keep: (name: string) => boolean = () => true): string {
  const own = settingsOf({ cilium: '1.19', ...(metrics ? { hubble: { metrics } } : {}) });
  const families = syntheticCluster({
    settings: own,
    minor: '1.19',
    nodes: 1,
    timeline: timelineBefore(1_767_232_800, 300, 60),
  });
  const lines = [...families.values()].flatMap((family) =>
    [...family.series()].map(({ name, labels, values }) => {
      const bare = Object.fromEntries(Object.entries(labels).filter(([label]) => !TARGET_LABELS.includes(label)));
      return keep(name) ? `${name}${renderLabels(bare)} ${values.at(-1) ?? 0}\n` : '';
    }),
  );
  return lines.join('');
}

function found(text: string): readonly string[] {
  const parsed = parseExposition(text);
  if ('fault' in parsed) throw new Error(parsed.fault);
  const { findings } = diagnose(model, [metricsView([parsed], 'metrics.txt')]);
  return findings.filter(({ severity }) => severity !== 'note').map(({ severity, key }) => `${severity} ${key}`);
}

const CONTEXT = 'labelsContext=source_namespace,source_workload,destination_namespace,destination_workload';
const ALL = ['dns', 'drop', 'tcp', 'flow', 'icmp', 'httpV2'].map((name) => `${name}:${CONTEXT}`);

describe('what processes show', () => {
  it('is found no fault with while it is enough', () => {
    expect(found(shown())).toEqual([]);
  });

  it('tells the minor that runs', () => {
    const parsed = parseExposition('cilium_version{version="1.19.3"} 0\n');
    if ('fault' in parsed) throw new Error(parsed.fault);
    expect(metricsView([parsed], 'x').minors).toEqual(['1.19']);
  });

  it('says nothing of processes that were not given', () => {
    const only = shown(undefined, (name) => name.startsWith('cilium_operator_'));
    const parsed = parseExposition(only);
    if ('fault' in parsed) throw new Error(parsed.fault);
    const { boards } = diagnose(model, [metricsView([parsed], 'operator.txt')]);
    const states = (uid: string) => new Set(boards.find((board) => board.uid === uid)?.items.map(({ state }) => state));
    expect(states('hubble-dns')).toEqual(new Set(['unknown']));
    expect(states('cilium-operator').has('ok')).toBe(true);
  });

  it.each<[name: string, text: () => string, expected: readonly string[]]>([
    [
      'a handler that any traffic would show',
      () => shown([...ALL, 'port-distribution'].filter((entry) => !entry.startsWith('tcp'))),
      ['error handler-missing tcp'],
    ],
    [
      'contexts on httpV2 only',
      () => shown(['dns', 'drop', 'tcp', 'flow', 'icmp', 'port-distribution', `httpV2:${CONTEXT}`]),
      ['dns', 'tcp', 'flow', 'drop', 'icmp'].map((name) => `error context-missing ${name}`),
    ],
    [
      'http in the place of httpV2',
      () =>
        shown(
          [...ALL.slice(0, -1), 'port-distribution', `http:${CONTEXT}`],
          (name) => !/^hubble_http_request/.test(name),
        ),
      ['error handler-v1'],
    ],
    [
      'no traffic through the proxy',
      () => shown(undefined, (name) => !/^hubble_(http|dns)_/.test(name)),
      ['warning l7-policy-needed httpV2', 'warning l7-policy-needed dns'],
    ],
  ])('names %s', (_, text, expected) => {
    expect(found(text())).toEqual(expect.arrayContaining([...expected]));
    expect(found(text())).toHaveLength(expected.length);
  });
});
