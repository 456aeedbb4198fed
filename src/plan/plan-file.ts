import * as v from 'valibot';
import { UserError } from '../errors.ts';
import type { Json } from '../model/dashboard.ts';
import { checksum } from './checksum.ts';
import type { Consent, Plan, PlanItem } from './plan.ts';

const bound = v.object({
  id: v.string(),
  operation: v.picklist(['create', 'update', 'move', 'delete']),
  checksum: v.optional(v.string()),
  version: v.optional(v.string()),
  liveChecksum: v.optional(v.string()),
});
const schema = v.object({
  ciliascopePlan: v.literal(1),
  digest: v.string(),
  commit: v.optional(v.string()),
  consent: v.object({ overwriteDrift: v.boolean(), adopt: v.boolean(), prune: v.boolean() }),
  targets: v.array(v.object({ name: v.string(), fingerprint: v.string(), items: v.array(bound) })),
});

/** One write that a saved plan allows, bound to what was there when it was made. */
export type BoundItem = v.InferOutput<typeof bound>;
/** A plan as it is saved: what may be written and nothing else. No content, no secrets. */
export type PlanFile = v.InferOutput<typeof schema>;

/** What a plan is about, without words and times: equal plans have equal digests. */
export function planDigest(plans: readonly Plan[], consent: Consent): string {
  return checksum({ consent: { ...consent }, targets: plans.map(boundPlan) as Json });
}

/** Text of a plan file: JSON, two spaces, a newline at the end. */
export function planFileText(plans: readonly Plan[], consent: Consent, commit?: string): string {
  const file: PlanFile = {
    ciliascopePlan: 1,
    digest: planDigest(plans, consent),
    ...(commit === undefined ? {} : { commit }),
    consent: { ...consent },
    targets: plans.map(boundPlan),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/**
 * Reads a plan file.
 * @throws UserError when it is no plan, of another format, or not as `ciliascope plan --save` wrote it
 */
export function parsePlanFile(text: string, path: string): PlanFile {
  const again = ['make it anew: ciliascope plan --save FILE'];
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new UserError(`${path} is no plan: it is not JSON`, again, { cause });
  }
  const parsed = v.safeParse(schema, json);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new UserError(
      `${path} is no plan of this version: ${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`,
      again,
    );
  }
  const { digest, consent, targets } = parsed.output;
  if (checksum({ consent, targets: targets as Json }) !== digest) {
    throw new UserError(`${path} was changed after it was saved`, [
      'a plan is what was reviewed: do not edit it',
      ...again,
    ]);
  }
  return parsed.output;
}

/**
 * Why a saved plan no longer holds, compared with a plan made now; empty when it does. What the saved plan wanted and
 * is there by now counts as done, so that a publish that was cut off can be run again.
 */
export function staleness(saved: PlanFile, now: readonly Plan[]): readonly string[] {
  const plans = new Map(now.map((plan) => [plan.target, plan]));
  return saved.targets.flatMap(({ name, fingerprint, items }) => {
    const plan = plans.get(name);
    if (!plan) return [`target ${name} is not there any more`];
    if (plan.facts.fingerprint !== fingerprint) return [`target ${name} is another server now: ${plan.facts.server}`];
    const current = new Map(plan.items.map((item) => [item.id, item]));
    const allowed = new Set(items.map(({ id }) => id));
    const added = plan.items.filter(({ id, operation }) => operation && !allowed.has(id));
    return [
      ...items.flatMap((item) => moved(item, current.get(item.id))).map((reason) => `${name}: ${reason}`),
      ...added.map(({ id, operation }) => `${name}: ${id}: not in the plan, and would now be: ${operation}`),
    ];
  });
}

function moved(saved: BoundItem, now: PlanItem | undefined): readonly string[] {
  if (!now) return saved.operation === 'delete' ? [] : [`${saved.id}: no longer in the source`];
  if (saved.operation !== 'delete' && saved.checksum !== now.checksum) return [`${saved.id}: the source changed`];
  if (now.state === 'unchanged') return [];
  const same = (saved.version ?? '') === (now.version ?? '') && (saved.liveChecksum ?? '') === (now.liveChecksum ?? '');
  if (!same) return [`${saved.id}: changed on the server since the plan was made`];
  return saved.operation === now.operation
    ? []
    : [`${saved.id}: was planned as ${saved.operation}, is now: ${now.state}`];
}

function boundPlan({ target, facts, items }: Plan): PlanFile['targets'][number] {
  return {
    name: target,
    fingerprint: facts.fingerprint,
    items: items.flatMap(({ id, operation, checksum: wanted, version, liveChecksum }) =>
      operation === undefined
        ? []
        : [
            {
              id,
              operation,
              ...(wanted === undefined ? {} : { checksum: wanted }),
              ...(version === undefined ? {} : { version }),
              ...(liveChecksum === undefined ? {} : { liveChecksum }),
            },
          ],
    ),
  };
}
