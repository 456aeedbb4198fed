import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '../../src/compile/compile.ts';
import type { SloDefinition } from '../../src/define.ts';
import { emittedGroups } from '../../src/emit/rule-groups.ts';
import { renderDuration } from '../../src/promql/duration.ts';
import { runPromtool } from '../../src/scenario/promtool.ts';
import { inTemporaryFolder } from '../../src/scenario/temporary-folder.ts';
import type { UserSettings } from '../../src/settings/settings.ts';
import { settingsOf } from './settings.ts';

/** Seconds between two samples, and between two evaluations. */
export const STEP = 30;

/** A run of promtool: the rules of one SLO over made-up series, and what is asked at the end. */
export interface Experiment {
  readonly slo: SloDefinition;
  readonly settings?: UserSettings;
  /** Series in promtool's notation, one sample every 30 s from the epoch on. */
  readonly series: Readonly<Record<string, string>>;
  /** Seconds after the epoch. */
  readonly end: number;
  /** What to ask, by a name of the test's own. Letters, digits and dashes. */
  readonly questions: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/**
 * What promtool says to each question, with every digit: it prints what it got where a test expects nothing.
 * @throws when it says something else
 */
export async function ask(
  promtool: string,
  experiment: Experiment,
): Promise<Readonly<Record<string, readonly Answer[]>>> {
  const { slo, settings, series, end, questions } = experiment;
  // alerts link to boards; without any there is nothing to compile but the SLO
  const user = settingsOf({ clusterLabel: false, grafana: { exclude: ['board'] }, ...settings });
  const { model, problems } = compile({ dashboards: [], slos: [slo] }, user);
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
  const groups = model.ruleSets.flatMap((set) => emittedGroups(set, user));
  const test = {
    rule_files: ['rules.json'],
    evaluation_interval: renderDuration(STEP),
    group_eval_order: groups.map(({ name }) => name),
    tests: [
      {
        interval: renderDuration(STEP),
        input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
        promql_expr_test: Object.entries(questions).map(([name, expr]) => ({
          expr: `label_replace(${expr}, "asked", "${name}", "", "")`,
          eval_time: renderDuration(end),
        })),
      },
    ],
  };
  const output = await inTemporaryFolder(async (folder) => {
    writeFileSync(join(folder, 'rules.json'), JSON.stringify({ groups }));
    writeFileSync(join(folder, 'test.json'), JSON.stringify(test));
    return (await runPromtool(promtool, ['test', 'rules', join(folder, 'test.json')])).output;
  });
  const strange = output.split('\n').filter((line) => /\berr(or)?:|panic|unmarshal/i.test(line));
  if (strange.length > 0 || !/FAILED|SUCCESS/.test(output)) throw new Error(output.slice(0, 2000));
  return Object.fromEntries(Object.keys(questions).map((name) => [name, answersTo(name, output)]));
}

/** promtool's line: `got: name{a="x", asked="q"} 1.2E+03, {...} 60`. */
function answersTo(name: string, output: string): readonly Answer[] {
  const line = output.split('\n').find((one) => one.includes(`asked="${name}"`) && /\bgot:/.test(one)) ?? '';
  return [...line.matchAll(/\{((?:[^{}"]|"(?:[^"\\]|\\.)*")*)\} (\S+?)(?:,|$)/g)].map(([, labels = '', value]) => ({
    labels: Object.fromEntries([...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key, text]) => [key, text])),
    value: Number((value ?? '').replace('Inf', 'Infinity')),
  }));
}

/** A stretch of a counter: so many samples, each so much above the one before. */
export interface Stretch {
  readonly seconds: number;
  readonly perSecond: number;
}

/** A counter in promtool's notation, from a value of its own at the epoch. */
export function counter(stretches: readonly Stretch[], from = 1000): string {
  let value = from;
  const parts = [String(from)];
  for (const { seconds, perSecond } of stretches) {
    const [count, step] = [Math.round(seconds / STEP), perSecond * STEP];
    if (count === 0) continue;
    // `axN` is a and N more
    parts.push(`${value + step}+${step}x${count - 1}`);
    value += step * count;
  }
  return parts.join(' ');
}

/** What happened between two scrapes, and what the scrape found. */
export interface Scrape {
  readonly good: number;
  readonly bad: number;
  /** The process is a new one: its counters start again. */
  readonly reset?: boolean;
  /** No sample, while events go on. */
  readonly failed?: boolean;
}

/** The counter of one kind of events as a target would expose it. */
export function exposed(scrapes: readonly Scrape[], of: 'good' | 'bad', from = 1e6): string {
  let value = from;
  const samples = scrapes.map((scrape) => {
    value = (scrape.reset ? 0 : value) + scrape[of];
    return scrape.failed ? '_' : String(value);
  });
  return [String(from), ...samples].join(' ');
}

/** By hand: everything that was counted. */
export function counts(scrapes: readonly Scrape[]): { readonly bad: number; readonly total: number } {
  const add = (pick: (scrape: Scrape) => number) => scrapes.reduce((sum, scrape) => sum + pick(scrape), 0);
  return { bad: add(({ bad }) => bad), total: add(({ good, bad }) => good + bad) };
}

/** Numbers from 0 to 1, the same sequence on every run. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
