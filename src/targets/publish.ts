import { messageOf, RemoteError } from '../errors.ts';
import type { Action, Plan, PlanItem } from '../plan/plan.ts';
import type { Desired, Live } from '../plan/resource.ts';
import { pool } from './pool.ts';
import type { Applied, Target } from './target.ts';

/** What became of one planned write. */
export interface Outcome {
  readonly item: PlanItem;
  readonly applied: Applied | { readonly kind: 'skipped'; readonly reason: string };
}

export interface PublishInput {
  readonly target: Target;
  readonly plan: Plan;
  readonly desired: readonly Desired[];
  readonly live: readonly Live[];
  readonly message: string;
  readonly adopt: boolean;
  /** Writes at a time. */
  readonly concurrency: number;
  readonly signal: AbortSignal;
  readonly progress: (outcome: Outcome) => void;
}

/**
 * Carries out a plan: folders from the top down, then everything in them, deletions last and from the bottom up. What
 * lies in a folder that could not be made is not tried. After a server is lost or the user interrupts nothing new
 * starts; what is in flight ends.
 * @returns one outcome per planned write, in the order of the plan
 */
export async function publish(input: PublishInput): Promise<readonly Outcome[]> {
  const outcomes = new Map<string, Outcome>();
  const failed = new Set<string>();
  const actionOf = actionsOf(input);
  let lost: string | undefined;
  const one = async (item: PlanItem) => {
    const applied = await attempt(item);
    if (!['done', 'already'].includes(applied.kind)) failed.add(item.id);
    const outcome = { item, applied };
    outcomes.set(item.id, outcome);
    input.progress(outcome);
  };
  const attempt = async (item: PlanItem): Promise<Outcome['applied']> => {
    const action = actionOf(item);
    const parent = action.desired?.parent;
    if (input.signal.aborted) return { kind: 'skipped', reason: 'interrupted before it was its turn' };
    if (lost !== undefined) return { kind: 'skipped', reason: lost };
    if (parent !== undefined && failed.has(parent)) {
      failed.add(item.id);
      return { kind: 'skipped', reason: `its folder ${parent} was not made` };
    }
    try {
      return await input.target.apply(action, input.signal);
    } catch (error) {
      if (!(error instanceof RemoteError)) throw error;
      lost = `not tried: ${messageOf(error)}`;
      return error.sent
        ? { kind: 'unknown', reason: error.message }
        : { kind: 'failed', reason: error.message, hints: error.hints };
    }
  };
  for (const [concurrency, items] of stages(input)) await pool(items, concurrency, one);
  return input.plan.items.flatMap(({ id }) => outcomes.get(id) ?? []);
}

/** Groups of writes that may run side by side, in order. */
function stages({
  plan,
  desired,
  live,
  concurrency,
}: PublishInput): readonly (readonly [number, readonly PlanItem[]])[] {
  const parents = new Map([...live, ...desired].map(({ id, parent }) => [id, parent]));
  const depth = (id: string): number => {
    const parent = parents.get(id);
    return parent === undefined ? 0 : 1 + depth(parent);
  };
  const writes = plan.items.filter(({ operation }) => operation !== undefined);
  const isFolder = ({ kind }: PlanItem) => kind === 'folder';
  const kept = writes.filter(({ operation }) => operation !== 'delete');
  const deleted = writes.filter(({ operation }) => operation === 'delete');
  const folders = kept.filter(isFolder).sort((a, b) => depth(a.id) - depth(b.id));
  const emptied = deleted.filter(isFolder).sort((a, b) => depth(b.id) - depth(a.id));
  return [
    // one by one: a folder may need the one before it
    [1, folders],
    [concurrency, kept.filter((item) => !isFolder(item))],
    [concurrency, deleted.filter((item) => !isFolder(item))],
    [1, emptied],
  ];
}

/** Puts a planned write together with what it is about. */
function actionsOf({ desired, live, message, adopt }: PublishInput): (item: PlanItem) => Action {
  const wanted = new Map(desired.map((object) => [object.id, object]));
  const there = new Map(live.map((object) => [object.id, object]));
  return (item) => {
    const [after, before] = [wanted.get(item.id), there.get(item.id)];
    return {
      operation: item.operation ?? 'update',
      item,
      ...(after ? { desired: after } : {}),
      ...(before ? { live: before } : {}),
      message,
      adopt,
    };
  };
}
