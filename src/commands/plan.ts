import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { EXIT, messageOf, UserError } from '../errors.ts';
import type { Plan } from '../plan/plan.ts';
import { planFileText } from '../plan/plan-file.ts';
import { renderPlan } from '../report/plan.ts';
import { commitOf } from './git.ts';
import type { CommandIo } from './io.ts';
import { wantsColor } from './io.ts';
import type { PlanningOptions } from './planning.ts';
import { consentOf, prepare } from './planning.ts';
import { progressOn } from './progress.ts';

export interface PlanOptions extends PlanningOptions {
  readonly save?: string;
  readonly exitCode: boolean;
  readonly format: 'text' | 'json' | 'markdown';
}

/** Says what publishing would do. Sends nothing but GET. */
export async function planCommand(options: PlanOptions, io: CommandIo): Promise<number> {
  const prepared = await prepare(options, io, progressOn(io.stderr));
  const plans = prepared.map(({ plan }) => plan);
  io.stdout.write(renderPlan(plans, options.format, { color: wantsColor(io.stdout, io.env) }));
  if (options.save !== undefined) {
    const text = planFileText(plans, consentOf(options), commitOf(io.projectDir));
    await writeFile(resolve(options.save), text).catch((cause: unknown) => {
      throw new UserError(`the plan cannot be saved: ${messageOf(cause)}`, [], { cause });
    });
    io.stderr.write(`saved to ${options.save}; carry it out with: ciliascope publish ${options.save}\n`);
  }
  await Promise.all(prepared.map(({ target }) => target.close?.()));
  return options.exitCode && plans.some(hasChanges) ? EXIT.no : EXIT.done;
}

/** Whether anything is not as the source says. */
export const hasChanges = ({ items }: Plan): boolean => items.some(({ state }) => state !== 'unchanged');
