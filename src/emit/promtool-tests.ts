import { stringify } from 'yaml';
import type { Incident } from '../model/incident.ts';
import type { Artifact, Model } from '../model/model.ts';
import { renderDuration } from '../promql/duration.ts';
import { emittedGroups } from './rule-groups.ts';

/** Where the tests find the rules, seen from their own folder. */
const RULES = '../rules/*.yaml';

/** The incidents as promtool's unit tests, for the user to run on the rules: `promtool test rules out/prometheus/tests/*.yaml`. */
export function emitPromtoolTests(model: Model): readonly Artifact[] {
  const order = groupOrder(model);
  return model.incidents
    .filter(({ noise }) => noise.length === 0)
    .map((incident) => ({
      path: `prometheus/tests/${incident.name}.yaml`,
      kind: 'promtool-test',
      text: promtoolTest({ ...incident, checks: incident.checks.filter(({ ofAll }) => !ofAll) }, order),
    }));
}

/** Groups in the order they depend on one another: promtool leaves the order open for those it is not told about. */
export function groupOrder({ ruleSets, settings }: Model): readonly string[] {
  return ruleSets.flatMap((set) => emittedGroups(set, settings).map(({ name }) => name));
}

/**
 * One incident as a test file (prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules). The series are
 * written by hand: there are thousands, and they need no quoting but JSON's, which YAML reads.
 */
export function promtoolTest(incident: Incident, order: readonly string[], rules = RULES): string {
  const { title, evidence, contradiction, step, end, series, checks } = incident;
  const head = stringify(
    { rule_files: [rules], evaluation_interval: renderDuration(step), group_eval_order: order },
    { lineWidth: 0 },
  );
  const tests = checks.flatMap(({ claim, expr, holds }) => [
    `      # ${claim}`,
    `      - expr: ${JSON.stringify(expr)}`,
    `        eval_time: ${renderDuration(end)}`,
    ...(holds === 'true' ? ['        exp_samples:', `          - labels: '{}'`, '            value: 1'] : []),
  ]);
  return [
    `# ${title}`,
    `# Evidence: ${evidence}`,
    ...(contradiction ? [`# Contradiction: ${contradiction}`] : []),
    head.trimEnd(),
    'tests:',
    `  - interval: ${renderDuration(step)}`,
    '    input_series:',
    ...series.map((one) => `      - {series: ${JSON.stringify(one.series)}, values: ${JSON.stringify(one.values)}}`),
    '    promql_expr_test:',
    ...tests,
    '',
  ].join('\n');
}
