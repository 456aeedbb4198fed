import type { ThresholdStep } from '../../src/define.ts';

/** One colour per meaning, the same on every board, from Grafana's palette so that light and dark both work. */
export const color = {
  ok: 'green',
  notice: 'blue',
  warning: 'orange',
  critical: 'red',
  neutral: 'text',
  forwarded: 'green',
  dropped: 'red',
  policy: 'purple',
  redirected: 'blue',
} as const;

/** Good below `warning`, bad from `critical` up. */
export function worseAbove(warning: number, critical?: number): readonly ThresholdStep[] {
  const steps = [{ color: color.ok }, { from: warning, color: color.warning }];
  return critical === undefined ? steps : [...steps, { from: critical, color: color.critical }];
}

/** Anything above zero deserves a look. */
export const noneIsGood: readonly ThresholdStep[] = [
  { color: color.ok },
  { from: Number.MIN_VALUE, color: color.critical },
];
