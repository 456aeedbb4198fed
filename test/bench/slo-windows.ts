import type { RecordingRule } from '../../src/model/rules.ts';
import { recordingRules } from '../../src/model/rules.ts';
import { syntheticCluster } from '../../src/scenario/cluster.ts';
import type { Families, Family, Series } from '../../src/scenario/series.ts';
import type { Timeline } from '../../src/scenario/timeline.ts';
import { sampleCount } from '../../src/scenario/timeline.ts';
import type { ProofEngines } from '../../src/scenario/with-prometheus.ts';
import { withPrometheus } from '../../src/scenario/with-prometheus.ts';
import { pack } from '../support/pack.ts';
import { tableOf } from './measure.ts';

const MINOR = '1.20';
const HOURS = 6;
/** 2026-01-01T02:00Z: synthetic time stands still. */
const END = 1_767_232_800;
/** Windows of a day and of three read in this form; both sides grow with the window alike, and six hours are backfilled soon. */
const WINDOW = `${HOURS}h`;

/** What each SLO reads from raw series, as its short windows do, and the families that takes. */
const SLOS: Readonly<Record<string, readonly string[]>> = {
  'packet-drops': ['cilium_forward_count_total', 'cilium_drop_count_total'],
  'packet-drops-node': ['cilium_forward_count_total', 'cilium_drop_count_total'],
  'http-availability': ['hubble_http_requests_total'],
  'http-latency': ['hubble_http_request_duration_seconds'],
  'dns-errors': ['hubble_dns_responses_total'],
};

/**
 * Samples that one evaluation of a long window reads: staged, as emitted, and naively, the same ratio over the raw
 * series. Both on one Prometheus that holds six hours of a synthetic cluster and of the records.
 */
export async function benchSloWindows(engines: ProofEngines, nodes: number): Promise<string> {
  const model = pack({}, { incidents: [] });
  const { settings } = model;
  const step = settings.scrape.interval;
  const timeline: Timeline = { start: END - HOURS * 3600 - 600, end: END - step, step, onset: END };
  const only = new Set(Object.values(SLOS).flat());
  const raw = syntheticCluster({ settings, minor: MINOR, nodes, timeline, only });
  const records = recordingRules(model);
  const groups = await groupsOf(engines, raw, timeline, records);
  const families = new Map([...raw, ...recordedFamilies(groups, timeline)]);
  const rows = await withPrometheus(engines, families, timeline, async (api) => {
    const lines: string[][] = [];
    for (const slo of Object.keys(SLOS)) {
      const staged = records.find(({ record, labels }) => record === 'slo:error_ratio:rate1d' && labels['slo'] === slo);
      const hour = records.find(({ record, labels }) => record === 'slo:error_ratio:rate1h' && labels['slo'] === slo);
      if (!staged || !hour) throw new Error(`${slo} has no window of a day or of an hour`);
      const [few, many] = await Promise.all([
        api.instant(staged.query.expr.replaceAll('[1d:', `[${WINDOW}:`), timeline.end),
        api.instant(hour.query.expr.replaceAll('[1h]', `[${WINDOW}]`), timeline.end),
      ]);
      if ('failure' in few || 'failure' in many) throw new Error(`${slo}: ${JSON.stringify([few, many])}`);
      lines.push([
        slo,
        String(few.finiteSeries),
        few.samples.toLocaleString('en'),
        many.samples.toLocaleString('en'),
        `${(many.samples / few.samples).toFixed(0)} x`,
        `${few.milliseconds.toFixed(0)} ms`,
        `${many.milliseconds.toFixed(0)} ms`,
      ]);
    }
    return lines;
  });
  const head = ['', 'groups', 'samples staged', 'samples naive', 'fewer', 'time staged', 'time naive'];
  return `long windows of SLOs over ${WINDOW}, ${nodes} nodes, Cilium ${MINOR}\n${tableOf([head, ...rows])}`;
}

interface Group {
  readonly slo: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** The groups each SLO has on these series, asked of Prometheus itself. */
async function groupsOf(
  engines: ProofEngines,
  raw: Families,
  timeline: Timeline,
  records: readonly RecordingRule[],
): Promise<readonly Group[]> {
  const hour: Timeline = { ...timeline, start: timeline.end - 3600 };
  const lastHour = new Map(
    [...raw].map(([name, family]) => [name, cut(family, sampleCount(timeline) - sampleCount(hour))]),
  );
  return withPrometheus(engines, lastHour, hour, async (api) => {
    const all = await Promise.all(
      Object.keys(SLOS).map(async (slo) => {
        const events = records.find(({ record, labels }) => record === 'slo:events:rate5m' && labels['slo'] === slo);
        const found = await api.labelSets(events?.query.expr ?? '', hour.end);
        return found.map((labels) => ({ slo, labels }));
      }),
    );
    return all.flat();
  });
}

function cut(family: Family, from: number): Family {
  const series = function* () {
    for (const one of family.series())
      yield { ...one, first: Math.max(0, one.first - from), values: one.values.slice(from) };
  };
  return { ...family, series };
}

/** Base records over the whole time, at the evaluation interval: their values do not matter, their samples do. */
function recordedFamilies(groups: readonly Group[], timeline: Timeline): Families {
  const names = ['slo:events:rate5m', 'slo:bad_events:rate5m', 'slo:events:increase5m', 'slo:bad_events:increase5m'];
  const values = new Float64Array(sampleCount(timeline)).fill(1);
  return new Map(
    names.map((name) => {
      const series = (): Series[] =>
        groups.map(({ slo, labels }) => ({ name, labels: { ...labels, slo }, first: 0, values }));
      return [name, { name, type: 'gauge' as const, series }];
    }),
  );
}
