import type { AggregateNode, BinaryNode } from '../../promql/ast.ts';
import { COMPARISONS } from '../../promql/ast.ts';
import type { Effect } from '../change.ts';

type Sign = -1 | 0 | 1;

/**
 * How an alert depends on one part of its expression: whether it fires more (1), less (-1), or who knows (0) when the
 * part has more series, greater values, or reads more series of its own.
 */
export interface Polarity {
  readonly series: Sign;
  readonly value: Sign;
  readonly breadth: Sign;
}

/** An alert fires for every series of its expression, whatever the value. */
export const ROOT: Polarity = { series: 1, value: 0, breadth: 1 };
const UNKNOWN: Polarity = { series: 0, value: 0, breadth: 0 };

const turned = (sign: Sign): Sign => (sign === 0 ? 0 : sign === 1 ? -1 : 1);
const of = (series: Sign, value: Sign): Polarity => ({ series, value, breadth: series });

export const effectOf = (sign: Sign): { readonly effect?: Effect } =>
  sign === 0 ? {} : { effect: sign === 1 ? 'stricter' : 'laxer' };
export const opposite = turned;

/** Of the operands of a binary expression, left and right. */
export function operands({ op, bool }: BinaryNode, outer: Polarity): readonly [Polarity, Polarity] {
  const { series, value } = outer;
  switch (op) {
    case 'and':
      return [outer, of(series, 0)];
    case 'unless':
      return [outer, of(turned(series), 0)];
    case 'or':
    case '+':
    case '*':
      return [of(series, value), of(series, value)];
    case '-':
    case '/':
      return [of(series, value), of(series, turned(value))];
    default: {
      if (!COMPARISONS.has(op)) return [UNKNOWN, UNKNOWN];
      const rising = bool ? value : series;
      if (op.startsWith('>')) return [of(series, rising), of(series, turned(rising))];
      if (op.startsWith('<')) return [of(series, turned(rising)), of(series, rising)];
      return [of(series, 0), of(series, 0)];
    }
  }
}

/** Of what an aggregation reads: fewer series make a smaller sum, and the sum decides where a value is compared. */
export function aggregated({ op }: AggregateNode, outer: Polarity): Polarity {
  const { series, value } = outer;
  if (['sum', 'count', 'max', 'group'].includes(op)) return { series, value, breadth: value === 0 ? series : value };
  if (['topk', 'bottomk', 'limitk'].includes(op)) return outer;
  return value === 0 ? { ...outer, breadth: series } : { series, value: op === 'min' ? value : 0, breadth: 0 };
}

const RISING =
  /^(rate|irate|increase|delta|(avg|sum|max|min|last|count|quantile)_over_time|clamp|clamp_min|clamp_max)$/;
const SAME = /^(label_replace|label_join|sort|sort_desc|ceil|floor|round)$/;

/** Of the arguments of a function. */
export function argument(fn: string, outer: Polarity): Polarity {
  if (RISING.test(fn) || SAME.test(fn)) return outer;
  if (fn === 'histogram_quantile') return { ...outer, breadth: 0 };
  if (fn === 'absent' || fn === 'absent_over_time') {
    const sign = turned(outer.series);
    return { series: sign, value: 0, breadth: sign };
  }
  return UNKNOWN;
}
