import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { EXIT, messageOf, UserError } from '../errors.ts';
import { parsePlanFile, planDigest, staleness } from '../plan/plan-file.ts';
import { renderOutcome, renderSummary } from '../report/outcomes.ts';
import { renderPlan } from '../report/plan.ts';
import { plural } from '../report/plural.ts';
import type { Outcome } from '../targets/publish.ts';
import { publish } from '../targets/publish.ts';
import { commitOf } from './git.ts';
import type { CommandIo } from './io.ts';
import { wantsColor } from './io.ts';
import { hasChanges } from './plan.ts';
import type { PlanningOptions, Prepared } from './planning.ts';
import { consentOf, prepare } from './planning.ts';
import { progressOn } from './progress.ts';
import { printRbac } from './rbac.ts';

export interface PublishOptions extends PlanningOptions {
  readonly yes: boolean;
  readonly printRbac: boolean;
}

/**
 * Shows the plan, asks, and writes what was planned.
 * @param planFile a saved plan: refused when anything it names has moved since
 */
export async function publishCommand(
  planFile: string | undefined,
  given: PublishOptions,
  io: CommandIo,
): Promise<number> {
  if (given.printRbac) return printRbac(given, io);
  const saved = planFile === undefined ? undefined : parsePlanFile(await readPlan(planFile), planFile);
  const options = saved ? { ...given, ...saved.consent, ...targetsOf(given, saved.targets) } : given;
  const progress = progressOn(io.stderr);
  const prepared = await prepare(options, io, progress);
  const plans = prepared.map(({ plan }) => plan);
  const stale = saved ? staleness(saved, plans) : [];
  if (stale.length > 0) {
    throw new UserError(`${planFile} is out of date: nothing was written`, [
      ...stale.slice(0, 10),
      'plan again, review, publish',
    ]);
  }
  const style = { color: wantsColor(io.stdout, io.env) };
  io.stdout.write(renderPlan(plans, 'text', style));
  const writes = plans.flatMap(({ items }) => items).filter(({ operation }) => operation !== undefined).length;
  const left = plans.some((plan) =>
    plan.items.some(({ state, operation }) => !operation && !['unchanged', 'delete'].includes(state)),
  );
  if (writes === 0) return end(prepared, left ? EXIT.no : EXIT.done);
  if (
    !given.yes &&
    !(await agreed(
      `write ${plural(writes, 'change')} to ${plans
        .filter(hasChanges)
        .map(({ target }) => target)
        .join(', ')}?`,
      io,
    ))
  ) {
    io.stderr.write('nothing was written\n');
    return end(prepared, EXIT.no);
  }
  const signal = io.interrupts?.() ?? new AbortController().signal;
  const commit = commitOf(io.projectDir);
  const message = `${commit ? `commit ${commit}, ` : ''}plan ${planDigest(plans, consentOf(options))}`;
  const outcomes: Outcome[] = [];
  for (const one of prepared) {
    const total = one.plan.items.filter(({ operation }) => operation !== undefined).length;
    let done = 0;
    const told = (outcome: Outcome) => {
      progress.clear();
      io.stdout.write(renderOutcome(one.plan.target, outcome, style));
      progress.show(`${one.plan.target}: ${++done} of ${total}`);
    };
    outcomes.push(...(await publish({ ...one, message, adopt: options.adopt, signal, progress: told })));
    progress.clear();
    outcomes.push(...(await finish(one, outcomes)));
  }
  io.stdout.write(renderSummary(outcomes, style));
  return end(prepared, exitCode(outcomes, left, signal));
}

/** What a target does once after its writes, such as a reload; told only where it went wrong. */
async function finish({ target, plan }: Prepared, outcomes: readonly Outcome[]): Promise<readonly Outcome[]> {
  const written = outcomes.filter(({ applied, item }) => applied.kind === 'done' && plan.items.includes(item)).length;
  const applied = await target.finish?.(written);
  if (!applied || applied.kind === 'done') return [];
  return [
    { item: { id: `${plan.target}`, kind: 'rule-file', title: 'reload', state: 'update', changes: [] }, applied },
  ];
}

function exitCode(outcomes: readonly Outcome[], left: boolean, signal: AbortSignal): number {
  if (signal.aborted) return EXIT.interrupted;
  const good = outcomes.filter(({ applied }) => applied.kind === 'done' || applied.kind === 'already').length;
  if (good === outcomes.length) return left ? EXIT.partly : EXIT.done;
  return good > 0 ? EXIT.partly : EXIT.cannot;
}

async function end(prepared: readonly Prepared[], code: number): Promise<number> {
  await Promise.all(prepared.map(({ target }) => target.close?.()));
  return code;
}

async function agreed(question: string, { stdin, stderr }: CommandIo): Promise<boolean> {
  if (!stdin?.isTTY || !stderr.isTTY) {
    throw new UserError('nobody can be asked here: nothing was written', [
      'publish with --yes, or publish a saved plan with --yes',
    ]);
  }
  const terminal = createInterface({ input: stdin });
  stderr.write(`${question} [y/N] `);
  const answer = await terminal.question('').finally(() => terminal.close());
  return /^y(es)?$/i.test(answer.trim());
}

const readPlan = (path: string) =>
  readFile(path, 'utf8').catch((cause: unknown) => {
    throw new UserError(
      `the plan cannot be read: ${messageOf(cause)}`,
      ['make one with: ciliascope plan --save FILE'],
      { cause },
    );
  });

/** A saved plan names its targets; what the command line describes itself stays as it is. */
function targetsOf(given: PublishOptions, targets: readonly { readonly name: string }[]): Partial<PublishOptions> {
  const described = given.grafana !== undefined || given.kubeconfig !== undefined || given.context !== undefined;
  return described || given.target ? {} : { target: targets.map(({ name }) => name) };
}
