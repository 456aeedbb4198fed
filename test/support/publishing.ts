import { changesOf } from '../../src/diff/changes-of.ts';
import { compare } from '../../src/plan/compare.ts';
import type { Consent, Plan, PlanItem } from '../../src/plan/plan.ts';
import type { Desired } from '../../src/plan/resource.ts';
import type { Outcome } from '../../src/targets/publish.ts';
import { publish } from '../../src/targets/publish.ts';
import type { Applied, Target } from '../../src/targets/target.ts';
import { ORDINARY } from './plan.ts';

export interface Published {
  readonly items: readonly PlanItem[];
  readonly outcomes: readonly Outcome[];
  /** `update rule-group/x`. */
  readonly states: readonly string[];
  readonly ends: readonly string[];
  readonly finished: Applied | undefined;
}

export const SET = 'test';

/** What a plan says. Sends nothing but GET. */
export async function planned(
  target: Target,
  desired: readonly Desired[],
  consent: Partial<Consent> = {},
): Promise<Plan> {
  const facts = await target.connect();
  const live = await target.read(desired, () => {});
  await target.close?.();
  return {
    target: target.name,
    facts,
    set: SET,
    items: compare(desired, live, { ...ORDINARY, ...consent }, changesOf),
  };
}

/** Plans, lets `between` happen, then publishes the plan: as the program does, without its terminal. */
export async function published(
  target: Target,
  desired: readonly Desired[],
  consent: Partial<Consent> = {},
  {
    between = async () => {},
    signal = new AbortController().signal,
  }: { readonly between?: () => unknown; readonly signal?: AbortSignal } = {},
): Promise<Published> {
  const allowed = { ...ORDINARY, ...consent };
  try {
    const facts = await target.connect();
    const live = await target.read(desired, () => {});
    const items = compare(desired, live, allowed, changesOf);
    await between();
    const plan = { target: target.name, facts, set: SET, items };
    const outcomes = await publish({
      target,
      plan,
      desired,
      live,
      message: 'm',
      adopt: allowed.adopt,
      concurrency: 2,
      signal,
      progress: () => {},
    });
    const written = outcomes.filter(({ applied }) => applied.kind === 'done').length;
    const finished = await target.finish?.(written);
    return {
      items,
      outcomes,
      states: items.map(({ state, id }) => `${state} ${id}`),
      ends: outcomes.map(({ applied }) => applied.kind),
      finished,
    };
  } finally {
    await target.close?.();
  }
}
