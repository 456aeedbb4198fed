import type { Minor } from '../catalog/minor.ts';
import type { Model } from '../model/model.ts';
import type { RecordingRule } from '../model/rules.ts';
import { recordingRules } from '../model/rules.ts';
import type { Settings } from '../settings/settings.ts';
import { loadable } from './ask.ts';
import type { Ask } from './asks.ts';
import { asksOf, withoutRepeats } from './asks.ts';
import { syntheticCluster } from './cluster.ts';
import { costsOf } from './costs.ts';
import { ALL_FEATURES } from './features.ts';
import type { Proving } from './lane.ts';
import { onlyRead, proveMinor, proveMixed } from './lane.ts';
import { checkLoads } from './promtool.ts';
import type { ProofReport, QueryProof } from './proof.ts';
import { combined } from './series.ts';
import { inTemporaryFolder } from './temporary-folder.ts';
import { proofTimeline } from './timeline.ts';
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

/**
 * Proves on a real Prometheus that every query of the content returns data: for every minor the text that is emitted
 * and the text that minor alone would get, and all minors side by side when a cluster label tells them apart.
 */
export async function prove(options: ProofOptions): Promise<ProofReport> {
  const { compileFor, settings, minors, engines, nodes, seed = 1, onProgress = () => undefined } = options;
  const model = compileFor(settings);
  const emitted = asksOf(model, true);
  const rules = recordingRules(model);
  const timeline = proofTimeline(settings);
  const proving: Proving = { settings, engines, nodes, timeline, rules, seed, onProgress };
  const lanes = [];
  for (const minor of minors) {
    const own = compileFor({ ...settings, minors: [minor] });
    const asks = withoutRepeats(emitted, asksOf(own, false));
    lanes.push(await proveMinor(minor, asks, { ...proving, rules: rulesWith(own, rules) }));
  }
  if (minors.length > 1 && settings.clusterLabel) {
    const asks = emitted.filter(({ query }) => query.emptyInHealth === undefined);
    // with everything in use: which queries need that, the minors' own lanes say
    const all = { ...proving, features: ALL_FEATURES, ...onlyRead(asks, proving) };
    const clusters = minors.map((minor) =>
      syntheticCluster({ ...all, minor, clusterName: `cilium-${minor.replace('.', '-')}` }),
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

/** Rules of the range, and those that only a project of one minor has: what they count came later than the oldest. */
function rulesWith(own: Model, rules: readonly RecordingRule[]): readonly RecordingRule[] {
  const known = new Set(rules.map(({ record }) => record));
  return [...rules, ...recordingRules(own).filter(({ record }) => !known.has(record))];
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
