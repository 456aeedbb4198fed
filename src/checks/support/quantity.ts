import type { BinaryNode, CallNode, PromNode, SelectorNode } from '../../promql/ast.ts';
import { COMPARISONS, unwrap, walk } from '../../promql/ast.ts';
import type { SelectorSubject } from '../subject.ts';
import { isOfOneSeries, isShareOf } from './share.ts';

/** What a result measures. `timestamp` is seconds since 1970, `date` the milliseconds Grafana wants. */
export interface Quantity {
  readonly of:
    | 'seconds'
    | 'milliseconds'
    | 'bytes'
    | 'bits'
    | 'timestamp'
    | 'date'
    | 'ratio'
    | 'percent'
    | 'count'
    | 'number';
  readonly perSecond: boolean;
}

type Known = Quantity | undefined;
type Sources = (selector: SelectorNode) => SelectorSubject | undefined;

const RATES = new Set(['rate', 'irate', 'deriv']);
const COUNTS = new Set(['changes', 'resets', 'count_over_time', 'absent', 'absent_over_time']);
const SAME =
  /^(increase|delta|idelta|abs|ceil|floor|round|clamp|clamp_min|clamp_max|sort|sort_desc|label_replace|label_join|scalar|predict_linear|(avg|min|max|sum|last|first)_over_time)$/;
const COUNTING = new Set(['count', 'group', 'count_values']);

/** What an expression measures, from the units of the catalog; undefined where that cannot be told for certain. */
export function quantityOf(node: PromNode, sources: Sources): Known {
  switch (node.kind) {
    case 'selector':
      return ofSelector(sources(node));
    case 'aggregate':
      if (COUNTING.has(node.op)) return { of: 'count', perSecond: false };
      return node.op === 'stdvar' ? undefined : quantityOf(node.of, sources);
    case 'call':
      return ofCall(node, sources);
    case 'binary':
      return ofBinary(node, sources);
    case 'number':
    case 'string':
      return undefined;
    default:
      return quantityOf(node.of, sources);
  }
}

/** Unit of what a histogram's buckets count. */
export function bucketQuantity(node: PromNode, sources: Sources): Known {
  const units = new Set<string | undefined>();
  walk(node, (inner) => {
    if (inner.kind === 'selector') units.add(sources(inner)?.form?.unit);
  });
  const [unit] = units;
  return units.size === 1 ? ofUnit(unit) : undefined;
}

function ofSelector(source: SelectorSubject | undefined): Known {
  if (!source?.form || !source.series) return undefined;
  const { suffix, family } = source.series;
  if (suffix === '_count' || suffix === '_bucket') return { of: 'count', perSecond: false };
  if (source.form.unit) return ofUnit(source.form.unit);
  const saysOtherwise = /_(bytes|seconds|ms|ratio|percent)(_total)?$/.test(family);
  return source.form.type === 'counter' && !saysOtherwise ? { of: 'count', perSecond: false } : undefined;
}

function ofUnit(unit: string | undefined): Known {
  return unit === undefined ? undefined : { of: unit as Quantity['of'], perSecond: false };
}

function ofCall({ fn, args }: CallNode, sources: Sources): Known {
  if (fn === 'time' || fn === 'timestamp') return { of: 'timestamp', perSecond: false };
  if (COUNTS.has(fn)) return { of: 'count', perSecond: false };
  const operand = fn === 'histogram_quantile' || fn === 'quantile_over_time' ? args[1] : args[0];
  if (!operand) return undefined;
  if (fn === 'histogram_quantile') return bucketQuantity(operand, sources);
  if (SAME.test(fn) || fn === 'quantile_over_time') return quantityOf(operand, sources);
  if (!RATES.has(fn)) return undefined;
  const of = quantityOf(operand, sources);
  return of && !of.perSecond ? { ...of, perSecond: true } : undefined;
}

function ofBinary(node: BinaryNode, sources: Sources): Known {
  const [left, right] = [quantityOf(node.left, sources), quantityOf(node.right, sources)];
  if (COMPARISONS.has(node.op)) return node.bool ? { of: 'number', perSecond: false } : left;
  switch (node.op) {
    case 'and':
    case 'unless':
      return left;
    case 'or':
      return right === undefined || same(left, right) ? left : undefined;
    case '+':
      return same(left, right) ? left : undefined;
    case '-':
      return difference(left, right, numberIn(node.left));
    case '*':
      return scaled(left ?? right, numberIn(left ? node.right : node.left));
    case '/':
      return quotient(node, left, right);
    default:
      return undefined;
  }
}

function difference(left: Known, right: Known, from: number | undefined): Known {
  if (from === 1 && right?.of === 'ratio') return right;
  if (!same(left, right)) return undefined;
  return left?.of === 'timestamp' ? { of: 'seconds', perSecond: false } : left;
}

const SCALES: Readonly<Record<string, Quantity['of']>> = {
  'ratio 100': 'percent',
  'seconds 1000': 'milliseconds',
  'timestamp 1000': 'date',
  'bytes 8': 'bits',
};

function scaled(quantity: Known, factor: number | undefined): Known {
  const of = quantity && SCALES[`${quantity.of} ${factor}`];
  return of ? { ...quantity, of } : undefined;
}

function quotient(node: BinaryNode, left: Known, right: Known): Known {
  if (!left || !right) return undefined;
  if (right.of === 'count' && left.of !== 'count')
    return left.perSecond === right.perSecond ? { ...left, perSecond: false } : undefined;
  if (!same(left, right)) return undefined;
  const measured = left.of !== 'count' && left.of !== 'number' && !isOfOneSeries(node);
  return { of: measured || isShareOf(node) ? 'ratio' : 'number', perSecond: false };
}

function same(left: Known, right: Known): boolean {
  return left !== undefined && left.of === right?.of && left.perSecond === right.perSecond;
}

function numberIn(node: PromNode): number | undefined {
  const inner = unwrap(node);
  return inner.kind === 'number' ? Number(inner.text) : undefined;
}
