import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import type { Incident } from '../model/incident.ts';
import { renderDuration } from '../promql/duration.ts';
import { runPromtool } from './promtool.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

/** A file promtool reads, relative to the folder of the run. */
export interface TestFile {
  readonly path: string;
  readonly text: string;
}

/** An incident with the files that prove it: its test, and the rules the test loads. */
export interface IncidentRun {
  readonly incident: Incident;
  readonly test: TestFile;
  readonly rules: readonly TestFile[];
}

/** What fired in a run, with all labels, and how many seconds after t0 (negative: before). */
export interface Fired {
  readonly alert: string;
  readonly after: number;
}

export interface IncidentResult {
  readonly name: string;
  readonly title: string;
  /** Claims that do not hold; what promtool says when it is about something else. */
  readonly failures: readonly string[];
  readonly fired: readonly Fired[];
}

/** Runs every incident with promtool, as many at once as there are cores. */
export async function runIncidents(
  runs: readonly IncidentRun[],
  promtool: string,
  onResult: (result: IncidentResult) => void = () => undefined,
): Promise<readonly IncidentResult[]> {
  const results: IncidentResult[] = [];
  const waiting = [...runs.entries()];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, run] = next;
      const result = await inTemporaryFolder((folder) => runOne(run, promtool, folder));
      results[index] = result;
      onResult(result);
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), runs.length) }, work));
  return results;
}

async function runOne({ incident, test, rules }: IncidentRun, promtool: string, folder: string) {
  const told = { ...test, text: test.text + whatFired(incident) };
  for (const { path, text } of [...rules, told]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { output } = await runPromtool(promtool, ['test', 'rules', join(folder, test.path)]);
  const failures = incident.checks.filter(({ expr }) => output.includes(`expr: ${JSON.stringify(expr)}`));
  const fired = firedIn(output);
  const alien = output.includes('FAILED') || output.includes('SUCCESS') ? [] : [output.trim()];
  return {
    name: incident.name,
    title: incident.title,
    failures: [...failures.map(({ claim }) => claim), ...errorsIn(output), ...alien],
    fired,
  };
}

/** A question that promtool is made to answer by expecting nothing: first times of everything that fired. */
const FIRED = 'ciliascope_fired';

function whatFired({ step, onset, end }: Incident): string {
  const firing = `timestamp(ALERTS{alertstate="firing"})[${renderDuration(end)}:${renderDuration(step)}]`;
  const expr = `label_replace(min_over_time(${firing}) - ${onset}, "asked", "${FIRED}", "", "")`;
  return `      - expr: ${JSON.stringify(expr)}\n        eval_time: ${renderDuration(end)}\n`;
}

/** promtool's answer: `got: {alertname="X", ...} 1.2E+03, {...} 60`. */
function firedIn(output: string): readonly Fired[] {
  const answer = output.split('\n').find((line) => line.includes(`asked="${FIRED}"`)) ?? '';
  return [...answer.matchAll(/\{((?:[^{}"]|"(?:[^"\\]|\\.)*")*)\} (-?[\d.]+(?:E[+-]?\d+)?)/g)]
    .map(([, labels = '', after]) => ({ alert: readable(labels), after: Number(after) }))
    .toSorted((a, b) => a.after - b.after);
}

const UNSAID = new Set(['alertname', 'alertstate', 'asked', 'intent']);

/** `Alert{label="value"}` of the labels of `ALERTS`. */
function readable(labels: string): string {
  const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)];
  const name = pairs.find(([, label]) => label === 'alertname')?.[2] ?? '';
  const rest = pairs.filter(([, label = '']) => !UNSAID.has(label)).map(([, label, value]) => `${label}="${value}"`);
  return rest.length > 0 ? `${name}{${rest.join(', ')}}` : name;
}

/** Expressions that could not be evaluated, and rules that failed while they were. */
function errorsIn(output: string): readonly string[] {
  return output.split('\n').filter((line) => /\berr(or)?:|evaluat\w+ failed|many-to-many|duplicate/.test(line));
}
