/** Powers a value is scaled by: `suffixes[offset]` is the unit itself. */
export interface Scale {
  readonly factor: number;
  readonly suffixes: readonly string[];
  readonly offset: number;
}

/**
 * A number with decimals. Without any given, as many as make three significant digits, as Grafana does: 1.2 is 1.20,
 * 12.34 is 12.3, 0.001234 is 0.00123, whole numbers stay whole.
 */
export function fixed(value: number, decimals?: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value.toLocaleString();
  const places = decimals ?? automaticDecimals(value);
  if (value === 0) return value.toFixed(clamped(places, 0, 100));
  const factor = 10 ** Math.max(0, places);
  const rounded = String(Math.round(value * factor) / factor);
  if (rounded.includes('e')) return rounded;
  const [whole, fraction = ''] = rounded.split('.');
  return fraction.length < places ? `${whole}.${fraction.padEnd(places, '0')}` : rounded;
}

function automaticDecimals(value: number): number {
  if (value % 1 === 0) return 0;
  return Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
}

/** The value in the power of its unit that keeps it between 1 and the factor. */
export function scaled(value: number, { factor, suffixes, offset }: Scale, decimals?: number) {
  if (!Number.isFinite(value)) return { text: fixed(value), suffix: '' };
  const power = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)) / Math.log10(factor));
  const within = clamped(power, -offset, suffixes.length - offset - 1);
  return { text: fixed(value / factor ** within, decimals), suffix: suffixes[offset + within] ?? '' };
}

export const clamped = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/** `1 panel`, `2 panels`. */
export const pluralOf = (count: number, word: string, many = `${word}s`) => `${count} ${count === 1 ? word : many}`;
