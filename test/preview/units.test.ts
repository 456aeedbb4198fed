import { describe, expect, it } from 'vitest';
import { formatTick, formattedText, formatValue, unitName } from '../../src/preview/units.ts';

/** Noon of a summer's day, in the zone of the machine. */
const NOON = new Date(2026, 6, 1, 12, 0, 0).getTime();
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('values in units, as Grafana 12 writes them', () => {
  it.each<[unit: string, value: number, text: string, decimals?: number]>([
    ['none', 1.2, '1.20'],
    ['none', 12.34, '12.3'],
    ['none', 0.001234, '0.00123'],
    ['none', 42, '42'],
    ['none', 0, '0'],
    ['none', 1.2, '1.2', 1],
    ['none', 2, '2.00', 2],
    ['none', -0.5, '-0.500'],
    ['none', Number.POSITIVE_INFINITY, '∞'],
    ['none', Number.NaN, 'NaN'],
    ['short', 999, '999'],
    ['short', 1000, '1 K'],
    ['short', 1_234_567, '1.23 Mil'],
    ['short', 0.02, '0.0200'],
    ['percent', 12.5, '12.5%'],
    ['percentunit', 0.0333, '3.33%'],
    ['percentunit', 0.5, '50%'],
    ['percentunit', 0.001, '0.100%'],
    ['percentunit', 1, '100.00%', 2],
    ['s', 0, '0 s'],
    ['s', 0.000_000_5, '500 ns'],
    ['s', 0.000_25, '250 µs'],
    ['s', 0.75, '750 ms'],
    ['s', 1.5, '1.50 s'],
    ['s', 60, '1 min'],
    ['s', 90, '1.50 mins'],
    ['s', 7200, '2 hours'],
    ['s', 86_400 * 3, '3 days'],
    ['s', 604_800 * 2, '2 weeks'],
    ['ms', 900, '900 ms'],
    ['ms', 1500, '1.50 s'],
    ['ms', 120_000, '2 mins'],
    ['ns', 1500, '1.50 µs'],
    ['µs', 2_000_000, '2 s'],
    ['m', 30, '30 min'],
    ['m', 120, '2 hours'],
    ['h', 5, '5 hour'],
    ['h', 48, '2 days'],
    ['d', 2, '2 days'],
    ['d', 14, '2 weeks'],
    ['bytes', 1024, '1 KiB'],
    ['bytes', 1_572_864, '1.50 MiB'],
    ['bytes', 0, '0 B'],
    ['decbytes', 1500, '1.50 kB'],
    ['bits', 2048, '2 Kib'],
    ['kbytes', 2048, '2 MiB'],
    ['Bps', 2_500_000, '2.50 MB/s'],
    ['binBps', 2048, '2 KiB/s'],
    ['bps', 1000, '1 kb/s'],
    ['pps', 1200, '1.20 kp/s'],
    ['pps', 0.05, '50 mp/s'],
    ['Mbits', 1500, '1.50 Gb/s'],
    ['eps', 0.5, '0.500 evt/s'],
    ['ops', 12_345, '12.3K ops/s'],
    ['reqps', 43.7, '43.7 req/s'],
    ['cps', 1e9, '1B c/s'],
    ['bool_yes_no', 1, 'Yes'],
    ['bool_yes_no', 0, 'No'],
    ['bool_on_off', 1, 'On'],
    ['bool', 0, 'False'],
    ['dtdurations', 3665, '1 hour'],
    ['dtdurations', 3665, '1 hour, 1 minute, 5 seconds', 2],
    ['dtdurations', 0, '0 seconds'],
    ['dtdurationms', 90_000, '1 minute, 30 seconds', 1],
    ['dthms', 3665, '01:01:05'],
    ['dtdhms', 90_061, '1 d 01:01:01'],
    ['hex', 255, 'FF'],
    ['hex0x', -255, '-0xFF'],
    ['sci', 1234, '1.23e+3', 2],
    ['celsius', 21.5, '21.5 °C'],
    ['suffix:pods', 3, '3 pods'],
    ['prefix:~', 3, '~3'],
    ['count:pods', 1500, '1.50K pods'],
    ['si:mV', 1500, '1.50 V'],
    ['bool:up/down', 0, 'down'],
    ['furlongs', 3, '3 furlongs'],
    ['', 3, '3'],
  ])('%s: %s is %s', (unit, value, text, decimals) => {
    expect(formattedText(formatValue(value, unit, { decimals }))).toBe(text);
  });

  it.each<[unit: string, value: number, text: string]>([
    ['dateTimeAsIso', NOON, '2026-07-01 12:00:00'],
    ['dateTimeAsIsoNoDateIfToday', NOON - MINUTE, '11:59:00'],
    ['dateTimeAsIsoNoDateIfToday', NOON - DAY, '2026-06-30 12:00:00'],
    ['dateTimeAsUS', NOON, '07/01/2026 12:00:00 pm'],
    ['time:YYYY/MM/DD HH:mm', NOON, '2026/07/01 12:00'],
    ['dateTimeFromNow', NOON - 10_000, 'a few seconds ago'],
    ['dateTimeFromNow', NOON - MINUTE, 'a minute ago'],
    ['dateTimeFromNow', NOON - 5 * MINUTE, '5 minutes ago'],
    ['dateTimeFromNow', NOON - 3 * 60 * MINUTE, '3 hours ago'],
    ['dateTimeFromNow', NOON + 3 * DAY, 'in 3 days'],
    ['dateTimeFromNow', NOON - 400 * DAY, 'a year ago'],
  ])('%s', (unit, value, text) => {
    expect(formattedText(formatValue(value, unit, { now: NOON }))).toBe(text);
  });
});

describe('ticks of an axis', () => {
  it.each<[unit: string | undefined, value: number, increment: number, text: string]>([
    ['percentunit', 0.05, 0.05, '5%'],
    ['percentunit', 0.005, 0.005, '0.5%'],
    ['reqps', 1500, 500, '1.50K req/s'],
    ['s', 0.15, 0.05, '150 ms'],
    ['bytes', 1_073_741_824, 268_435_456, '1 GiB'],
    [undefined, 0.25, 0.25, '0.25'],
    ['dtdurations', 60, 60, '1 minute'],
  ])('%s at %s with steps of %s is %s', (unit, value, increment, text) => {
    expect(formatTick(value, unit, increment)).toBe(text);
  });
});

it('calls units what they put behind a number', () => {
  expect(['ops', 'pps', 'percentunit', undefined, 's', 'furlongs'].map(unitName)).toEqual([
    'ops/s',
    'p/s',
    'percent (0.0 to 1.0)',
    'number',
    'time (s)',
    'furlongs',
  ]);
});
