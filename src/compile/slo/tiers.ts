import type { WindowTier } from '../../define/windows.ts';
import { renderDuration } from '../../promql/duration.ts';
import type { Rational } from './rational.ts';
import { compare, exactly, HUNDRED, minus, ONE, over, parseDecimal, times, toShort, toText, ZERO } from './rational.ts';
import { seconds, shortOf } from './windows.ts';

/** A span of time as Prometheus writes it, and in seconds. */
export interface Window {
  readonly text: string;
  readonly seconds: number;
}

/** A burn-rate tier with its exact numbers. */
export interface Tier {
  /** `1` is the fastest. */
  readonly tier: string;
  readonly severity: 'page' | 'ticket';
  readonly long: Window;
  readonly short: Window;
  readonly for: Window;
  readonly keepFiringFor: Window;
  readonly minEvents: number;
  /** Share of the period's budget that is spent when it fires. */
  readonly share: Rational;
  /** Burn rate above which it fires. */
  readonly factor: Rational;
  /** Error ratio above which it fires. */
  readonly threshold: Rational;
}

/** An objective as exact numbers. */
export interface Objective {
  /** Percent, as written. */
  readonly percent: string;
  readonly ratio: Rational;
  /** What may fail, as a ratio. */
  readonly budget: Rational;
  readonly period: Window;
}

/** What tiers are judged by besides the objective. */
export interface TierLimits {
  /** Seconds. */
  readonly scrape: number;
  /** Bad events of the SLO below which no tier fires. */
  readonly minEvents: number;
  /** `ticket` turns pages into tickets. */
  readonly atMost?: 'page' | 'ticket' | undefined;
}

export const windowOf = (text: string): Window => ({ text, seconds: seconds(text) });

/** @throws with the arithmetic when the objective leaves no budget, or is one */
export function objectiveOf(percent: string, period: string): Objective {
  const parsed = parseDecimal(percent);
  if (!parsed) throw new Error(`objective "${percent}" is no percentage as a decimal string, such as "99.9"`);
  const budget = over(minus(HUNDRED, parsed), HUNDRED);
  const sum = `(100 - ${percent}) / 100 = ${toText(budget)}`;
  if (compare(budget, ZERO) <= 0) {
    throw new Error(`objective ${percent}% leaves no error budget: ${sum}. Nothing is perfect: ask for less than 100`);
  }
  if (compare(parsed, ZERO) <= 0) {
    throw new Error(`objective ${percent}% asks for nothing: the error budget is ${sum}, every event may be bad`);
  }
  const window = windowOf(period);
  if (window.seconds <= 0) throw new Error(`period "${period}" has no length`);
  return { percent, ratio: minus(ONE, budget), budget, period: window };
}

/**
 * Tiers with factor and threshold derived from the share of the budget, the period and the printed windows:
 * factor = share * period / long, threshold = factor * budget.
 * @throws with the arithmetic when a tier can never fire, or its windows are no windows
 */
export function tiersOf(tiers: readonly WindowTier[], objective: Objective, limits: TierLimits): readonly Tier[] {
  if (tiers.length === 0) throw new Error('windows hold no tier: name at least one');
  return tiers.map((input, index) => tierOf(input, String(index + 1), objective, limits));
}

function tierOf(input: WindowTier, tier: string, objective: Objective, limits: TierLimits): Tier {
  const long = windowOf(input.long);
  const short = windowOf(shortOf(input));
  const name = `tier ${tier} (${long.text}/${short.text})`;
  refuseWindows(name, long, short, objective, limits);
  const lengths = over(exactly(objective.period.seconds), exactly(long.seconds));
  const { share, factor } = sharesOf(input, name, lengths);
  const threshold = times(factor, objective.budget);
  if (compare(threshold, ONE) >= 0) throw new Error(infeasible(name, { share, factor, threshold, long }, objective));
  return {
    tier,
    severity: limits.atMost === 'ticket' ? 'ticket' : input.severity,
    long,
    short,
    for: windowOf(input.for ?? '0s'),
    keepFiringFor: windowOf(input.keepFiringFor ?? '0s'),
    minEvents: Math.max(input.minEvents ?? 0, limits.minEvents),
    share,
    factor,
    threshold,
  };
}

function sharesOf({ budget, factor: fixed }: WindowTier, name: string, lengths: Rational) {
  const number = parseDecimal(fixed ?? budget ?? '');
  if (!number || compare(number, ZERO) <= 0 || (fixed !== undefined && budget !== undefined)) {
    throw new Error(`${name} needs either a budget share above 0 in percent, such as "2", or a factor`);
  }
  const share = fixed === undefined ? over(number, HUNDRED) : over(number, lengths);
  return { share, factor: times(share, lengths) };
}

function refuseWindows(name: string, long: Window, short: Window, { period }: Objective, { scrape }: TierLimits): void {
  if (long.seconds >= period.seconds) {
    throw new Error(
      `${name}: its long window of ${long.text} (${long.seconds} s) does not fit into the period of ${period.text} (${period.seconds} s)`,
    );
  }
  if (short.seconds >= long.seconds) {
    throw new Error(`${name}: the short window must be shorter than the long one; a twelfth of it is usual`);
  }
  if (short.seconds < 2 * scrape) {
    throw new Error(
      `${name}: the short window of ${short.seconds} s holds fewer than two scrapes (2 * ${scrape} s = ${2 * scrape} s), so no rate: make it at least ${renderDuration(4 * scrape)}`,
    );
  }
}

type Numbers = Pick<Tier, 'share' | 'factor' | 'threshold' | 'long'>;

function infeasible(name: string, { share, factor, threshold, long }: Numbers, { budget, period, percent }: Objective) {
  // below this objective share * budget * period / long reaches 1
  const least = minus(HUNDRED, over(HUNDRED, factor));
  const sum = `${toText(share)} * ${period.text} / ${long.text} = ${toShort(factor)} times a budget of ${toText(budget)} is ${toShort(threshold)}`;
  return `${name} can never fire at an objective of ${percent}%: ${sum}, and no error ratio is above 1. Ask for more than ${toShort(least)}%, or take the tier out of the windows`;
}

/** What is legal and probably not meant. */
export function tierWarnings(
  tiers: readonly Tier[],
  { period }: Objective,
  { scrape }: TierLimits,
  retention: number | undefined,
): readonly string[] {
  const each = tiers.flatMap(({ tier, long, short, share, factor }) => {
    const name = `tier ${tier} (${long.text}/${short.text})`;
    const sum = `${toText(share)} * ${period.text} / ${long.text} = ${toShort(factor)}`;
    return [
      ...(compare(factor, ONE) < 0
        ? [`${name} fires although the budget would last: its burn rate is ${sum}, below 1`]
        : []),
      ...(short.seconds < 4 * scrape
        ? [
            `${name}: the short window of ${short.seconds} s holds fewer than four scrapes of ${scrape} s; one that fails leaves no rate`,
          ]
        : []),
    ];
  });
  const forgotten =
    retention !== undefined && retention < period.seconds
      ? [
          `Prometheus keeps ${renderDuration(retention)}, the period is ${period.text}: the budget is that of the days it remembers`,
        ]
      : [];
  return [...each, ...forgotten];
}
