import type { AggregateNode, BinaryNode, CallNode, PromNode, SelectorNode } from './ast.ts';
import { COMPARISONS, SET_OPERATORS, unwrap } from './ast.ts';

/**
 * The labels a result carries. `closed` sets hold exactly `labels`; open ones hold whatever the series of `sources`
 * carry, without `dropped`, plus `labels`.
 */
export interface LabelSet {
  readonly closed: boolean;
  readonly labels: ReadonlySet<string>;
  readonly dropped: ReadonlySet<string>;
  readonly sources: readonly SelectorNode[];
}

const closed = (labels: Iterable<string>): LabelSet => ({
  closed: true,
  labels: new Set(labels),
  dropped: new Set(),
  sources: [],
});

/** Aggregations that pick series instead of merging them, and so keep every label. */
export const SELECTING: ReadonlySet<string> = new Set(['topk', 'bottomk', 'limitk', 'limit_ratio']);
const LABELLESS_CALLS = new Set(['vector', 'scalar', 'time', 'pi', 'minute', 'hour', 'month', 'year', 'day_of_week']);

const known = new WeakMap<PromNode, LabelSet>();

/** Which labels survive an expression (prometheus.io/docs/prometheus/latest/querying/operators). */
export function labelsOfResult(node: PromNode): LabelSet {
  let labels = known.get(node);
  if (!labels) {
    labels = fresh(node);
    known.set(node, labels);
  }
  return labels;
}

function fresh(node: PromNode): LabelSet {
  switch (node.kind) {
    case 'selector':
      return { closed: false, labels: new Set(), dropped: new Set(), sources: [node] };
    case 'aggregate':
      return afterAggregation(node);
    case 'binary':
      return afterBinary(node);
    case 'call':
      return afterCall(node);
    case 'number':
    case 'string':
      return closed([]);
    default:
      return labelsOfResult(node.of);
  }
}

/** True when a result carries the label. @param of labels a selector's series carry; undefined when unknown */
export function survives(
  label: string,
  set: LabelSet,
  of: (source: SelectorNode) => ReadonlySet<string> | undefined,
): boolean {
  if (set.labels.has(label)) return true;
  if (set.closed || set.dropped.has(label)) return false;
  return set.sources.every((source) => of(source)?.has(label) ?? true);
}

function afterAggregation({ op, grouping, of, param }: AggregateNode): LabelSet {
  if (SELECTING.has(op)) return labelsOfResult(of);
  const counted = op === 'count_values' && param?.kind === 'string' ? [param.text] : [];
  if (!grouping) return closed(counted);
  if (grouping.keyword === 'by') return closed([...grouping.labels, ...counted]);
  return with_(without(labelsOfResult(of), grouping.labels), counted);
}

function afterCall({ fn, args }: CallNode): LabelSet {
  const [first] = args;
  if (LABELLESS_CALLS.has(fn) || !first) return closed([]);
  if (fn === 'absent' || fn === 'absent_over_time') {
    const selector = selectorIn(first);
    return closed((selector?.matchers ?? []).filter(({ op }) => op === '=').map(({ label }) => label));
  }
  if (fn === 'histogram_quantile') return without(labelsOfResult(args[1] ?? first), ['le']);
  const vector = args.find((arg) => arg.kind !== 'number' && arg.kind !== 'string') ?? first;
  const added = fn === 'label_replace' || fn === 'label_join' ? args[1] : undefined;
  return with_(labelsOfResult(vector), added?.kind === 'string' ? [added.text] : []);
}

function afterBinary({ op, left, right, bool, matching, group }: BinaryNode): LabelSet {
  if (isScalar(right)) return labelsOfResult(left);
  if (isScalar(left)) return labelsOfResult(right);
  const [kept, other] = [labelsOfResult(left), labelsOfResult(right)];
  if (op === 'or') return isDefault(right) ? kept : common(kept, other);
  if (SET_OPERATORS.has(op)) return kept;
  if (group) return with_(group.side === 'left' ? kept : other, group.labels);
  if (COMPARISONS.has(op) && !bool) return kept;
  if (matching?.keyword === 'on') return closed(matching.labels);
  return matching ? without(kept, matching.labels) : kept;
}

/** `or vector(0)` fills in where the left side is empty, and says nothing about labels. */
function isDefault(node: PromNode): boolean {
  const inner = unwrap(node);
  return inner.kind === 'call' && inner.fn === 'vector';
}

/** Both sides of `or` must carry a label for every result to have it. */
function common(a: LabelSet, b: LabelSet): LabelSet {
  if (a.closed && b.closed) return closed(a.labels.intersection(b.labels));
  if (a.closed) return a;
  if (b.closed) return b;
  return {
    closed: false,
    labels: a.labels.intersection(b.labels),
    dropped: a.dropped.union(b.dropped),
    sources: [...a.sources, ...b.sources],
  };
}

function without(set: LabelSet, labels: readonly string[]): LabelSet {
  const gone = new Set(labels);
  return { ...set, labels: set.labels.difference(gone), dropped: set.dropped.union(gone) };
}

function with_(set: LabelSet, labels: readonly string[]): LabelSet {
  const added = new Set(labels);
  return { ...set, labels: set.labels.union(added), dropped: set.dropped.difference(added) };
}

/** True for literals, `scalar()`, `time()` and arithmetic between them. */
export function isScalar(node: PromNode): boolean {
  const inner = unwrap(node);
  if (inner.kind === 'number' || inner.kind === 'string') return true;
  if (inner.kind === 'call') return ['scalar', 'time', 'pi'].includes(inner.fn);
  return inner.kind === 'binary' && isScalar(inner.left) && isScalar(inner.right);
}

function selectorIn(node: PromNode): SelectorNode | undefined {
  if (node.kind === 'selector') return node;
  return node.kind === 'matrix' || node.kind === 'wrap' ? selectorIn(node.of) : undefined;
}
