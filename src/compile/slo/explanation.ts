import type { SloDefinition } from '../../define/slo.ts';
import type { Rational } from './rational.ts';
import { compare, fraction, ONE, over, times, toNumber, toPercent, toShort, toText } from './rational.ts';
import { isRaw } from './series.ts';
import type { Objective, Tier } from './tiers.ts';

/** Outages that the explanation tells times for. */
const OUTAGES: readonly Rational[] = [ONE, fraction(1n, 10n), fraction(1n, 100n)];
/** A staged window trails the raw one by half of the base rate's five minutes. */
const TRAILS = 150;

/**
 * The SLO in plain language, a line each. Times are the closed forms for a step outage after a clean history and even
 * traffic: a window of L burns above t after t * L / e (SRE workbook, chapter 5).
 */
export function explain(definition: SloDefinition, objective: Objective, tiers: readonly Tier[]): readonly string[] {
  const { percent, budget, period } = objective;
  return [
    `Of all ${definition.events}, ${percent}% shall be good over ${period.text}; ${toPercent(budget)} may be bad: that is the error budget. ${definition.burns}`,
    ...tiers.map((tier) => explainTier(tier, objective)),
    floor(definition, tiers),
  ];
}

function explainTier(
  { tier, severity, long, short, factor, share, threshold, ...hold }: Tier,
  { budget }: Objective,
): string {
  const outages = OUTAGES.map(
    (ratio) =>
      `${toPercent(ratio)} bad: ${detection({ long, short, factor, share, threshold, tier, severity, ...hold }, ratio)}`,
  );
  return [
    `Tier ${tier} (${severity}): the error ratio is above ${toShort(factor)} x ${toText(budget)} = ${toText(threshold)} over ${long.text} and over ${short.text}.`,
    `${toPercent(share)} of the budget are spent by then.`,
    `It fires after: ${outages.join('; ')}.`,
    `After the end of a total outage it clears within ${spoken(short.seconds * (1 - toNumber(threshold)))}${hold.keepFiringFor.seconds > 0 ? ` and ${hold.keepFiringFor.text}` : ''}.`,
  ].join(' ');
}

/** How long a step outage lasts before the tier fires. */
function detection({ long, threshold, for: hold }: Tier, ratio: Rational): string {
  if (compare(ratio, threshold) <= 0) return 'never';
  const seconds = toNumber(over(times(threshold, fraction(BigInt(long.seconds), 1n)), ratio));
  return spoken(seconds + hold.seconds + (isRaw(long) ? 0 : TRAILS));
}

function floor({ events }: SloDefinition, tiers: readonly Tier[]): string {
  const floors = tiers.map(({ long, threshold, minEvents }) => {
    const least = Math.ceil(1 / toNumber(threshold));
    return `${least} in ${long.text}${minEvents > 1 ? ` (at least ${minEvents} must be bad)` : ''}`;
  });
  return `Traffic floor: where there are fewer ${events} than ${floors.join(', ')}, a single bad one is more than the tier allows.`;
}

/** 55 s, 8.6 min, 4.3 h, 3 d. */
function spoken(seconds: number): string {
  const short = (value: number) => String(Number(value.toPrecision(2)));
  if (seconds < 90) return `${short(seconds)} s`;
  if (seconds < 5400) return `${short(seconds / 60)} min`;
  if (seconds < 129_600) return `${short(seconds / 3600)} h`;
  return `${short(seconds / 86_400)} d`;
}
