import type { Json } from '../model/dashboard.ts';
import { listOf, numberOf, objectOf, textOf } from './board.ts';

export interface ThresholdStep {
  /** Undefined: from minus infinity on. */
  readonly value?: number;
  /** Grafana's name of the colour. */
  readonly color: string;
}

export interface Thresholds {
  readonly mode: 'absolute' | 'percentage';
  readonly steps: readonly ThresholdStep[];
}

/** Green at the bottom and red from 80 on, where a panel says nothing: Grafana's default. */
const DEFAULT: readonly ThresholdStep[] = [{ color: 'green' }, { color: 'red', value: 80 }];

export function thresholdsOf(json: Json | undefined): Thresholds {
  const steps = listOf(objectOf(json)['steps']).map((step): ThresholdStep => {
    const value = numberOf(step['value']);
    return { color: textOf(step['color']) || 'green', ...(value === undefined ? {} : { value }) };
  });
  return {
    mode: objectOf(json)['mode'] === 'percentage' ? 'percentage' : 'absolute',
    steps: steps.length > 0 ? steps : DEFAULT,
  };
}

/** Name of the colour at a value. @param range what percentages are of */
export function thresholdColor(value: number, thresholds: Thresholds, range: readonly [number, number]): string {
  const reached = thresholds.steps.filter((step) => value >= thresholdAt(step, thresholds, range));
  return (reached.at(-1) ?? thresholds.steps[0])?.color ?? 'green';
}

/** The value a step begins at. */
export function thresholdAt(
  { value }: ThresholdStep,
  { mode }: Thresholds,
  [low, high]: readonly [number, number],
): number {
  if (value === undefined) return Number.NEGATIVE_INFINITY;
  return mode === 'percentage' ? low + ((high - low) * value) / 100 : value;
}
