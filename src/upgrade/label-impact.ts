import type { BinaryNode } from '../promql/ast.ts';
import { isScalar } from '../promql/labels.ts';
import { duringOr } from './during.ts';
import type { FamilyChange } from './family-change.ts';
import type { Impact } from './finding.ts';
import type { Ground } from './ground.ts';
import { contains, orAround } from './ground.ts';
import type { Reading } from './reading.ts';
import { carriesIn, mergerOf } from './reading.ts';

/** Aggregations that a split of one series into several does not change. */
const ADDING: ReadonlySet<string> = new Set(['sum', 'group']);

/** What it does to a query that its series lose a label. */
export function labelRemovedImpact(
  { label, kept, added }: Extract<FamilyChange, { kind: 'label-removed' }>,
  reading: Reading,
  ground: Ground,
): Impact | undefined {
  const matched = reading.node.matchers.some((one) => one.label === label && !(one.op === '=' && one.value === ''));
  if (matched || reading.labels.has(label)) {
    const or = orAround(reading, ground.after);
    if (or) {
      return {
        effect: 'covered',
        severity: 'works-on-both',
        during: duringOr(or, reading, ground.agents),
        about: label,
      };
    }
    const during = matched ? 'old-only' : 'mixed';
    const remedy = { kind: 'labels', both: kept, later: added } as const;
    return { effect: 'label-gone', severity: 'breaks', during, about: label, remedy };
  }
  if (!mentions(reading.query.legend, label)) return undefined;
  return { effect: 'legend', severity: 'note', during: 'mixed', about: label };
}

function mentions(legend: string | undefined, label: string): boolean {
  return new RegExp(`\\{\\{\\s*${label}\\s*\\}\\}`).test(legend ?? '');
}

/** What it does to a query that its series are split by one more label. */
export function labelAddedImpact(
  { label }: Extract<FamilyChange, { kind: 'label-added' }>,
  reading: Reading,
  ground: Ground,
): Impact {
  const merger = mergerOf(label, reading);
  const inside = merger ? reading.ancestors.slice(reading.ancestors.indexOf(merger) + 1) : reading.ancestors;
  const joins = inside.filter((node) => node.kind === 'binary');
  if (joins.some((node) => failsOver(label, node, reading, ground))) {
    return { effect: 'join-fails', severity: 'breaks', during: 'old-only', about: label };
  }
  const isRead = reading.labels.has(label) || reading.node.matchers.some((one) => one.label === label);
  if (isRead) return { effect: 'starts', severity: 'note', during: 'new-only', about: label };
  if (!merger) return { effect: 'more-series', severity: 'note', during: 'mixed', about: label };
  if (ADDING.has(merger.op)) return { effect: 'aggregated', severity: 'works-on-both', during: 'all', about: label };
  // the extremes of more series are those of all of them
  const during = merger.op === 'max' || merger.op === 'min' ? 'all' : 'mixed';
  return { effect: 'over-more-series', severity: 'note', during, about: merger.op };
}

/** Vectors are matched by all their labels where nothing else is said: one that only one side has matches nothing. */
function failsOver(label: string, join: BinaryNode, { node }: Reading, { range, exposure }: Ground): boolean {
  const { left, right, matching, op } = join;
  if (op === 'or' || isScalar(left) || isScalar(right)) return false;
  if (matching?.keyword === 'on' || matching?.labels.includes(label)) return false;
  const [own, other] = contains(left, node) ? [left, right] : [right, left];
  return carriesIn(label, own, range.to, exposure) && !carriesIn(label, other, range.to, exposure);
}
