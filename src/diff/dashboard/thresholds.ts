import type { Json, JsonObject } from '../../model/dashboard.ts';
import { isObject, listOf } from '../../model/json.ts';

/** Thresholds as a reader sees them: `green, orange from 1, red from 10`. */
export function thresholdWords(thresholds: Json | undefined): string {
  if (!isObject(thresholds)) return 'none';
  const percent = thresholds['mode'] === 'percentage' ? ' %' : '';
  const steps = listOf(thresholds['steps']).map((step, index) => stepWords(step, percent, index === 0));
  return steps.join(', ') || 'none';
}

/** The first step begins below everything, whatever it says. */
function stepWords({ color, value }: JsonObject, percent: string, first: boolean): string {
  const from = first || value === null || value === undefined ? '' : ` from ${value}${percent}`;
  return `${color}${from}`;
}
