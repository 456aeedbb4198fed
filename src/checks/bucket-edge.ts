import type { Matcher } from '../catalog/matchers.ts';
import { accepts, alternatives, hasVariable } from '../catalog/matchers.ts';
import type { Finding } from './check.ts';
import { queryCheck } from './check.ts';
import type { QueryText } from './subject.ts';
import { comparisonWithNumber } from './support/comparison.ts';
import type { Layout } from './support/histogram.ts';
import { bucketsOfQuantile, edgesAround, layoutsOf } from './support/histogram.ts';
import { both } from './support/words.ts';

export const bucketEdge = queryCheck({
  code: 'bucket-edge',
  severity: 'error',
  summary:
    'A histogram knows only its bucket edges: an `le` between them selects nothing, and a limit between them is judged by interpolation.',
  remediation: 'Use an edge that every configured minor has, or write one expression per layout with `perMinor`.',
  *check(text, { query }) {
    for (const subject of text.selectors) {
      const layouts = layoutsOf(subject);
      if (layouts.length === 0) continue;
      for (const matcher of subject.node.matchers) {
        if (matcher.label !== 'le' || matcher.op.startsWith('!') || hasVariable(matcher.value)) continue;
        yield* alternativesOf(matcher).flatMap((value) => offEdge(value, subject.node.name ?? '', layouts, matcher));
      }
    }
    if (query.use === 'alerting' || query.use === 'recording') yield* comparisons(text);
  },
});

function alternativesOf({ op, value }: Matcher): readonly string[] {
  return op === '=~' ? alternatives(value) : [value];
}

function offEdge(
  value: string,
  name: string,
  layouts: readonly Layout[],
  { op, from }: Matcher & { readonly from: number },
): readonly Finding[] {
  if (value === '' || value === '+Inf') return [];
  const fits = (edge: number) =>
    op === '=~' ? spellings(edge).some((text) => accepts({ label: 'le', op, value }, text)) : Number(value) === edge;
  const off = layouts.filter(({ edges }) => !edges.some(fits));
  if (off.length === 0) return [];
  const near = edgesAround(Number(value), off.at(-1)?.edges ?? []);
  const advice = near.length > 0 ? `: the edges beside it are ${both(near.map(String))}` : '';
  const message = `le="${value}" is no bucket edge of ${name}${inMinors(off, layouts)}${advice}`;
  return [{ message, place: { offset: from } }];
}

/** How Prometheus 2 and 3 write the same bound. */
function spellings(edge: number): readonly string[] {
  return [String(edge), `${edge}.0`, '+Inf'];
}

function* comparisons(text: QueryText): Iterable<Finding> {
  for (const { node } of text.binaries) {
    const compared = comparisonWithNumber(node);
    const subject = compared && bucketsOfQuantile(compared.of, text);
    if (!subject) continue;
    const { op, value } = compared;
    const layouts = layoutsOf(subject);
    const place = { offset: node.from };
    const capped = layouts.filter(({ edges }) => !canReach(op, value, edges));
    const off = layouts.filter((layout) => !capped.includes(layout) && !layout.edges.includes(value));
    const name = subject.node.name ?? '';
    if (capped.length > 0) {
      const last = capped.at(-1)?.edges.at(-1);
      yield {
        message: `${op} ${value} can never be true${inMinors(capped, layouts)}: quantiles of ${name} end at its last bucket, ${last}`,
        place,
      };
    }
    if (off.length > 0) {
      const near = both(edgesAround(value, off.at(-1)?.edges ?? []).map(String));
      yield {
        message: `${value} is no bucket edge of ${name}${inMinors(off, layouts)}: the edges beside it are ${near}`,
        place,
      };
    }
  }
}

/** histogram_quantile() never goes beyond the last finite bound (prometheus.io, querying functions). */
function canReach(op: string, value: number, edges: readonly number[]): boolean {
  const last = edges.at(-1) ?? Number.POSITIVE_INFINITY;
  if (op === '>') return value < last;
  return op === '>=' || op === '==' ? value <= last : true;
}

function inMinors(some: readonly Layout[], all: readonly Layout[]): string {
  const minors = [...new Set(some.map(({ minor }) => minor))];
  return some.length < all.length ? ` in Cilium ${both(minors)}` : '';
}
