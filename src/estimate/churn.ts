import type { LabelSets } from './label-sets.ts';

/** What replacing pods does to label sets. All are numbers of label sets. */
export interface Churn {
  /** That appear in a day. */
  readonly newPerDay: number;
  /** There are, after days in which no agent restarted. */
  readonly afterDays: number;
  /** Of pods that are gone, and stay in memory and in every scrape until the agent restarts, for one rollout. */
  readonly leakPerRollout: number;
}

export interface Rollouts {
  /** Rollouts of each workload in a day. */
  readonly perWorkload: number;
  readonly workloads: number;
  readonly days: number;
}

/**
 * A rollout gives a workload's pods other names and addresses. Every label set that names one of them appears anew:
 * count x sides / workloads for each rollout. The agent deletes those of a pod only where a label of the handler says which
 * pod (`source` or `destination` as `pod`, or namespace and pod in `labelsContext`), a minute after it is gone
 * (pkg/hubble/metrics/metrics.go); all others stay. Label sets of workloads appear on nodes that had no pod of them yet.
 * @param now label sets without rollouts
 * @param later label sets of as many generations of pods as there are after a day, and after all days, on random nodes
 */
export function churnOf(
  now: LabelSets,
  later: { readonly day: number; readonly end: number },
  rollouts: Rollouts,
): Churn {
  const { count, podSides, cleanedSides } = now;
  const { perWorkload, workloads, days } = rollouts;
  if (podSides === 0) {
    return { newPerDay: Math.max(0, later.day - count), afterDays: Math.max(count, later.end), leakPerRollout: 0 };
  }
  const replaced = perWorkload * days;
  const newPerDay = count * podSides * perWorkload;
  const perRollout = (count * podSides) / workloads;
  if (cleanedSides === podSides) return { newPerDay, afterDays: count, leakPerRollout: 0 };
  // the dead partners of a pod that is cleaned go with it: what is left is those of its own life so far
  if (cleanedSides > 0) {
    return { newPerDay, afterDays: count * (2 - Math.exp(-replaced)), leakPerRollout: perRollout / 2 };
  }
  return { newPerDay, afterDays: count * (1 + podSides * replaced), leakPerRollout: perRollout };
}
