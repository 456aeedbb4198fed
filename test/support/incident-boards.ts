import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileIncident } from '../../src/compile/incidents/incidents.ts';
import { ruleContext } from '../../src/compile/rule-context.ts';
import type { IncidentDefinition } from '../../src/define.ts';
import type { Dashboard, Panel } from '../../src/model/dashboard.ts';
import type { Incident } from '../../src/model/incident.ts';
import { renderDuration } from '../../src/promql/duration.ts';
import { familiesIn } from '../../src/promql/families.ts';
import { valuesOnOpen } from '../../src/scenario/ask.ts';
import { expand } from '../../src/scenario/expand.ts';
import { runPromtool } from '../../src/scenario/promtool.ts';
import { inTemporaryFolder } from '../../src/scenario/temporary-folder.ts';
import { settingsOf } from './settings.ts';

const settings = settingsOf();
const house = { settings, context: ruleContext(settings), relative: (file: string) => file, baselines: new Map() };

/** A question put to promtool: what an expression gives at a time of the incident, in seconds. */
export interface Question {
  readonly name: string;
  readonly expr: string;
  readonly at: number;
}

/** Values of the series that each question gave, by its name and time; none: nothing. */
export interface Answer {
  readonly name: string;
  readonly at: number;
  readonly values: readonly number[];
}

/** Tiles of the row a board begins with. */
export function firstRow({ panels }: Dashboard): readonly Panel[] {
  return panels.filter(({ row, type }) => row === panels[0]?.row && type === 'stat');
}

/** A query as Grafana sends it on opening the board in an incident: variables at All, rates from the counters. */
export function opened(expr: string, board: Dashboard, step: number): string {
  const optional = board.variables.filter(({ mayBeEmpty }) => mayBeEmpty).map(({ name }) => name);
  const values = valuesOnOpen(board, optional);
  const expanded = expand(expr, { range: { start: 0, end: 3600, step }, scrapeInterval: step, values });
  if ('unknown' in expanded) throw new Error(`no variable $${expanded.unknown}`);
  return expanded.expr;
}

/**
 * Asks a real promtool about an incident.
 * @param quiet only what the cluster is like without it
 */
export async function askIncident(
  definition: IncidentDefinition,
  questions: (incident: Incident) => readonly Question[],
  promtool: string,
  quiet = false,
): Promise<readonly Answer[]> {
  const moved = quiet ? { ...definition, moves: () => [] } : definition;
  const asked = questions(compileIncident(moved, house, new Set()));
  const families = new Set([...new Set(asked.map(({ expr }) => expr))].flatMap((expr) => [...familiesIn(expr)]));
  const { series, step } = compileIncident(moved, house, families);
  const test = {
    interval: renderDuration(step),
    input_series: series,
    // a test that expects nothing makes promtool print what there is instead
    promql_expr_test: asked.map(({ name, expr, at }) => ({
      expr: `label_replace(${expr}, "asked", "${name}@${at}", "", "")`,
      eval_time: renderDuration(at),
    })),
  };
  return inTemporaryFolder(async (folder) => {
    const file = join(folder, 'asked.yaml');
    // JSON is YAML
    writeFileSync(file, JSON.stringify({ rule_files: [], evaluation_interval: renderDuration(step), tests: [test] }));
    const { output } = await runPromtool(promtool, ['test', 'rules', file]);
    const refused = /, err: .*|.*cannot unmarshal.*/.exec(output);
    if (refused) throw new Error(refused[0]);
    return answersIn(output);
  });
}

/** `got: {asked="x@60", node="n1"} 1E+00, {asked="x@60"} 2E+00`, a line for each question that got anything. */
function answersIn(output: string): readonly Answer[] {
  return output.split('\n').flatMap((line) => {
    if (!line.trim().startsWith('got:')) return [];
    const found = [...line.matchAll(/asked="([^"@]*)@(\d+)"[^}]*\} ([-+\d.eE]+|NaN|[+-]Inf)/g)];
    const [, name, at] = found[0] ?? [];
    return name === undefined ? [] : [{ name, at: Number(at), values: found.map(([, , , value]) => Number(value)) }];
  });
}

/** Times at which an incident is looked at: often enough that no window of four samples falls between two of them. */
export function lookedAt({ onset, end, step }: Incident): readonly number[] {
  const stride = 3 * step;
  return Array.from({ length: Math.floor((end - onset) / stride) + 1 }, (_, index) => onset + index * stride);
}
