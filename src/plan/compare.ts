import { seal } from './checksum.ts';
import type { Consent, PlanItem, PlannedChange } from './plan.ts';
import type { Desired, Live } from './resource.ts';

/** Says in words how `after` differs from `before`. */
export type Describe = (
  kind: Desired['kind'],
  before: Live['content'] | undefined,
  after: Desired['content'] | undefined,
) => readonly PlannedChange[];

/**
 * What publishing would do, object by object, three ways: what is to be there, what is there, and what we last
 * published. Pure: the plan of equal input is equal.
 * @param live all of `desired` that is there, and whatever else is proven ours
 * @returns one item per object, in the order of `desired`; what is no longer desired at the end
 */
export function compare(
  desired: readonly Desired[],
  live: readonly Live[],
  consent: Consent,
  describe: Describe,
): readonly PlanItem[] {
  const there = new Map(live.map((object) => [object.id, object]));
  const wanted = new Set(desired.map(({ id }) => id));
  const items = [
    ...desired.map((object) => wantedItem(object, there.get(object.id), consent, describe)),
    ...live.filter(({ id }) => !wanted.has(id)).flatMap((object) => leftoverItem(object, consent, describe)),
  ];
  return withoutFoldersInUse(items, desired, live);
}

/** A folder goes when everything in it and below it goes, or moves away, by this very plan. */
function withoutFoldersInUse(
  items: readonly PlanItem[],
  desired: readonly Desired[],
  live: readonly Live[],
): readonly PlanItem[] {
  const there = new Map(live.map((object) => [object.id, object]));
  const wanted = new Map(desired.map((object) => [object.id, object]));
  const isBelow = (parent: string | undefined, folder: string): boolean =>
    parent !== undefined && (parent === folder || isBelow(there.get(parent)?.parent, folder));
  const leaves = (item: PlanItem, folder: string) =>
    item.operation !== undefined &&
    isBelow(there.get(item.id)?.parent, folder) &&
    (item.operation === 'delete' || !isBelow(wanted.get(item.id)?.parent, folder));
  return items.filter(({ id, kind, state }) => {
    if (kind !== 'folder' || state !== 'delete') return true;
    const holds = there.get(id)?.holds ?? 0;
    return holds === 0 || items.filter((item) => leaves(item, id)).length >= holds;
  });
}

function wantedItem(desired: Desired, live: Live | undefined, consent: Consent, describe: Describe): PlanItem {
  const base = {
    id: desired.id,
    kind: desired.kind,
    title: desired.title,
    checksum: desired.checksum,
    ...boundTo(live),
  };
  if (desired.refused !== undefined) return { ...base, state: 'blocked', reason: desired.refused, changes: [] };
  if (!live) {
    return {
      ...base,
      state: 'create',
      operation: 'create',
      changes: describe(desired.kind, undefined, desired.content),
    };
  }
  const equal = live.checksum === desired.checksum;
  const moved = live.parent !== desired.parent;
  const changes = [
    ...(moved ? [{ subject: 'folder', text: `${place(live)} became ${place(desired)}` }] : []),
    ...(equal ? [] : describe(desired.kind, live.content, desired.content)),
  ];
  const write = { operation: equal ? 'move' : 'update' } as const;
  const { owner } = live;
  if (owner.kind === 'foreign') {
    const adopted = consent.adopt && owner.adoptable === true;
    const taken = adopted ? { operation: 'update' as const } : {};
    return { ...base, state: 'conflict', ...taken, reason: `kept by ${owner.who}`, hint: owner.how, changes };
  }
  if (equal && !moved) return { ...base, state: 'unchanged', changes: [] };
  if (owner.kind === 'nobody') {
    const reason = `was there before ciliascope${lastChange(live)}`;
    const hint = 'publish with --adopt to replace it, or rename ours';
    return { ...base, state: 'conflict', ...(consent.adopt ? write : {}), reason, hint, changes };
  }
  if (live.published !== undefined && live.published !== seal(live)) {
    const reason = `edited since it was published${lastChange(live)}`;
    const hint = 'carry the edit over into the source, or publish with --overwrite-drift';
    return { ...base, state: 'drifted', ...(consent.overwriteDrift ? write : {}), reason, hint, changes };
  }
  if (live.heldByOthers && live.heldByOthers.length > 0) {
    const hint = 'make the other writer let go of it, or publish with --adopt';
    return {
      ...base,
      state: 'conflict',
      ...(consent.adopt ? write : {}),
      reason: live.heldByOthers.join('; '),
      hint,
      changes,
    };
  }
  return { ...base, state: write.operation, ...write, changes };
}

/** Only what is proven ours is ever deleted. */
function leftoverItem(live: Live, consent: Consent, describe: Describe): readonly PlanItem[] {
  if (live.owner.kind !== 'ours') return [];
  const base = {
    id: live.id,
    kind: live.kind,
    title: live.title,
    ...boundTo(live),
    changes: describe(live.kind, live.content, undefined),
  };
  if (!consent.prune) return [{ ...base, state: 'delete', reason: 'no longer in the source; kept: --no-prune' }];
  if (live.published !== undefined && live.published !== seal(live)) {
    const reason = `no longer in the source, but edited since it was published${lastChange(live)}`;
    const hint = 'save the edit elsewhere, or publish with --overwrite-drift to delete it';
    return [{ ...base, state: 'drifted', ...(consent.overwriteDrift ? { operation: 'delete' } : {}), reason, hint }];
  }
  return [{ ...base, state: 'delete', operation: 'delete', reason: 'no longer in the source' }];
}

const boundTo = (live: Live | undefined) => (live ? { version: live.version, liveChecksum: live.checksum } : {});

function lastChange({ changedBy, changedAt }: Live): string {
  const by = changedBy ? ` by ${changedBy}` : '';
  const at = changedAt ? ` at ${changedAt}` : '';
  return by || at ? `, last changed${by}${at}` : '';
}

/** The folder as people call it. */
const place = ({ parent }: { readonly parent?: string }) => parent?.replace(/^folder\//, '') ?? 'the root';
