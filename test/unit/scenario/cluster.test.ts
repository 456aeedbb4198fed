import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { families as catalogFamilies, formIn } from '../../../src/catalog/catalog.ts';
import { labelsOf, lookupSeries } from '../../../src/catalog/lookup.ts';
import { unknownValues } from '../../../src/catalog/matchers.ts';
import { MINORS } from '../../../src/catalog/minor.ts';
import type { ClusterOptions } from '../../../src/scenario/cluster.ts';
import { syntheticCluster } from '../../../src/scenario/cluster.ts';
import { FAULTS, faults } from '../../../src/scenario/faults/faults.ts';
import { ALL_FEATURES } from '../../../src/scenario/features.ts';
import type { Families, Series } from '../../../src/scenario/series.ts';
import { timelineBefore } from '../../../src/scenario/timeline.ts';
import { ruledFamilies } from '../../../src/scenario/values/healthy-rows.ts';
import { exposureOf } from '../../../src/settings/exposure.ts';
import { settingsOf } from '../../support/settings.ts';

const settings = settingsOf({ cilium: { from: '1.16', until: '1.20' } });
const timeline = timelineBefore(1_767_232_800, 1200, 60);

function cluster(options: Partial<ClusterOptions> = {}): Families {
  return syntheticCluster({ settings, minor: '1.19', nodes: 2, timeline, ...options });
}

function seriesOf(families: Families, name: string): readonly Series[] {
  const family = families.get(name) ?? families.get(name.replace(/_(bucket|sum|count)$/, ''));
  return [...(family?.series() ?? [])].filter((series) => series.name === name);
}

function allSeries(families: Families): readonly Series[] {
  return [...families.values()].flatMap((family) => [...family.series()]);
}

const identity = ({ name, labels }: Series) => `${name} ${JSON.stringify(Object.entries(labels).toSorted())}`;

describe('syntheticCluster', () => {
  it.each(MINORS)('has in %s exactly the families the catalog lists for it under the settings', (minor) => {
    const exposure = exposureOf(settings);
    const handlers = new Set(exposure.handlers.keys());
    const expected = catalogFamilies.filter(({ component, fact }) => {
      if (!fact.minors.includes(minor) || component === 'kube-state-metrics') return false;
      const form = formIn(component, fact, minor, handlers);
      const found = lookupSeries(form?.type === 'histogram' ? `${fact.name}_bucket` : fact.name, minor, exposure);
      return 'forms' in found && found.forms.some((exposed) => exposed.component === component);
    });
    const names = [...cluster({ minor, features: ALL_FEATURES }).keys()];
    expect(names).toEqual([...new Set(expected.map(({ fact }) => fact.name))].toSorted());
  });

  it.each(MINORS)('carries in %s only labels and values the catalog knows, in health and in every fault', (minor) => {
    const exposure = exposureOf(settings);
    const wrong = new Set<string>();
    for (const series of allSeries(cluster({ minor, nodes: 1, features: ALL_FEATURES, faults: FAULTS }))) {
      const found = lookupSeries(series.name, minor, exposure);
      if (!('forms' in found)) {
        wrong.add(series.name);
        continue;
      }
      const suffix = series.name.endsWith('_bucket') ? '_bucket' : '';
      const labels = new Set(found.forms.flatMap((form) => [...labelsOf(form, suffix, exposure)]));
      for (const [label, value] of Object.entries(series.labels)) {
        if (!labels.has(label)) wrong.add(`${series.name} has label ${label}`);
        const misfit = found.forms.every((form) => unknownValues({ label, op: '=', value }, form).length > 0);
        if (misfit && label !== 'le' && label !== 'quantile') wrong.add(`${series.name} has ${label}="${value}"`);
      }
    }
    expect([...wrong]).toEqual([]);
  });

  it('has no two series of the same name and labels', () => {
    const ids = allSeries(cluster({ features: ALL_FEATURES, faults: FAULTS })).map(identity);
    expect(ids.length).toBeGreaterThan(5000);
    expect(ids.filter((id, index) => ids.indexOf(id, index + 1) !== -1).slice(0, 3)).toEqual([]);
  });

  it('is the same for the same seed, and another for another', () => {
    const drops = (seed: number) =>
      seriesOf(cluster({ seed }), 'cilium_drop_count_total').map(({ values }) => [...values]);
    expect(drops(1)).toEqual(drops(1));
    expect(drops(2)).not.toEqual(drops(1));
  });

  it('gives a series the same values when only its family is made', () => {
    const only = new Set(['hubble_dns_responses_total']);
    const alone = seriesOf(cluster({ only }), 'hubble_dns_responses_total');
    expect(alone.length).toBeGreaterThan(10);
    expect(alone).toEqual(seriesOf(cluster(), 'hubble_dns_responses_total'));
  });

  it('never lets a counter fall, and keeps buckets in order, whatever the seed, minor and faults', () => {
    const counters = /_(total|bucket|count)$/;
    fc.assert(
      fc.property(
        fc.nat(1000),
        fc.constantFrom(...MINORS),
        fc.subarray([...FAULTS]),
        fc.subarray(
          [
            'hubble_http_request_duration_seconds',
            'cilium_forward_count_total',
            'cilium_drop_count_total',
            'hubble_tcp_flags_total',
            'envoy_cluster_upstream_rq_time',
            'cilium_proxy_upstream_reply_seconds',
          ],
          { minLength: 1 },
        ),
        (seed, minor, faults, names) => {
          const made = allSeries(cluster({ seed, minor, faults, only: new Set(names), nodes: 1 }));
          for (const { name, labels, values, first } of made.filter((series) => counters.test(series.name))) {
            for (let i = first + 1; i < values.length; i++) {
              if ((values[i] ?? 0) < (values[i - 1] ?? 0))
                throw new Error(`${name} ${JSON.stringify(labels)} falls at ${i}`);
            }
          }
          expectConsistent(made);
        },
      ),
      { numRuns: 25 },
    );
  });
});

