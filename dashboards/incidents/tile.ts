import type { ThresholdStep } from '../../src/define.ts';
import { color } from '../shared/colors.ts';

/** A tile of the first row: four to a line, so that its title fits on a laptop; low, so that the path below is seen with it. */
export const TILE = { width: 6, height: 3 } as const;

/** For tiles that look as far back as the alert they depict. */
export const WINDOW_OF_THE_ALERT = [
  { code: 'rate-interval', reason: 'It looks as far back as the alert it depicts, whatever range the board shows.' },
] as const;

/** Worth knowing, and no fault. */
export function noticeFrom(value: number): readonly ThresholdStep[] {
  return [{ color: color.ok }, { from: value, color: color.notice }];
}

/** Someone is called for this. */
export function criticalFrom(value: number): readonly ThresholdStep[] {
  return [{ color: color.ok }, { from: value, color: color.critical }];
}
