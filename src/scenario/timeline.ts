import type { Settings } from '../settings/settings.ts';

/** When samples are taken. Seconds since the epoch; `end` is the last sample. */
export interface Timeline {
  readonly start: number;
  readonly end: number;
  readonly step: number;
  /** When faults begin. */
  readonly onset: number;
}

/** Blocks of Prometheus are aligned to two hours; promtool reads its whole input once per block it has to write. */
const BLOCK = 7200;

/**
 * A timeline of at most two hours that lies inside one block and ends with it, so that the backfill is one pass.
 * @param now seconds since the epoch
 * @param length seconds of history; faults begin half an hour before the end, or half way when that is shorter
 */
export function timelineBefore(now: number, length: number, step: number): Timeline {
  const boundary = Math.floor(now / BLOCK) * BLOCK;
  const end = boundary - step;
  const start = Math.max(boundary - BLOCK, end - Math.floor(length / step) * step);
  const onset = end - Math.floor(Math.min(1800, length / 2) / step) * step;
  return { start, end, step, onset };
}

/** A timeline that ends at the last step before now, for a Prometheus that goes on from there. */
export function timelineUntil(now: number, length: number, step: number): Timeline {
  const end = Math.floor(now / step) * step;
  const start = end - Math.floor(length / step) * step;
  return { start, end, step, onset: end - Math.floor(Math.min(1800, length / 2) / step) * step };
}

export function sampleCount({ start, end, step }: Timeline): number {
  return Math.floor((end - start) / step) + 1;
}

/** 2026-01-01T02:00Z. Synthetic time stands still, so that a report only changes when the content does. */
const NOW = 1_767_232_800;

/** An hour to look at, the rate window before its first point, and what aligning to the step takes. */
const HISTORY = 4200;

/** The timeline of proofs: always the same, at the scrape interval of the settings. */
export function proofTimeline({ scrape }: Settings): Timeline {
  return timelineBefore(NOW, HISTORY, scrape.interval);
}
