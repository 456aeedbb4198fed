import { parseSeries } from '../../src/catalog/catalog.ts';
import { emitRules } from '../../src/emit/rules.ts';
import type { Model } from '../../src/model/model.ts';
import { walk } from '../../src/promql/ast.ts';
import { parsePromql } from '../../src/promql/parse.ts';
import { syntheticCluster } from '../../src/scenario/cluster.ts';
import { ALL_FEATURES } from '../../src/scenario/features.ts';
import { evaluatedRules, withLiveRules } from '../../src/scenario/live-rules.ts';
import type { RuleState } from '../../src/scenario/prometheus-api.ts';
import { timelineUntil } from '../../src/scenario/timeline.ts';
import type { ProofEngines } from '../../src/scenario/with-prometheus.ts';
import { pack, rulesOf } from '../support/pack.ts';
import { medianOf, tableOf } from './measure.ts';

const MINOR = '1.20';
/** An hour of raw windows, and what surrounds it. */
const HISTORY = 4200;
const SHOWN = 12;

/** Rules compiled and emitted per second, in one process that is warm; boards included, since alerts link to them. */
export function benchRuleCompiler(): string {
  const times = Array.from({ length: 7 }, () => {
    const started = performance.now();
    emitRules(pack({}, { incidents: [] }));
    return (performance.now() - started) / 1000;
  });
  const { median } = medianOf(times.slice(2));
  const count = rulesOf(pack({}, { incidents: [] })).length;
  return `${count} rules compiled and emitted, with the boards they link to, in ${(median * 1000).toFixed(0)} ms: ${Math.round(count / median)} rules/s\n`;
}

/** What each group of the pack costs a real Prometheus that holds a synthetic cluster of this many nodes. */
export async function benchRuleGroups(engines: ProofEngines, nodes: number): Promise<string> {
  const model = pack({}, { incidents: [] });
  const { settings } = model;
  const timeline = timelineUntil(Date.now() / 1000, HISTORY, settings.scrape.interval);
  const only = familiesOf(model);
  const families = syntheticCluster({ settings, minor: MINOR, nodes, timeline, features: ALL_FEATURES, only });
  const series = [...families.values()].reduce((sum, family) => sum + [...family.series()].length, 0);
  const rules = await withLiveRules(
    { engines, families, timeline, rules: emitRules(model), scrapeInterval: '30s', evaluationInterval: '30s' },
    (server) => evaluatedRules(server, 400),
  );
  const groups = [...Map.groupBy(rules, ({ group }) => group)].map(([group, of]) => costOf(group, of));
  const worst = groups.toSorted((a, b) => b.share - a.share);
  const rows = worst
    .slice(0, SHOWN)
    .map(({ group, rules: count, seconds, share }) => [
      group,
      String(count),
      `${(seconds * 1000).toFixed(0)} ms`,
      `${(share * 100).toFixed(2)} %`,
    ]);
  const most = worst[0]?.share ?? 0;
  return [
    `evaluating ${rules.length} rules in ${groups.length} groups, ${nodes} nodes, Cilium ${MINOR}, ${series.toLocaleString('en')} series that rules read\n`,
    tableOf([['', 'rules', 'evaluation', 'of the interval'], ...rows]),
    `the dearest group takes ${(most * 100).toFixed(2)} % of its interval (bar: below 10 %)\n`,
  ].join('');
}

function costOf(group: string, rules: readonly RuleState[]) {
  const seconds = rules.reduce((sum, { evaluationTime }) => sum + evaluationTime, 0);
  return { group, rules: rules.length, seconds, share: seconds / (rules[0]?.interval ?? 30) };
}

/** Families that any rule reads. */
function familiesOf(model: Model): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { query } of rulesOf(model)) {
    const { root } = parsePromql(query.expr);
    if (root)
      walk(
        root,
        (node) => node.kind === 'selector' && node.name && names.add(parseSeries(node.name)?.family ?? node.name),
      );
  }
  return names;
}
