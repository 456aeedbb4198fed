import { nearest } from '../../catalog/nearest.ts';
import type { WindowPreset, WindowTier } from '../../define/windows.ts';
import { parseDuration, renderDuration } from '../../promql/duration.ts';
import type { SloSettings } from '../../settings/rules.ts';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
const FAMILIAR = [
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 4, 6, 12, 18].map((hours) => hours * HOUR),
];

/** Rates over fewer scrapes than this miss too much. */
const LEAST_SCRAPES = 4;
/** Base rates are taken over five minutes: a shorter window would know nothing more. */
const LEAST_SHORT = 5 * MINUTE;

/**
 * The tiers an SLO burns by: a preset by its name, scaled to the period when it says so, or tiers of the settings.
 * @param period seconds
 * @param scrape seconds
 * @throws when there is no preset of that name
 */
export function tiersNamed(
  windows: NonNullable<SloSettings['windows']>,
  presets: readonly WindowPreset[],
  period: number,
  scrape: number,
): readonly WindowTier[] {
  if (typeof windows !== 'string') return windows;
  const preset = presets.find(({ name }) => name === windows);
  if (!preset) {
    const names = presets.map(({ name }) => name);
    const [near] = nearest(windows, names);
    throw new Error(
      `no windows are called "${windows}"${near ? `; did you mean ${near}?` : ''} There are ${names.join(', ')}`,
    );
  }
  const { scaledFrom, tiers } = preset;
  if (!scaledFrom) return tiers;
  const ratio = period / (parseDuration(scaledFrom.period) ?? period);
  const least = Math.max(LEAST_SHORT, LEAST_SCRAPES * scrape);
  const scale = (seconds: number): number => {
    const exact = seconds * ratio;
    return scaledFrom.round === 'minute' ? Math.round(exact / MINUTE) * MINUTE : familiar(exact);
  };
  return tiers.map((tier) => {
    const long = scale(seconds(tier.long));
    const short = scale(seconds(shortOf(tier)));
    return {
      ...tier,
      long: renderDuration(long),
      short: renderDuration(scaledFrom.round === 'familiar' ? Math.max(least, short) : short),
    };
  });
}

/** The short window as written, or a twelfth of the long one. */
export function shortOf({ long, short }: WindowTier): string {
  return short ?? renderDuration(seconds(long) / 12);
}

function familiar(exact: number): number {
  if (exact >= 0.8 * DAY) return Math.max(1, Math.round(exact / DAY)) * DAY;
  return FAMILIAR.reduce((best, each) => (Math.abs(each - exact) < Math.abs(best - exact) ? each : best));
}

/** @throws when it is no duration */
export function seconds(duration: string): number {
  const parsed = parseDuration(duration);
  if (parsed === undefined) throw new Error(`"${duration}" is no Prometheus duration such as 5m or 1h30m`);
  return parsed;
}
