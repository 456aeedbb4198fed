/**
 * Exact fractions. Burn-rate arithmetic in floating point prints 0.0009999999999999432 where 0.001 is meant, and a third
 * of a day has no finite decimal, so numbers stay fractions until they are printed. BigInt needs no library for that.
 */
export interface Rational {
  /** Carries the sign. */
  readonly top: bigint;
  /** Above zero, without a common divisor with `top`. */
  readonly bottom: bigint;
}

export function fraction(top: bigint, bottom: bigint): Rational {
  if (bottom === 0n) throw new Error('division by zero');
  const sign = bottom < 0n ? -1n : 1n;
  const divisor = gcd(top < 0n ? -top : top, bottom * sign) || 1n;
  return { top: (top * sign) / divisor, bottom: (bottom * sign) / divisor };
}

/** The exact value of a decimal such as `99.9`; undefined when it is none. */
export function parseDecimal(text: string): Rational | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '', rest = ''] = match;
  return fraction(BigInt(`${sign}${whole}${rest}`), 10n ** BigInt(rest.length));
}

/** @param value a whole number, or one with few decimals, such as seconds */
export function exactly(value: number): Rational {
  return fraction(BigInt(Math.round(value * 1000)), 1000n);
}

export const times = (...factors: readonly Rational[]): Rational =>
  factors.reduce((a, b) => fraction(a.top * b.top, a.bottom * b.bottom));
export const over = (a: Rational, b: Rational): Rational => fraction(a.top * b.bottom, a.bottom * b.top);
export const plus = (a: Rational, b: Rational): Rational =>
  fraction(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom);
export const minus = (a: Rational, b: Rational): Rational => plus(a, fraction(-b.top, b.bottom));

/** Below zero, zero or above zero, as `a` is less than, equal to or more than `b`. */
export function compare(a: Rational, b: Rational): number {
  const difference = minus(a, b).top;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The nearest floating point number. */
export const toNumber = (value: Rational): number => Number(digits(value, 40));

/**
 * The shortest decimal: exact where there is a finite one of at most 17 digits, else the shortest that Prometheus reads
 * as the float64 nearest to the exact value.
 */
export function toText(value: Rational): string {
  const exact = trim(digits(value, 40));
  const back = parseDecimal(exact);
  if (back && compare(back, value) === 0 && exact.replace(/\D/g, '').length <= 17) return exact;
  return String(toNumber(value));
}

/** For people: rounded to so many significant digits. */
export function toShort(value: Rational, significant = 4): string {
  return String(Number(toNumber(value).toPrecision(significant)));
}

/** A ratio as a percentage for people: `0.1%`. */
export const toPercent = (value: Rational): string => `${toShort(times(value, HUNDRED))}%`;

export const ZERO = fraction(0n, 1n);
export const ONE = fraction(1n, 1n);
export const HUNDRED = fraction(100n, 1n);

/** The value cut after so many decimals. */
function digits({ top, bottom }: Rational, decimals: number): string {
  const scaled = ((top < 0n ? -top : top) * 10n ** BigInt(decimals)) / bottom;
  const text = String(scaled).padStart(decimals + 1, '0');
  return `${top < 0n ? '-' : ''}${text.slice(0, -decimals)}.${text.slice(-decimals)}`;
}

const trim = (text: string): string => text.replace(/0+$/, '').replace(/\.$/, '');

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}
