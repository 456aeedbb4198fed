import type { RecordDefinition, RuleContext, Selector, TargetLabel } from '../../src/define.ts';
import { by, on, promql, record, recorded } from '../../src/define.ts';
import { unlessRestarted } from '../shared/restarted.ts';

export const DENIED = 'pair:hubble_policy_denied:increase5m';
export const HOURLY = 'pair:hubble_policy_denied:increase5m_avg1h';
export const USUAL = 'pair:hubble_policy_denied:usual5m';
export const WATCHED = 'cluster:hubble_targets:count';

/** Labels of both ends of a flow, which the handler `drop` must have for denials to be told apart. */
export const PAIR = ['source_namespace', 'source_workload', 'destination_namespace', 'destination_workload'] as const;

export const pairOf = ({ clusterLabels }: RuleContext) => [...clusterLabels, ...PAIR] as const;

/** Connections that a network policy refused. Pings are left out: a restart can deny thousands (home-ops#14026). */
export function denials({ metric }: RuleContext): Selector<'hubble_drop_total'> {
  return metric('hubble_drop_total', { reason: ['POLICY_DENIED', 'POLICY_DENY'], protocol: ['TCP', 'UDP', 'SCTP'] });
}

/**
 * Packets denied between two workloads in five minutes. The counters start with the first denial, which increase() does
 * not see: a birth counts in full where Hubble was scraped five minutes ago and had nothing. Whether it had is asked
 * without the job, so that a second job that scrapes the same endpoint gives no birth.
 */
export function deniedPackets(context: RuleContext): RecordDefinition {
  const { metricOf, nodeLabels } = context;
  const denied = denials(context);
  const up = metricOf('hubble', 'up');
  const each = by(denied, ...nodeLabels, ...PAIR);
  return record({
    name: DENIED,
    expr: promql`
      sum ${by(denied, ...pairOf(context))} (
        (
          sum ${each} (${denied})
            unless sum ${each} (${denied} offset 5m)
            and ${on(denied, ...nodeLabels)} max ${by(up, ...nodeLabels)} (${up} offset 5m)
          or
          sum ${each} (increase(${denied}[5m]))
        )
        ${unlessRestarted(context)}
      )`,
    suppress: [
      { code: 'counter-rate', reason: 'the first count of a series is read raw, since increase() does not see it' },
    ],
  });
}

/** Hubbles that Prometheus knows: tells for how long denials have been counted at all. */
export function watchedHubbles({ metricOf, clusterLabels }: RuleContext): RecordDefinition {
  const up = metricOf('hubble', 'up');
  return record({ name: WATCHED, expr: promql`count ${by(up, ...clusterLabels)} (${up})` });
}

/** The mean of the last hour, so that a day is read in 24 samples per pair. */
export function hourlyDenials(): RecordDefinition {
  return record({ name: HOURLY, expr: promql`avg_over_time(${recorded(DENIED)}[1h:5m])` });
}

/**
 * What is usual for a pair in five minutes: the mean of the day up to an hour ago. Hours without a sample count as zero,
 * as long as Hubble was watched then, so that a cut of an hour does not become usual while it lasts.
 */
export function usualDenials(context: RuleContext): RecordDefinition {
  const cluster: readonly TargetLabel[] = context.clusterLabels;
  return record({
    name: USUAL,
    expr: promql`
      sum_over_time(${recorded(HOURLY)}[1d:1h] offset 1h)
      / ${on(denials(context), ...cluster)} group_left
      count_over_time(${recorded(WATCHED)}[1d:1h] offset 1h)`,
  });
}
