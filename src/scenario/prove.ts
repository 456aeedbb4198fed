import type { Minor } from '../catalog/minor.ts';
import type { Model } from '../model/model.ts';
import type { Settings } from '../settings/settings.ts';
import { loadable } from './ask.ts';
import type { Ask } from './asks.ts';
import { asksOf, withoutRepeats } from './asks.ts';
import { syntheticCluster } from './cluster.ts';
import type { Proving } from './lane.ts';
import { onlyRead, proveMinor, proveMixed } from './lane.ts';
import { checkLoads } from './promtool.ts';
import type { DashboardCost, ProofReport, QueryProof } from './proof.ts';
import { combined } from './series.ts';
import { inTemporaryFolder } from './temporary-folder.ts';
import { timelineBefore } from './timeline.ts';
import type { ProofEngines } from './with-prometheus.ts';

export interface ProofOptions {
  /** Compiles the content for other settings: for one minor alone. */
  readonly compileFor: (settings: Settings) => Model;
  readonly settings: Settings;
  readonly minors: readonly Minor[];
  readonly engines: ProofEngines;
  /** Nodes of each synthetic cluster. */
  readonly nodes: number;
  readonly seed?: number;
  readonly onProgress?: (line: string) => void;
}

/** 2026-01-01T02:00Z. Synthetic time stands still, so that a report only changes when the content does. */
const NOW = 1_767_232_800;

/** An hour to look at, the rate window before its first point, and what aligning to the step takes. */
const HISTORY = 4200;

/**
 * Proves on a real Prometheus that every query of the content returns data: for every minor the text that is emitted
 * and the text that minor alone would get, and all minors side by side when a cluster label tells them apart.
 */
export async function prove(options: ProofOptions): Promise<ProofReport> {
  const { compileFor, settings, minors, engines, nodes, seed = 1, onProgress = () => undefined } = options;
  const timeline = timelineBefore(NOW, HISTORY, settings.scrape.interval);
  const proving: Proving = { settings, engines, nodes, timeline, seed, onProgress };
  const emitted = asksOf(compileFor(settings), true);
  const lanes = [];
  for (const minor of minors) {
    const alone = asksOf(compileFor({ ...settings, minors: [minor] }), false);
    lanes.push(await proveMinor(minor, withoutRepeats(emitted, alone), proving));
  }
  if (minors.length > 1 && settings.clusterLabel) {
    const asks = emitted.filter(({ query }) => query.emptyInHealth === undefined);
    const clusters = minors.map((minor) =>
      syntheticCluster({ ...proving, minor, clusterName: `cilium-${minor.replace('.', '-')}`, ...onlyRead(asks) }),
    );
    lanes.push(await proveMixed(minors, asks, combined(clusters), proving));
  }
  const queries = await withLoadFaults(
    lanes.flatMap((lane) => lane.queries),
    emitted,
    proving,
  );
  return { nodes, minors, lanes: lanes.map(({ lane }) => lane), queries, costs: costsOf(queries) };
}

/** Every emitted query must also load in promtool: it judges what Prometheus accepts at rest. */
async function withLoadFaults(queries: readonly QueryProof[], emitted: readonly Ask[], proving: Proving) {
  const { settings, timeline, engines } = proving;
  const texts = emitted.flatMap((one) => {
    const expr = loadable(one, { timeline, scrapeInterval: settings.scrape.interval });
    return expr === undefined ? [] : [{ one, expr }];
  });
  proving.onProgress(`promtool loads ${texts.length} queries`);
  const faults = await inTemporaryFolder((folder) =>
    checkLoads(
      engines.promtool,
      texts.map(({ expr }) => expr),
      folder,
    ),
  );
  const refused = new Map(
    faults.flatMap(({ index, message }) => (texts[index] ? [[texts[index].one.expr, message]] : [])),
  );
  return queries.map((query): QueryProof => {
    const message = query.use === 'variable' ? undefined : refused.get(query.expr);
    return message === undefined ? query : { ...query, verdict: 'refused', hint: `promtool: ${message}` };
  });
}

/** What opening each dashboard reads, per lane, from the texts that are emitted. */
function costsOf(queries: readonly QueryProof[]): readonly DashboardCost[] {
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
