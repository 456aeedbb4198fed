import type { MetricForm } from '../../catalog/facts.ts';
import type { Minor } from '../../catalog/minor.ts';
import type { PromNode } from '../../promql/ast.ts';
import { unwrap, walk } from '../../promql/ast.ts';
import type { QueryText, SelectorSubject } from '../subject.ts';
import { formsByMinor } from './forms.ts';
import { subjectAt } from './result.ts';

/** Upper bounds a histogram has in one minor; two layouts where patch releases of the minor differ. */
export interface Layout {
  readonly minor: Minor;
  readonly edges: readonly number[];
}

/** Layouts of a `_bucket` selector in the minors of its text; those the catalog has no bounds for are left out. */
export function layoutsOf(subject: SelectorSubject): readonly Layout[] {
  if (subject.series?.suffix !== '_bucket') return [];
  return formsByMinor(subject).flatMap(([minor, forms]) =>
    forms.flatMap(({ buckets, alsoBuckets }: MetricForm) =>
      [buckets, ...(alsoBuckets ? [alsoBuckets] : [])]
        .filter((edges) => edges.length > 0)
        .map((edges) => ({ minor, edges })),
    ),
  );
}

/** The buckets a quantile is made of, when the node is a quantile, or the worst or best of several. */
export function bucketsOfQuantile(node: PromNode, text: QueryText): SelectorSubject | undefined {
  const inner = unwrap(node);
  if (inner.kind === 'aggregate' && ['max', 'min', 'topk', 'bottomk'].includes(inner.op)) {
    return bucketsOfQuantile(inner.of, text);
  }
  if (inner.kind !== 'call' || inner.fn !== 'histogram_quantile' || !inner.args[1]) return undefined;
  let found: SelectorSubject | undefined;
  walk(inner.args[1], (part) => {
    if (part.kind === 'selector') found ??= subjectAt(text, part);
  });
  return found;
}

/** The edges on either side of a value that lies between them. */
export function edgesAround(value: number, edges: readonly number[]): readonly number[] {
  const below = edges.findLast((edge) => edge < value);
  const above = edges.find((edge) => edge > value);
  return [below, above].filter((edge) => edge !== undefined);
}
