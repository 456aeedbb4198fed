import type { Minor } from '../catalog/minor.ts';
import type { Model } from '../model/model.ts';
import { recordingRules } from '../model/rules.ts';
import { askAll, replyTo } from './asking.ts';
import { asksOf } from './asks.ts';
import { syntheticCluster } from './cluster.ts';
import { onlyRead } from './lane.ts';
import type { DashboardCost, QueryProof } from './proof.ts';
import { proofTimeline } from './timeline.ts';
import type { ProofEngines } from './with-prometheus.ts';

type Priced = Pick<QueryProof, 'dashboard' | 'lane' | 'emitted' | 'onOpen' | 'samples' | 'milliseconds'>;

/** What opening each dashboard reads, per lane, from the texts that are emitted. */
export function costsOf(queries: readonly Priced[]): readonly DashboardCost[] {
  const groups = Map.groupBy(
    queries.filter(({ emitted }) => emitted),
    ({ dashboard, lane }) => `${dashboard} ${lane}`,
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const open = group.filter(({ onOpen }) => onOpen);
    return {
      dashboard: first.dashboard,
      lane: first.lane,
      queries: group.length,
      onOpenQueries: open.length,
      samplesOnOpen: open.reduce((sum, { samples }) => sum + samples, 0),
      millisecondsOnOpen: Math.round(open.reduce((sum, { milliseconds }) => sum + milliseconds, 0)),
    };
  });
}

/** What opening each dashboard costs in a healthy cluster of one minor, without proving anything. */
export async function openingCosts(options: {
  readonly model: Model;
  readonly minor: Minor;
  readonly nodes: number;
  readonly engines: ProofEngines;
}): Promise<{ readonly costs: readonly DashboardCost[]; readonly series: number; readonly samples: number }> {
  const { model, minor, nodes, engines } = options;
  const { settings } = model;
  const rules = recordingRules(model);
  const timeline = proofTimeline(settings);
  const asks = asksOf(model, true);
  const families = syntheticCluster({ settings, minor, nodes, timeline, ...onlyRead(asks, { rules }) });
  const replies = await askAll(families, asks, { settings, engines, timeline, rules });
  const priced = asks.map((one): Priced => {
    const { samples, milliseconds } = replyTo(replies, one);
    return { dashboard: one.dashboard.uid, lane: minor, emitted: true, onOpen: one.onOpen, samples, milliseconds };
  });
  return { costs: costsOf(priced), series: replies.series, samples: replies.samples };
}
