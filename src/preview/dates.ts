const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const pad = (value: number, digits = 2) => String(value).padStart(digits, '0');

/** `2026-01-01`, in the zone of whoever looks. */
const isoDay = (date: Date) => `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
const clockOf = (date: Date) => `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
const halfDay = (date: Date) =>
  `${date.getHours() % 12 || 12}:${pad(date.getMinutes())}:${pad(date.getSeconds())} ${date.getHours() < 12 ? 'am' : 'pm'}`;
const usDay = (date: Date) => `${pad(date.getMonth() + 1)}/${pad(date.getDate())}/${date.getFullYear()}`;

/** Milliseconds since the epoch in one of Grafana's date units; undefined for other units. */
export function dateFormatted(value: number, unit: string, now: number): string | undefined {
  const date = new Date(value);
  const today = isoDay(date) === isoDay(new Date(now));
  switch (unit) {
    case 'dateTimeAsIso':
    case 'dateTimeAsSystem':
      return `${isoDay(date)} ${clockOf(date)}`;
    case 'dateTimeAsIsoNoDateIfToday':
      return today ? clockOf(date) : `${isoDay(date)} ${clockOf(date)}`;
    case 'dateTimeAsUS':
      return `${usDay(date)} ${halfDay(date)}`;
    case 'dateTimeAsUSNoDateIfToday':
      return today ? halfDay(date) : `${usDay(date)} ${halfDay(date)}`;
    case 'dateTimeAsLocal':
    case 'dateTimeAsLocalNoDateIfToday':
      return date.toLocaleString();
    default:
      return unit.startsWith('time:') ? patterned(date, unit.slice(5)) : undefined;
  }
}

const PARTS: Readonly<Record<string, (date: Date) => string>> = {
  YYYY: (date) => String(date.getFullYear()),
  YY: (date) => pad(date.getFullYear() % 100),
  MM: (date) => pad(date.getMonth() + 1),
  DD: (date) => pad(date.getDate()),
  HH: (date) => pad(date.getHours()),
  mm: (date) => pad(date.getMinutes()),
  ss: (date) => pad(date.getSeconds()),
  SSS: (date) => pad(date.getMilliseconds(), 3),
};

const patterned = (date: Date, pattern: string) =>
  pattern.replaceAll(/YYYY|YY|MM|DD|HH|mm|SSS|ss/g, (part) => PARTS[part]?.(date) ?? part);

/** Up to `under`, a distance in time is said as `one` (a single one) or as so many of `by`. */
const SPANS: readonly (readonly [under: number, one: string | undefined, by: number, many: string])[] = [
  [45_000, 'a few seconds', 1000, 'seconds'],
  [90_000, 'a minute', MINUTE_MS, 'minutes'],
  [45 * MINUTE_MS, undefined, MINUTE_MS, 'minutes'],
  [90 * MINUTE_MS, 'an hour', HOUR_MS, 'hours'],
  [22 * HOUR_MS, undefined, HOUR_MS, 'hours'],
  [36 * HOUR_MS, 'a day', DAY_MS, 'days'],
  [26 * DAY_MS, undefined, DAY_MS, 'days'],
  [45 * DAY_MS, 'a month', 30 * DAY_MS, 'months'],
  [320 * DAY_MS, undefined, 30.44 * DAY_MS, 'months'],
  [548 * DAY_MS, 'a year', 365 * DAY_MS, 'years'],
  [Number.POSITIVE_INFINITY, undefined, 365.25 * DAY_MS, 'years'],
];

/** `5 minutes ago`, `in 3 days`. */
export function timeFromNow(value: number, now: number): string {
  const size = Math.abs(value - now);
  const [, one, by, many] = SPANS.find(([under]) => size < under) ?? [0, undefined, DAY_MS, 'days'];
  const text = one ?? `${Math.round(size / by)} ${many}`;
  return value > now ? `in ${text}` : `${text} ago`;
}
