import { changesOf } from '../diff/changes-of.ts';
import { emitPublished } from '../emit/emit.ts';
import { UserError } from '../errors.ts';
import type { Describe } from '../plan/compare.ts';
import { compare } from '../plan/compare.ts';
import type { Consent, Plan } from '../plan/plan.ts';
import type { Live } from '../plan/resource.ts';
import { checkModel, printProblems } from './check.ts';
import type { CommandIo } from './io.ts';
import { loadProject } from './load.ts';
import type { Progress } from './progress.ts';
import type { Destination, TargetOptions } from './targets.ts';
import { chosenTargets, destinations } from './targets.ts';

/** Options that `plan` and `publish` share. */
export interface PlanningOptions extends TargetOptions {
  readonly overwriteDrift: boolean;
  readonly adopt: boolean;
  readonly prune: boolean;
}

/** A plan, and what is needed to carry it out. */
export interface Prepared extends Destination {
  readonly plan: Plan;
  readonly live: readonly Live[];
}

export const consentOf = ({ overwriteDrift, adopt, prune }: PlanningOptions): Consent => ({
  overwriteDrift,
  adopt,
  prune,
});

/** Consequences of a change that is told in full are left out. */
const inWords: Describe = (kind, before, after) =>
  changesOf(kind, before, after)
    .filter(({ follows }) => !follows)
    .map(({ subject, text }) => ({ subject, text }));

/**
 * Compiles and checks the content, then asks every target what is there. Only reads.
 * @throws UserError when a check fails, nothing is to be published, or a target is not as the settings say
 */
export async function prepare(
  options: PlanningOptions,
  io: CommandIo,
  progress: Progress,
): Promise<readonly Prepared[]> {
  const compiled = await loadProject(io.projectDir);
  const problems = checkModel(compiled).filter(({ severity }) => severity === 'error');
  if (problems.length > 0) {
    printProblems(problems, 'text', io.stderr, io);
    throw new UserError('nothing is planned while a check fails', ['ciliascope check']);
  }
  const { model } = compiled;
  const chosen = chosenTargets(options, model.settings, io.env);
  const all = await destinations(chosen, model, emitPublished(model), io);
  const prepared: Prepared[] = [];
  for (const destination of all) {
    const { target, desired } = destination;
    if (desired.length === 0) {
      throw new UserError(`${target.name}: there is nothing to publish, so everything there would go`, [
        'an empty set is refused: delete by hand what is really to go',
      ]);
    }
    const facts = await target.connect();
    const live = await target.read(desired, (done, total) => progress.show(`${target.name}: read ${done} of ${total}`));
    const items = compare(desired, live, consentOf(options), inWords);
    prepared.push({ ...destination, live, plan: { target: target.name, facts, set: chosen.set, items } });
  }
  progress.clear();
  return prepared;
}
