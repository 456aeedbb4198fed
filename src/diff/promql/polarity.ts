import type { AggregateNode, BinaryNode, PromNode } from '../../promql/ast.ts';
import { COMPARISONS, walk } from '../../promql/ast.ts';
import type { Effect } from '../change.ts';

/** 1: more of it makes the alert fire more; -1: less; `none`: it makes no difference; `unknown`: either may be. */
export type Sign = -1 | 1 | 'none' | 'unknown';

/** How an alert depends on one part of its expression. */
export interface Polarity {
  /** That the part has more series. */
  readonly series: Sign;
  /** That its values are greater. Values are taken for non-negative, as counts and rates are. */
  readonly value: Sign;
}

/** An alert fires for every series of its expression, whatever the value. */
export const ROOT: Polarity = { series: 1, value: 'none' };
/** Below a change that itself may do anything, nothing can be said. */
export const UNKNOWN: Polarity = { series: 'unknown', value: 'unknown' };

export const effectOf = (sign: Sign): { readonly effect?: Effect } => {
  if (sign === 1) return { effect: 'stricter' };
  return sign === -1 ? { effect: 'laxer' } : {};
};

export function opposite(sign: Sign): Sign {
  if (sign === 1) return -1;
  return sign === -1 ? 1 : sign;
}

/** Two ways in which one thing matters: they must not work against each other. */
function both(a: Sign, b: Sign): Sign {
  if (a === 'none' || a === b) return b;
  return b === 'none' ? a : 'unknown';
}

/** Of the operands of a binary expression, left and right. */
export function operands({ op, bool, left, right }: BinaryNode, outer: Polarity): readonly [Polarity, Polarity] {
  const { series, value } = outer;
  switch (op) {
    case 'and':
      return [outer, { series, value: 'none' }];
    case 'unless':
      return [outer, { series: opposite(series), value: 'none' }];
    case 'or':
      // a series of the left hides that of the right, whose value may be another
      return value === 'none' ? [outer, outer] : [UNKNOWN, UNKNOWN];
    case '+':
      return [outer, outer];
    case '-':
      return [outer, { series, value: opposite(value) }];
    case '*':
      return mayBeNegative(left) || mayBeNegative(right) ? [UNKNOWN, UNKNOWN] : [outer, outer];
    case '/':
      return mayBeNegative(left) || mayBeNegative(right)
        ? [UNKNOWN, UNKNOWN]
        : [outer, { series, value: opposite(value) }];
    default:
      return COMPARISONS.has(op) ? compared(op, bool, outer) : [UNKNOWN, UNKNOWN];
  }
}

/** A comparison lets series pass by their value; with `bool` it makes a value of it. */
function compared(op: string, bool: boolean, { series, value }: Polarity): readonly [Polarity, Polarity] {
  if (op === '==' || op === '!=')
    return [
      { series, value: 'unknown' },
      { series, value: 'unknown' },
    ];
  const passing = bool ? value : series;
  const up = op.startsWith('>') ? passing : opposite(passing);
  return [
    { series, value: bool ? up : both(value, up) },
    { series, value: opposite(up) },
  ];
}

function mayBeNegative(node: PromNode): boolean {
  let found = false;
  walk(node, (one) => {
    found ||= (one.kind === 'binary' && one.op === '-') || (one.kind === 'wrap' && one.by === 'unary');
    found ||= one.kind === 'call' && /^(delta|idelta|deriv|predict_linear|clamp.*|ln|log.*|sgn)$/.test(one.fn);
  });
  return found;
}

/**
 * Of what an aggregation reads. One series more can make a group appear as well as change its value; that counts where
 * both work in one direction.
 */
export function aggregated({ op }: AggregateNode, { series, value }: Polarity): Polarity {
  if (op === 'sum' || op === 'max') return { series: both(value, series), value };
  if (op === 'count') return { series: both(value, series), value: 'none' };
  if (op === 'group') return { series, value: 'none' };
  if (op === 'min') return { series: both(opposite(value), series), value };
  return value === 'none' ? { series, value } : { series: 'unknown', value: op === 'avg' ? value : 'unknown' };
}

const RISING = /^(rate|irate|increase|(avg|sum|max|min|last)_over_time|clamp_min|clamp_max|ceil|floor|round)$/;
const SAME = /^(label_replace|label_join|sort|sort_desc)$/;

/** Of the arguments of a function. */
export function argument(fn: string, outer: Polarity): Polarity {
  if (RISING.test(fn) || SAME.test(fn)) return outer;
  if (fn === 'absent' || fn === 'absent_over_time') return { series: opposite(outer.series), value: 'none' };
  return UNKNOWN;
}