/**
 * Cumulative buckets grow with their bound and never by more than all do, +Inf equals the count, and the sum lies where
 * the buckets say.
 */
function expectConsistent(made: readonly Series[]): void {
  const buckets = made.filter(({ name }) => name.endsWith('_bucket'));
  const histograms = Map.groupBy(buckets, ({ name, labels: { le: _, ...rest } }) => `${name} ${JSON.stringify(rest)}`);
  for (const [key, group] of histograms) {
    const bounds = group.map(({ labels }) => (labels['le'] === '+Inf' ? Infinity : Number(labels['le'])));
    expect(bounds, key).toEqual(bounds.toSorted((a, b) => a - b));
    const last = group.map(({ values }) => values.at(-1) ?? 0);
    expect(last, key).toEqual(last.toSorted((a, b) => a - b));
    const all = group.at(-1)?.values ?? [];
    for (const { values, labels, first } of group) {
      for (let i = first + 1; i < values.length; i++) {
        const [own, total] = [values, all].map((of) => (of[i] ?? 0) - (of[i - 1] ?? 0));
        if ((own ?? 0) > (total ?? 0)) throw new Error(`${key}: le ${labels['le']} outgrows the count at ${i}`);
      }
    }
    const [first] = group;
    const find = (suffix: string) =>
      made.find(
        ({ name, labels }) =>
          name === first?.name.replace(/_bucket$/, suffix) &&
          Object.entries(labels).every(([label, value]) => first.labels[label] === value),
      );
    expect(find('_count')?.values.at(-1), key).toBe(last.at(-1));
    expect(find('_sum')?.values.at(-1) ?? -1, key).toBeGreaterThanOrEqual(0);
  }
}

/** Samples of five minutes. */
const WINDOW = 5;

