import { fixed } from './numbers.ts';

/** Below `under` (of the unit) a value is divided by `by`. Words get an s above 1 where Grafana gives them one. */
type Step = readonly [under: number, by: number, suffix: string, plural?: true];

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
const WEEK = 604_800;
const YEAR = 31_536_000;
/** Seconds of a tropical year: what Grafana divides by, while it compares with 365 days. */
const LONG_YEAR = 31_556_900;
const ALL = Number.POSITIVE_INFINITY;

const STEPS: Readonly<Record<string, readonly Step[]>> = {
  ns: [
    [1e3, 1, ' ns'],
    [1e6, 1e3, ' µs'],
    [1e9, 1e6, ' ms'],
    [MINUTE * 1e9, 1e9, ' s'],
    [HOUR * 1e9, MINUTE * 1e9, ' min', true],
    [DAY * 1e9, HOUR * 1e9, ' hour', true],
    [ALL, DAY * 1e9, ' day', true],
  ],
  µs: [
    [1e3, 1, ' µs'],
    [1e6, 1e3, ' ms'],
    [ALL, 1e6, ' s'],
  ],
  ms: [
    [1e3, 1, ' ms'],
    [MINUTE * 1e3, 1e3, ' s'],
    [HOUR * 1e3, MINUTE * 1e3, ' min', true],
    [DAY * 1e3, HOUR * 1e3, ' hour', true],
    [YEAR * 1e3, DAY * 1e3, ' day', true],
    [ALL, YEAR * 1e3, ' year', true],
  ],
  s: [
    [1e-6, 1e-9, ' ns'],
    [1e-3, 1e-6, ' µs'],
    [1, 1e-3, ' ms'],
    [MINUTE, 1, ' s'],
    [HOUR, MINUTE, ' min', true],
    [DAY, HOUR, ' hour', true],
    [WEEK, DAY, ' day', true],
    [YEAR, WEEK, ' week', true],
    [ALL, LONG_YEAR, ' year', true],
  ],
  m: [
    [60, 1, ' min'],
    [1440, 60, ' hour', true],
    [10_080, 1440, ' day', true],
    [604_800, 10_080, ' week', true],
    [ALL, 525_948, ' year', true],
  ],
  h: [
    [24, 1, ' hour'],
    [168, 24, ' day', true],
    [8760, 168, ' week', true],
    [ALL, 8760, ' year', true],
  ],
  d: [
    [7, 1, ' day', true],
    [365, 7, ' week', true],
    [ALL, 365, ' year', true],
  ],
};

/** Whether a unit is a length of time that is scaled to what reads best. */
export const isDuration = (unit: string) => Object.hasOwn(STEPS, unit);

export function durationScaled(value: number, unit: string, decimals?: number) {
  if (value === 0 && unit === 's') return { text: '0', suffix: ' s' };
  const size = Math.abs(value);
  const [, by, suffix, plural] = STEPS[unit]?.find(([under]) => size < under) ?? [0, 1, ` ${unit}`];
  const text = fixed(value / by, decimals);
  return { text, suffix: plural && Math.abs(value / by) > 1 ? `${suffix}s` : suffix };
}

const WORDS: readonly (readonly [word: string, milliseconds: number])[] = [
  ['year', YEAR * 1e3],
  ['month', 30 * DAY * 1e3],
  ['week', WEEK * 1e3],
  ['day', DAY * 1e3],
  ['hour', HOUR * 1e3],
  ['minute', MINUTE * 1e3],
  ['second', 1e3],
  ['millisecond', 1],
];

/** `dtdurations`: 3 hours, 5 minutes. `dthms`: 03:05:00. Undefined for other units. */
export function durationInWords(value: number, unit: string, decimals = 0): string | undefined {
  switch (unit) {
    case 'dtdurations':
      return words(value, 1e3, 'seconds', decimals);
    case 'dtdurationms':
      return words(value, 1, 'milliseconds', decimals);
    case 'dthms':
      return value < 0 ? `${clock(-value)} ago` : clock(value);
    case 'dtdhms': {
      const [days, rest] = [Math.floor(Math.abs(value) / DAY), Math.abs(value) % DAY];
      return `${days > 0 ? `${days} d ` : ''}${clock(rest)}${value < 0 ? ' ago' : ''}`;
    }
    default:
      return undefined;
  }
}

/** The greatest word that fits, and as many smaller ones as there are decimals. */
function words(value: number, factor: number, unit: string, decimals: number): string {
  if (value === 0) return `0 ${unit}`;
  if (value < 0) return `${words(-value, factor, unit, decimals)} ago`;
  let rest = value * factor;
  const first = WORDS.findIndex(([, size]) => rest >= size);
  const parts = WORDS.slice(first < 0 ? WORDS.length : first, first + 1 + decimals).map(([word, size]) => {
    const count = Math.floor(rest / size);
    rest %= size;
    return `${count} ${word}${count === 1 ? '' : 's'}`;
  });
  return parts.join(', ');
}

function clock(seconds: number): string {
  const parts = [Math.floor(seconds / HOUR), Math.floor((seconds % HOUR) / MINUTE), Math.floor(seconds % MINUTE)];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}
