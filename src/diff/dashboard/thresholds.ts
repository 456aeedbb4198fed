import type { Json, JsonObject } from '../../model/dashboard.ts';
import { isObject, listOf } from '../object-changes.ts';

/** Thresholds as a reader sees them: `green, orange from 1, red from 10`. */
export function thresholdWords(thresholds: Json | undefined): string {
  if (!isObject(thresholds)) return 'none';
  const percent = thresholds['mode'] === 'percentage' ? ' %' : '';
  const steps = listOf(thresholds['steps']).map((step) => stepWords(step, percent));
  return steps.join(', ') || 'none';
}

function stepWords({ color, value }: JsonObject, percent: string): string {
  const from = value === null || value === undefined ? '' : ` from ${value}${percent}`;
  return `${color}${from}`;
}
