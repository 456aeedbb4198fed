import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordingRules } from '../../src/model/rules.ts';
import { ask, RANGE_SECONDS } from '../../src/scenario/ask.ts';
import type { Ask } from '../../src/scenario/asks.ts';
import { asksOf, familiesIn, promqlIn } from '../../src/scenario/asks.ts';
import { syntheticCluster } from '../../src/scenario/cluster.ts';
import { expand, stepFor } from '../../src/scenario/expand.ts';
import { ALL_FEATURES } from '../../src/scenario/features.ts';
import type { PrometheusApi } from '../../src/scenario/prometheus-api.ts';
import { recordsRead } from '../../src/scenario/records.ts';
import type { Timeline } from '../../src/scenario/timeline.ts';
import { proofTimeline } from '../../src/scenario/timeline.ts';
import type { ProofEngines } from '../../src/scenario/with-prometheus.ts';
import { withPrometheus } from '../../src/scenario/with-prometheus.ts';
import { pack } from '../support/pack.ts';

/** What people open today for the question of one of our boards. */
interface Incumbent {
  readonly board: string;
  readonly source: string;
  readonly queries: readonly { readonly panel: string; readonly expr: string; readonly instant?: boolean }[];
}

/** What opening a board costs: queries of panels, samples read from storage, milliseconds of the query engine. */
export interface Cost {
  readonly queries: number;
  readonly samples: number;
  readonly milliseconds: number;
}

export interface Comparison {
  readonly board: string;
  readonly title: string;
  readonly source: string;
  readonly ours: Cost;
  /** The same with the drop-down Rates empty: no rules are loaded. */
  readonly withoutRules: Cost;
  readonly theirs: Cost;
}

export interface Compared {
  readonly nodes: number;
  readonly series: number;
  readonly rows: readonly Comparison[];
}

type Looking = { readonly timeline: Timeline; readonly scrapeInterval: number };

const MINOR = '1.20';

/** Our boards and what people open today for the same question, on the same Prometheus in the same run. */
export async function compareWithIncumbents(engines: ProofEngines, nodes: number): Promise<Compared> {
  const model = pack({}, { incidents: [] });
  const { settings } = model;
  const sets = incumbents();
  const compared = new Set(sets.map(({ board }) => board));
  const asks = asksOf(model, true).filter(({ dashboard }) => compared.has(dashboard.uid));
  const ours = asks.map(promqlIn);
  const theirs = sets.flatMap(({ queries }) => queries.map(({ expr }) => expr.replaceAll('$__rate_interval', '2m')));
  const records = recordsRead(ours, recordingRules(model));
  const only = familiesIn([...ours, ...theirs])?.union(records.families);
  const timeline = proofTimeline(settings);
  const cluster = {
    settings,
    minor: MINOR,
    nodes,
    timeline,
    features: ALL_FEATURES,
    ...(only ? { only } : {}),
  } as const;
  const looking: Looking = { timeline, scrapeInterval: settings.scrape.interval };
  const work = async (api: PrometheusApi, { series }: { readonly series: number }): Promise<Compared> => {
    const rows: Comparison[] = [];
    for (const set of sets) {
      const own = asks.filter(({ dashboard }) => dashboard.uid === set.board);
      rows.push({
        board: set.board,
        title: own[0]?.dashboard.title ?? set.board,
        source: set.source,
        theirs: await costOfTheirs(set, api, looking),
        ours: await costOfOurs(own, false, api, looking),
        withoutRules: await costOfOurs(own, true, api, looking),
      });
    }
    return { nodes, series, rows };
  };
  return withPrometheus(engines, syntheticCluster(cluster), timeline, work, records);
}

function incumbents(): readonly Incumbent[] {
  const file = join(import.meta.dirname, 'incumbents.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly sets: readonly Incumbent[] }).sets;
}

/** @param raw as the board asks where no rules are loaded: what reads recorded rates reads the counters */
async function costOfOurs(asks: readonly Ask[], raw: boolean, api: PrometheusApi, looking: Looking): Promise<Cost> {
  const same = (a: Ask, b: Ask) => a.query === b.query;
  const opened = asks.filter(({ onOpen }) => onOpen);
  const sent = raw ? opened.map((one) => asks.find((other) => other.empty && same(one, other)) ?? one) : opened;
  const costs: Cost[] = [];
  for (const one of sent) {
    const { samples, milliseconds, failure } = await ask(one, { ...looking, api });
    if (failure !== undefined) throw new Error(`${one.dashboard.uid}: ${one.expr}: ${failure}`);
    costs.push({ queries: one.query.use === 'variable' ? 0 : 1, samples, milliseconds });
  }
  return sum(costs);
}

async function costOfTheirs({ queries }: Incumbent, api: PrometheusApi, looking: Looking): Promise<Cost> {
  const { timeline, scrapeInterval } = looking;
  const step = stepFor(RANGE_SECONDS, scrapeInterval);
  const end = Math.floor(timeline.end / step) * step;
  const range = { start: end - RANGE_SECONDS, end, step };
  const costs: Cost[] = [];
  for (const { expr, instant } of queries) {
    const expanded = expand(expr, { range, scrapeInterval, values: new Map() });
    if ('unknown' in expanded) throw new Error(`${expr}: no variable $${expanded.unknown}`);
    const answer = instant ? await api.instant(expanded.expr, end) : await api.range(expanded.expr, range);
    if ('failure' in answer) throw new Error(`${expr}: ${answer.failure}`);
    costs.push({ queries: 1, samples: answer.samples, milliseconds: answer.milliseconds });
  }
  return sum(costs);
}

function sum(costs: readonly Cost[]): Cost {
  const total = (key: keyof Cost) => costs.reduce((all, cost) => all + cost[key], 0);
  return { queries: total('queries'), samples: total('samples'), milliseconds: total('milliseconds') };
}
