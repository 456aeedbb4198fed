import { dateFormatted, timeFromNow } from './dates.ts';
import { durationInWords, durationScaled, isDuration } from './durations.ts';
import { fixed, scaled } from './numbers.ts';
import { COUNTED, LITERAL, SCALED } from './unit-tables.ts';

/** A value as Grafana shows it, in the three parts it sets in different sizes. */
export interface FormattedValue {
  readonly prefix?: string;
  readonly text: string;
  readonly suffix?: string;
}

export interface UnitOptions {
  /** Undefined: as many as Grafana takes by itself. */
  readonly decimals?: number | undefined;
  /** Milliseconds since the epoch that count as now. */
  readonly now?: number | undefined;
}

const SHORT = ['', ' K', ' Mil', ' Bil', ' Tri', ' Quadr', ' Quint', ' Sext', ' Sept'];
const COUNT = ['', 'K', 'M', 'B', 'T'];
const SI = ['f', 'p', 'n', 'µ', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y'];
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei', 'Zi', 'Yi'];
const BOOLEANS: Readonly<Record<string, readonly [yes: string, no: string]>> = {
  bool: ['True', 'False'],
  bool_yes_no: ['Yes', 'No'],
  bool_on_off: ['On', 'Off'],
};

/**
 * A value in a unit of Grafana, with the text and suffix Grafana 12 gives it (packages/grafana-data/src/valueFormats).
 * An unknown unit is put behind the number, as Grafana does.
 */
export function formatValue(value: number, unit = 'none', options: UnitOptions = {}): FormattedValue {
  const { decimals } = options;
  if (isDuration(unit)) return durationScaled(value, unit, decimals);
  const inWords = durationInWords(value, unit, decimals) ?? dateIn(value, unit, options);
  if (inWords !== undefined) return { text: inWords };
  const counted = COUNTED[unit];
  if (counted !== undefined) return countOf(value, counted, decimals);
  const scale = SCALED[unit];
  if (scale) {
    const [system, symbol, offset] = scale;
    return system === 'si' ? si(value, symbol, offset, decimals) : binary(value, symbol, offset, decimals);
  }
  const boolean = BOOLEANS[unit];
  if (boolean) return { text: value ? boolean[0] : boolean[1] };
  return plain(value, unit, decimals) ?? custom(value, unit, options);
}

/** All three parts in one text. */
export function formattedText({ prefix = '', text, suffix = '' }: FormattedValue): string {
  return `${prefix}${text}${suffix}`;
}

/** Numbers without a scale. */
function plain(value: number, unit: string, decimals: number | undefined): FormattedValue | undefined {
  switch (unit) {
    case '':
    case 'none':
      return { text: fixed(value, decimals) };
    case 'string':
      return { text: String(value) };
    case 'short':
      return scaled(value, { factor: 1000, suffixes: SHORT, offset: 0 }, decimals);
    case 'percent':
      return { text: fixed(value, decimals), suffix: '%' };
    case 'percentunit':
      return { text: fixed(100 * value, decimals), suffix: '%' };
    case 'hex':
      return { text: hexadecimal(value, decimals) };
    case 'hex0x':
      return { text: hexadecimal(value, decimals).replace(/^(-?)/, '$10x') };
    case 'sci':
      return { text: value.toExponential(decimals) };
    case 'locale':
      return {
        text: value.toLocaleString(undefined, decimals === undefined ? {} : { maximumFractionDigits: decimals }),
      };
    default:
      return unit in LITERAL ? { text: fixed(value, decimals), suffix: ` ${LITERAL[unit]}` } : undefined;
  }
}

/** `suffix:x`, `prefix:x`, `si:ms`, `count:x`, `time:YYYY`, `bool:yes/no`, `currency:x`; anything else is a suffix. */
function custom(value: number, unit: string, { decimals }: UnitOptions): FormattedValue {
  const at = unit.indexOf(':');
  const [kind, rest] = at > 0 ? [unit.slice(0, at), unit.slice(at + 1)] : ['', unit];
  switch (kind) {
    case 'prefix':
      return { text: fixed(value, decimals), prefix: rest };
    case 'suffix':
      return { text: fixed(value, decimals), suffix: ` ${rest}` };
    case 'count':
      return countOf(value, rest, decimals);
    case 'si': {
      const offset = Math.max(0, SI.indexOf(rest[0] ?? '')) - (SI.includes(rest[0] ?? '') ? SI.indexOf('') : 0);
      return si(value, offset === 0 ? rest : rest.slice(1), offset, decimals);
    }
    case 'bool': {
      const [yes = '', no = '-'] = rest.split('/');
      return { text: value ? yes : no };
    }
    case 'currency':
      return { ...scaled(value, { factor: 1000, suffixes: COUNT, offset: 0 }, decimals), prefix: rest };
    default:
      return { text: fixed(value, decimals), suffix: ` ${unit}` };
  }
}

function dateIn(value: number, unit: string, { now = Date.now() }: UnitOptions): string | undefined {
  if (unit === 'dateTimeFromNow') return timeFromNow(value, now);
  return dateFormatted(value, unit, now);
}

function si(value: number, symbol: string, offset: number, decimals: number | undefined): FormattedValue {
  const suffixes = SI.map((prefix) => ` ${prefix}${symbol}`);
  return scaled(value, { factor: 1000, suffixes, offset: SI.indexOf('') + offset }, decimals);
}

function binary(value: number, symbol: string, offset: number, decimals: number | undefined): FormattedValue {
  const suffixes = BINARY.map((prefix) => ` ${prefix}${symbol}`);
  return scaled(value, { factor: 1024, suffixes, offset }, decimals);
}

function countOf(value: number, symbol: string, decimals: number | undefined): FormattedValue {
  const { text, suffix = '' } = scaled(value, { factor: 1000, suffixes: COUNT, offset: 0 }, decimals);
  return { text, suffix: `${suffix} ${symbol}` };
}

const hexadecimal = (value: number, decimals: number | undefined) =>
  Number(fixed(value, decimals)).toString(16).toUpperCase();

/**
 * A tick of an axis. Where ticks are less than one apart their distance says how many decimals there are, and zeros at
 * the end say nothing (packages/grafana-ui, UPlotAxisBuilder).
 */
export function formatTick(value: number, unit: string | undefined, increment: number, decimals?: number): string {
  const [, fraction = ''] = String(Math.round(increment * 1e6) / 1e6).split('.');
  if (decimals !== undefined || fraction === '') return formattedText(formatValue(value, unit, { decimals }));
  const parts = formatValue(value, unit, { decimals: fraction.length });
  const number = Number(parts.text);
  return formattedText(parts.text === '' || Number.isNaN(number) ? parts : { ...parts, text: String(number) });
}

/** How a unit is called in a list of facts: `ops` is shown as `ops/s`. */
export function unitName(unit: string | undefined): string {
  if (unit === undefined || unit === '' || unit === 'none') return 'number';
  if (unit === 'percentunit') return 'percent (0.0 to 1.0)';
  if (unit === 'percent') return 'percent (0 to 100)';
  return COUNTED[unit] ?? SCALED[unit]?.[1] ?? (isDuration(unit) ? `time (${unit})` : unit);
}
