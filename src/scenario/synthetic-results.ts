import { nearest } from '../catalog/nearest.ts';
import { UserError } from '../errors.ts';
import type { Model } from '../model/model.ts';
import type { TargetResult } from '../model/results.ts';
import { recordingRules } from '../model/rules.ts';
import { familiesIn } from './asks.ts';
import { syntheticCluster } from './cluster.ts';
import { FAULTS, faults } from './faults/faults.ts';
import { ALL_FEATURES, DEFAULT_FEATURES } from './features.ts';
import { recordsRead } from './records.ts';
import type { ResultQuestion } from './results.ts';
import { resultRange, resultsOf } from './results.ts';
import { proofTimeline } from './timeline.ts';
import type { ProofEngines } from './with-prometheus.ts';
import { withPrometheus } from './with-prometheus.ts';

/** What a synthetic cluster may be in: everything-on is a healthy one that uses every part of Cilium. */
export const SCENARIOS: readonly string[] = ['healthy', 'everything-on', ...FAULTS];

const NODES = 3;

/** @throws UserError when there is no such scenario */
export function assertScenario(name: string): void {
  if (SCENARIOS.includes(name)) return;
  const near = nearest(name, SCENARIOS);
  throw new UserError(`no synthetic scenario is named "${name}"`, [
    ...(near.length > 0 ? [`did you mean ${near.join(' or ')}?`] : []),
    `known: ${SCENARIOS.join(', ')}`,
  ]);
}

function featuresIn(scenario: string): readonly string[] {
  return scenario === 'everything-on' ? ALL_FEATURES : [...DEFAULT_FEATURES, ...(faults.get(scenario)?.features ?? [])];
}

/** Answers of a real Prometheus that holds a synthetic cluster of the newest minor. */
export async function syntheticResults(
  scenario: string,
  questions: readonly ResultQuestion[],
  { model, engines }: { readonly model: Pick<Model, 'settings' | 'ruleSets'>; readonly engines: ProofEngines },
  onProgress?: (done: number) => void,
): Promise<{ readonly results: readonly TargetResult[]; readonly from: number; readonly to: number }> {
  const { settings } = model;
  const timeline = proofTimeline(settings);
  const minor = settings.minors.at(-1);
  if (minor === undefined) throw new UserError('the settings name no Cilium minor', ['cilium in ciliascope.config.ts']);
  const exprs = questions.map(({ expr }) => expr);
  const records = recordsRead(exprs, recordingRules(model));
  const only = familiesIn(exprs)?.union(records.families);
  const families = syntheticCluster({
    settings,
    minor,
    nodes: NODES,
    timeline,
    faults: faults.has(scenario) ? [scenario] : [],
    features: featuresIn(scenario),
    ...(only ? { only } : {}),
  });
  const looking = { end: timeline.end, scrapeInterval: settings.scrape.interval };
  const { start, end } = resultRange(looking);
  const results = await withPrometheus(
    engines,
    families,
    timeline,
    (api) => resultsOf(questions, { ...looking, api }, onProgress),
    records,
  );
  return { results, from: start, to: end };
}
