import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Effect } from '../../src/diff/change.ts';
import { promqlChanges } from '../../src/diff/promql/compare.ts';
import type { Families, Series } from '../../src/scenario/series.ts';
import { sampleCount, timelineBefore } from '../../src/scenario/timeline.ts';
import { withPrometheus } from '../../src/scenario/with-prometheus.ts';
import { requireEngines } from './support.ts';

/** A condition as alerts have them, as a tree that can be edited in one place. */
type Tree =
  | { readonly kind: 'metric'; readonly name: string; readonly y: '' | '1' | '1|2' }
  | { readonly kind: 'aggregate'; readonly op: string; readonly of: Tree }
  | { readonly kind: 'binary'; readonly op: string; readonly left: Tree; readonly right: Tree }
  | { readonly kind: 'compare'; readonly op: string; readonly left: Tree; readonly than: number };

const render = (tree: Tree): string => {
  switch (tree.kind) {
    case 'metric':
      return `${tree.name}{${tree.y === '' ? '' : `y=~"${tree.y}"`}}`;
    case 'aggregate':
      return `${tree.op} by (x) (${render(tree.of)})`;
    case 'binary':
      return `(${render(tree.left)}) ${tree.op} (${render(tree.right)})`;
    case 'compare':
      return `(${render(tree.left)}) ${tree.op} ${tree.than}`;
  }
};

const metric = fc.record({
  kind: fc.constant('metric' as const),
  name: fc.constantFrom('a', 'b', 'c'),
  y: fc.constantFrom('' as const, '1' as const, '1|2' as const),
});
const { condition } = fc.letrec<{ value: Tree; condition: Tree }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.record({
      kind: fc.constant('aggregate' as const),
      op: fc.constantFrom('sum', 'max', 'count', 'min', 'avg'),
      of: metric,
    }),
    fc.record({
      kind: fc.constant('binary' as const),
      op: fc.constantFrom('/', '+', '-', '*'),
      left: tie('value'),
      right: tie('value'),
    }),
  ),
  condition: fc.oneof(
    { maxDepth: 3 },
    fc.record({
      kind: fc.constant('compare' as const),
      op: fc.constantFrom('>', '<', '>=', '<=', '=='),
      left: tie('value'),
      than: fc.integer({ min: 0, max: 12 }),
    }),
    fc.record({
      kind: fc.constant('binary' as const),
      op: fc.constantFrom('and', 'or', 'unless'),
      left: tie('condition'),
      right: tie('condition'),
    }),
  ),
}));

/** The tree with its `at`-th place edited: a threshold, a matcher, or one more operand. */
function edited(tree: Tree, at: number, extra: Tree): Tree {
  let place = 0;
  const visit = (node: Tree): Tree => {
    const here = place++ === at;
    switch (node.kind) {
      case 'metric':
        return here ? { ...node, y: node.y === '' ? '1' : node.y === '1' ? '1|2' : '' } : node;
      case 'aggregate':
        return { ...node, of: visit(node.of) };
      case 'compare':
        return { ...node, left: visit(node.left), ...(here ? { than: node.than + (node.than % 2 ? 3 : -1) } : {}) };
      case 'binary': {
        const inner = { ...node, left: visit(node.left), right: visit(node.right) };
        const set = ['and', 'or', 'unless'].includes(node.op);
        return here && set ? { kind: 'binary', op: node.op, left: inner, right: extra } : inner;
      }
    }
  };
  return visit(tree);
}

interface Claim {
  readonly before: string;
  readonly after: string;
  readonly effect: Effect;
}

/** Edits of which the review says that they make an alert stricter or laxer. */
function claims(count: number, seed: number): readonly Claim[] {
  const samples = fc.sample(fc.tuple(condition, fc.nat({ max: 9 }), condition), { numRuns: count, seed });
  return samples.flatMap(([tree, at, extra]) => {
    const [before, after] = [render(tree), render(edited(tree, at, extra))];
    const effects = new Set(promqlChanges(before, after).map(({ effect }) => effect));
    const [effect] = effects;
    return effects.size === 1 && effect ? [{ before, after, effect }] : [];
  });
}

const timeline = timelineBefore(1_767_232_800, 3600, 60);

/** Three gauges with two labels; some series are missing, some values are 0. */
function families(): Families {
  const count = sampleCount(timeline);
  const gauge = (name: string, salt: number) => {
    const series: Series[] = ['1', '2', '3'].flatMap((x, i) =>
      ['1', '2', '3'].flatMap((y, j) => {
        if ((i * 3 + j + salt) % 5 === 0) return [];
        const values = Float64Array.from({ length: count }, (_, at) =>
          Math.max(0, Math.round(6 + 6 * Math.sin(at * (0.3 + salt / 7) + i * 2 + j + salt))),
        );
        return [{ name, labels: { x, y }, first: 0, values }];
      }),
    );
    return [name, { name, type: 'gauge' as const, series: () => series }] as const;
  };
  return new Map([gauge('a', 1), gauge('b', 2), gauge('c', 4)]);
}

const SEED = Number(process.env['SEED'] ?? 20_261_123);

describe('what the review says of alerts', () => {
  it(`is so on a real Prometheus: laxer fires for no more, stricter for no less (seed ${SEED})`, async () => {
    const made = claims(1500, SEED);
    expect(made.length).toBeGreaterThan(300);
    let differing = 0;
    const wrong = await withPrometheus(requireEngines(), families(), timeline, async (api) => {
      const found: string[] = [];
      for (const { before, after, effect } of made) {
        for (const time of [timeline.start + 600, timeline.start + 1740, timeline.end]) {
          const sets = async (expr: string) =>
            (await api.labelSets(expr, time)).map(({ __name__, ...labels }) => JSON.stringify(labels));
          const [old, now] = [await sets(before), await sets(after)];
          const [fewer, more] = effect === 'laxer' ? [now, old] : [old, now];
          if (old.length !== now.length) differing++;
          const extra = fewer.filter((labels) => !more.includes(labels));
          if (extra.length > 0) found.push(`${effect}: ${before}  ->  ${after}: ${extra.join()}`);
        }
      }
      return found;
    });
    expect(wrong.slice(0, 12)).toEqual([]);
    // the claims are put to the test only where something changes
    expect(differing).toBeGreaterThan(100);
  }, 180_000);
});
