import type { Theme } from './colors.ts';
import { colorNamed, paletteColor, schemeColor } from './colors.ts';
import type { FieldConfig } from './field.ts';
import type { Mappable } from './mappings.ts';
import { mappedTo } from './mappings.ts';
import { thresholdColor } from './thresholds.ts';
import type { FormattedValue } from './units.ts';
import { formattedText, formatValue } from './units.ts';

/** What decides the look of a value besides itself. */
export interface Showing {
  readonly theme: Theme;
  /** Place of the series in its panel: the palette goes by it. */
  readonly index: number;
  /** Least and greatest value, where the config names none. */
  readonly range: readonly [number, number];
  /** Milliseconds since the epoch that count as now. */
  readonly now: number;
}

export interface Shown extends FormattedValue {
  readonly color: string;
}

/** A value with text, unit and colour, as Grafana shows it. */
export function shown(value: Mappable | undefined, config: FieldConfig, showing: Showing): Shown {
  const { theme } = showing;
  const mapped = mappedTo(value ?? null, config.mappings);
  const number = typeof value === 'number' ? value : undefined;
  const color = mapped?.color === undefined ? colorOf(number, config, showing) : colorNamed(mapped.color, theme);
  if (mapped?.text !== undefined) return { text: mapped.text, color };
  if (number === undefined || Number.isNaN(number)) {
    return { text: typeof value === 'string' && value !== '' ? value : (config.noValue ?? 'No data'), color };
  }
  return { ...formatValue(number, config.unit, { decimals: config.decimals, now: showing.now }), color };
}

export const shownText = (value: Mappable | undefined, config: FieldConfig, showing: Showing): string =>
  formattedText(shown(value, config, showing));

/** Colour of a value by the scheme of its field. Nothing has the colour of the lowest threshold. */
export function colorOf(value: number | undefined, config: FieldConfig, { theme, index, range }: Showing): string {
  const { mode, fixedColor } = config.color;
  const bounds = boundsOf(config, range);
  if (mode === 'fixed') return colorNamed(fixedColor ?? 'green', theme);
  if (mode === 'shades') return colorNamed(fixedColor ?? 'green', theme);
  if (mode.startsWith('continuous-')) {
    const share = value === undefined ? 0 : (value - bounds[0]) / (bounds[1] - bounds[0] || 1);
    return schemeColor(mode, share, theme);
  }
  if (mode === 'thresholds') {
    return colorNamed(thresholdColor(value ?? Number.NEGATIVE_INFINITY, config.thresholds, bounds), theme);
  }
  return paletteColor(index, theme);
}

/** Least and greatest value of a field: what its config says, else what there is. */
export function boundsOf({ min, max }: FieldConfig, [low, high]: readonly [number, number]): readonly [number, number] {
  return [min ?? low, max ?? high];
}

/** Least and greatest finite number; 0 to 100 when there is none, as Grafana has it. */
export function rangeOf(values: Iterable<number | null | undefined>): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value === null || value === undefined || !Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low > high ? [0, 100] : [low, high];
}
