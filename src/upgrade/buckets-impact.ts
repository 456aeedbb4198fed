import type { Matcher } from '../catalog/matchers.ts';
import { accepts, hasVariable } from '../catalog/matchers.ts';
import type { Edges } from './difference.ts';
import { duringOr, isPerAgent } from './during.ts';
import type { FamilyChange } from './family-change.ts';
import type { Impact } from './finding.ts';
import type { Ground } from './ground.ts';
import { orAround } from './ground.ts';
import type { Reading } from './reading.ts';

/** What it does to a query that a histogram gets other bucket bounds. */
export function bucketsImpact(
  { before, after }: Extract<FamilyChange, { kind: 'buckets' }>,
  reading: Reading,
  ground: Ground,
): Impact | undefined {
  if (reading.suffix !== '_bucket') return undefined;
  const both = [...edgesOf(before).intersection(edgesOf(after))];
  const remedy = { kind: 'edges', both } as const;
  const limits = reading.node.matchers.filter(
    ({ label, op, value }) => label === 'le' && !op.startsWith('!') && !hasVariable(value),
  );
  const [limit] = limits;
  if (limit?.value === '+Inf') return undefined;
  if (limit) {
    const about = `le${limit.op}"${limit.value}"`;
    const finds = (layouts: readonly Edges[]) => layouts.every((edges) => edges.some((edge) => isAt(edge, limit)));
    if (!finds(before) || finds(after)) return { effect: 'covered', severity: 'works-on-both', during: 'all', about };
    const or = orAround(reading, ground.after);
    if (or)
      return { effect: 'covered', severity: 'works-on-both', during: duringOr(or, reading, ground.agents), about };
    return { effect: 'edge-gone', severity: 'breaks', during: 'old-only', about, remedy };
  }
  const quantile = reading.ancestors.find((node) => node.kind === 'call' && node.fn === 'histogram_quantile');
  const during = isPerAgent(quantile ?? reading.node, ground.agents, ground.range, ground.exposure) ? 'all' : 'mixed';
  const colours = (reading.query.thresholds ?? []).filter(
    (limit) => everyHas(before, limit) && !everyHas(after, limit),
  );
  if (colours.length > 0) {
    return { effect: 'other-edges', severity: 'note', during, about: colours.join(', '), remedy };
  }
  return {
    effect: 'other-edges',
    severity: 'note',
    during,
    ...(during === 'mixed' ? { remedy: { kind: 'group-by-agent' } as const } : {}),
  };
}

/** Prometheus 2 and 3 write the same bound as `10` and `10.0`. */
function isAt(edge: number, limit: Matcher): boolean {
  if (limit.op === '=') return Number(limit.value) === edge;
  return [String(edge), `${edge}.0`].some((text) => accepts(limit, text));
}

const edgesOf = (layouts: readonly Edges[]): ReadonlySet<number> =>
  layouts.map((edges): ReadonlySet<number> => new Set(edges)).reduce((all, each) => all.intersection(each));

const everyHas = (layouts: readonly Edges[], edge: number) => layouts.every((edges) => edges.includes(edge));
