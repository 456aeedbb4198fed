/** How a value moves. Rates are per second; shapes of latencies are log-normal. */
export type Signal =
  | { readonly kind: 'constant'; readonly value: number }
  /** Around `mean`, up and down by at most `swing`. */
  | { readonly kind: 'gauge'; readonly mean: number; readonly swing: number; readonly whole: boolean }
  /** Grows by `perSecond` on average and never falls; `before` is what it counted before the first sample. */
  | { readonly kind: 'counter'; readonly perSecond: number; readonly before?: number; readonly whole: boolean }
  /** Observations around `median`, in the unit of the family; `spread` is the sigma of the logarithm. */
  | {
      readonly kind: 'histogram';
      readonly perSecond: number;
      readonly median: number;
      readonly spread: number;
      readonly before?: number;
    };

export const constant = (value: number): Signal => ({ kind: 'constant', value });
export const gauge = (mean: number, swing = mean * 0.2): Signal => ({ kind: 'gauge', mean, swing, whole: false });
export const count = (mean: number, swing = mean * 0.1): Signal => ({ kind: 'gauge', mean, swing, whole: true });
export const counter = (perSecond: number, before?: number): Signal => ({
  kind: 'counter',
  perSecond,
  whole: true,
  ...(before === undefined ? {} : { before }),
});
/** A counter of seconds or another quantity that comes in fractions. */
export const smoothCounter = (perSecond: number, before = perSecond * 259_200): Signal => ({
  kind: 'counter',
  perSecond,
  before,
  whole: false,
});
export const histogram = (perSecond: number, median: number, spread = 0.8, before?: number): Signal => ({
  kind: 'histogram',
  perSecond,
  median,
  spread,
  ...(before === undefined ? {} : { before }),
});

/** The same signal with all rates and levels multiplied: a busier node, a share of the traffic. */
export function scaled(signal: Signal, factor: number): Signal {
  switch (signal.kind) {
    case 'constant':
      return signal;
    case 'gauge':
      return { ...signal, mean: signal.mean * factor, swing: signal.swing * factor };
    case 'counter':
    case 'histogram':
      return { ...signal, perSecond: signal.perSecond * factor };
  }
}

/** Two streams of events counted in one series; levels do not add up, the first stays. */
export function merged(first: Signal, second: Signal): Signal {
  if (first.kind === 'counter' && second.kind === 'counter') {
    return { ...first, perSecond: first.perSecond + second.perSecond };
  }
  if (first.kind === 'histogram' && second.kind === 'histogram') {
    return { ...first, perSecond: first.perSecond + second.perSecond };
  }
  return first;
}

/** Share of log-normal observations at or below `bound`. */
export function shareBelow(bound: number, median: number, spread: number): number {
  if (bound <= 0) return 0;
  return normalCdf(Math.log(bound / median) / spread);
}

/** Mean of the log-normal distribution. */
export function meanOf(median: number, spread: number): number {
  return median * Math.exp((spread * spread) / 2);
}

/** Abramowitz and Stegun 26.2.17, absolute error below 7.5e-8. */
function normalCdf(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const poly = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = 0.3989422804014327 * Math.exp((-x * x) / 2) * poly;
  return x >= 0 ? 1 - tail : tail;
}
