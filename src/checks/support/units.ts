import * as constants from '@grafana/grafana-foundation-sdk/units';

const IDS: ReadonlySet<string> = new Set(Object.values(constants).filter((id) => typeof id === 'string'));

/** Units Grafana makes from what follows the colon (grafana.com/docs: Standard options, Unit). */
const CUSTOM = /^(prefix|suffix|time|si|count|currency|bool):.+$/s;

/** True for an id of Grafana's table and for a custom unit such as `suffix: flows/s`. */
export function isKnownUnit(unit: string): boolean {
  return IDS.has(unit) || CUSTOM.test(unit);
}

export function isCustomUnit(unit: string): boolean {
  return CUSTOM.test(unit);
}

/**
 * The unit of Grafana's table that a custom one stands for. Packets per second are written `count:p/s`: its own `pps`
 * shows a fifth of a packet as 200 mp/s, which everybody reads as millions.
 */
export function plainUnit(unit: string): string {
  return unit === 'count:p/s' ? 'pps' : unit;
}

export function unitIds(): readonly string[] {
  return [...IDS];
}

const TIME = new Set([
  'ns',
  'µs',
  'ms',
  's',
  'm',
  'h',
  'd',
  'dtdurationms',
  'dtdurations',
  'dthms',
  'dtdhms',
  'clockms',
  'clocks',
  'timeticks',
]);
const DATA = /bytes$|^(dec)?bits$|^([KMGTP]i?B|[KMGTP]i?bit)s$|^(bin)?[Bb]ps$/;

/** What a unit measures, as far as queries can contradict it. */
export function dimensionOf(unit: string): 'time' | 'data' | 'share' | 'date' | undefined {
  if (TIME.has(unit)) return 'time';
  if (DATA.test(unit)) return 'data';
  if (unit === 'percent' || unit === 'percentunit') return 'share';
  return unit.startsWith('dateTime') ? 'date' : undefined;
}