describe('a healthy cluster', () => {
  const healthy = cluster();

  it('answers almost every connection in every five minutes, up or down', () => {
    const flags = seriesOf(healthy, 'hubble_tcp_flags_total');
    const opened = (flag: string, at: number) =>
      flags
        .filter(({ labels }) => labels['flag'] === flag)
        .reduce((sum, { values }) => sum + (values[at] ?? 0) - (values[at - WINDOW] ?? 0), 0);
    const samples = flags[0]?.values.length ?? 0;
    expect(samples).toBeGreaterThan(2 * WINDOW);
    for (let at = WINDOW; at < samples; at++) {
      const answered = opened('SYN-ACK', at) / opened('SYN', at);
      if (answered < 0.97 || answered > 1) throw new Error(`at ${at} the share of answered SYNs is ${answered}`);
    }
  });

  /** Series that reality makes only when something has gone wrong. */
  it.each([
    [
      'no drop reason but policy and noise',
      'cilium_drop_count_total',
      'reason',
      ['Invalid source ip', 'Policy denied', 'Unsupported L3 protocol'],
    ],
    ['no DNS error but missing names', 'hubble_dns_responses_total', 'rcode', ['No Error', 'Non-Existent Domain']],
    ['no HTTP status of 500 or above', 'hubble_http_requests_total', 'status', ['200', '304', '404']],
    ['no failed controller run', 'cilium_controllers_runs_total', 'status', ['success']],
    ['no 5xx from Envoy', 'envoy_cluster_upstream_rq_xx', 'envoy_response_code_class', ['2', '4']],
    ['no failed map operation', 'cilium_bpf_map_ops_total', 'outcome', ['success']],
    ['no lost event', 'hubble_lost_events_total', 'source', []],
  ])('has %s', (_, name, label, values) => {
    const found = new Set(seriesOf(healthy, name).map(({ labels }) => labels[label]));
    expect([...found].toSorted()).toEqual(values);
  });

  /** Values a reader would expect of a cluster that is well, at the last sample of every series. */
  it.each<[string, string, (value: number) => boolean]>([
    ['every target is up', 'up', (value) => value === 1],
    ['no controller fails', 'cilium_controllers_failing', (value) => value === 0],
    ['no peer is out of reach', 'cilium_unreachable_nodes', (value) => value === 0],
    ['maps are filled to less than a half', 'cilium_bpf_map_pressure', (value) => value > 0 && value < 0.5],
    ['the agent knows every node', 'cilium_nodes_all_num', (value) => value === 2],
    ['few files are open', 'cilium_process_open_fds', (value) => value > 40 && value < 80],
    ['many files may be open', 'cilium_operator_process_max_fds', (value) => value === 1_048_576],
    ['a version has the value 0, as in reality', 'cilium_version', (value) => value === 0],
    [
      'processes started before the first sample',
      'cilium_process_start_time_seconds',
      (value) => value < timeline.start && value > 1e9,
    ],
  ])('%s', (_, name, right) => {
    const last = seriesOf(healthy, name).map(({ values }) => values.at(-1) ?? Number.NaN);
    expect(last.length).toBeGreaterThan(0);
    expect(last.filter((value) => !right(value))).toEqual([]);
  });

  it('forwards about ten thousand packets a second on a node', () => {
    const span = timeline.end - timeline.start;
    const rates = seriesOf(healthy, 'cilium_forward_count_total').map(
      ({ values }) => ((values.at(-1) ?? 0) - (values[0] ?? 0)) / span,
    );
    const perNode = rates.reduce((sum, rate) => sum + rate, 0) / 2;
    expect(perNode).toBeGreaterThan(6000);
    expect(perNode).toBeLessThan(16_000);
  });
});

describe('a cluster with a fault', () => {
  const healthy = new Map(allSeries(cluster({ features: ALL_FEATURES })).map((series) => [identity(series), series]));
  it.each(FAULTS)('%s moves nothing before its onset, and something after it', (fault) => {
    const onset = (timeline.onset - timeline.start) / timeline.step;
    let moved = 0;
    for (const series of allSeries(cluster({ features: ALL_FEATURES, faults: [fault] }))) {
      const before = healthy.get(identity(series));
      if (!before) {
        expect(series.first, identity(series)).toBe(onset);
        moved++;
        continue;
      }
      expect(series.values.slice(0, onset), identity(series)).toEqual(before.values.slice(0, onset));
      if (series.values.at(-1) !== before.values.at(-1)) moved++;
    }
    expect(moved).toBeGreaterThan(0);
  });

  it('refuses a fault nobody has defined, and lists those that exist', () => {
    expect(() => cluster({ faults: ['dns-error'] })).toThrow('no synthetic fault is named "dns-error"');
  });
});

it('rules and faults speak only of families the catalog has', () => {
  const known = new Set(catalogFamilies.map(({ fact }) => fact.name));
  const named = [...ruledFamilies, ...[...faults.values()].flatMap(({ moves }) => Object.keys(moves))];
  expect(named.length).toBeGreaterThan(200);
  expect(named.filter((name) => !known.has(name))).toEqual([]);
});

describe('labels of the synthetic cluster', () => {
  it('scrape no address twice', () => {
    const targets = seriesOf(cluster({ features: ALL_FEATURES, nodes: 3 }), 'up').map(
      ({ labels }) => labels['instance'],
    );
    expect(targets.length).toBeGreaterThan(10);
    expect(targets.toSorted()).toEqual([...new Set(targets)].toSorted());
  });

  it('follow the settings: no cluster label, another node label, another Hubble context', () => {
    const other = settingsOf({
      clusterLabel: false,
      scrape: { nodeLabel: 'instance' },
      hubble: { metrics: ['dns:query;sourceContext=pod;labelsContext=destination_app', 'drop'] },
    });
    const families = syntheticCluster({ settings: other, minor: '1.19', nodes: 2, timeline });
    const [query] = seriesOf(families, 'hubble_dns_queries_total');
    expect(query?.labels).toMatchObject({
      instance: 'n01:9965',
      source: expect.stringMatching(/^edge\/gateway-/),
      destination_app: 'coredns',
    });
    expect(Object.keys(query?.labels ?? {})).toContain('query');
    expect(Object.keys(query?.labels ?? {})).not.toContain('cluster');
    const [drop] = seriesOf(families, 'hubble_drop_total');
    expect(Object.keys(drop?.labels ?? {})).not.toContain('source_workload');
    expect([...families.keys()]).not.toContain('hubble_http_requests_total');
  });
});
