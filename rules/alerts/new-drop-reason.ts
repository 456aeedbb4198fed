import type { AlertDefinition, RecordDefinition, RuleContext } from '../../src/define.ts';
import { agentReasons, alert, by, not, on, promql, record, recorded } from '../../src/define.ts';
import { unlessRestarted } from '../shared/restarted.ts';
import { namedNodes } from '../shared/template-query.ts';

const GROWTH = 'node_reason:cilium_drops:increase10m';

/** Reasons that say something is wrong; one the catalog does not know yet is among them. */
const telling = not(agentReasons('policy', 'noise', 'not-a-loss'));

/**
 * Packets dropped in ten minutes. The counters live in a pinned map: with a new agent pod they are born at their old
 * value, while a reason that occurs for the first time is born at its first count, which increase() does not see. So
 * pods are merged, and a birth counts only on a node whose other counters were there ten minutes ago.
 */
export function dropGrowth(context: RuleContext): RecordDefinition {
  const { metric, nodeLabels } = context;
  const drops = metric('cilium_drop_count_total');
  const forwarded = metric('cilium_forward_count_total');
  const each = by(drops, ...nodeLabels, 'reason', 'direction');
  const now = promql`max ${each} (${drops})`;
  const before = promql`max ${each} (${drops} offset 10m)`;
  const watched = promql`max ${by(forwarded, ...nodeLabels)} (${forwarded} offset 10m)`;
  return record({
    name: GROWTH,
    expr: promql`sum ${by(drops, ...nodeLabels, 'reason')} (
      (${now} - ${before} > 0 or ${now} unless ${before} and ${on(drops, ...nodeLabels)} ${watched})
      ${unlessRestarted(context)}
    )`,
    suppress: [{ code: 'counter-rate', reason: 'increase() sees no birth: two readings are subtracted instead' }],
  });
}

/**
 * A reason that grew on no node between a day and half an hour ago. What was not read a day ago counts as known, and a
 * Prometheus that has just begun says nothing.
 */
export function newDropReason(context: RuleContext): AlertDefinition {
  const { metric, nodeLabels, nodeLabel, clusterLabels, ofCluster } = context;
  const drops = metric('cilium_drop_count_total');
  const each = by(drops, ...nodeLabels, 'reason', 'direction');
  const reason = [...clusterLabels, 'reason'] as const;
  const lately = promql`max ${each} (${drops} offset 30m)`;
  const yesterday = promql`max ${each} (${drops} offset 1d)`;
  const forwarded = metric('cilium_forward_count_total');
  const watched = promql`max ${by(forwarded, ...clusterLabels)} (${forwarded} offset 30m)`;
  return alert({
    name: 'CiliumDropsNewReason',
    intent: 'DropsNewReason',
    severity: 'ticket',
    summary: 'Packets are dropped for a reason not seen in the last 24 hours.',
    description: `{{ $value | humanize }} packets${ofCluster} were dropped within ten minutes with the reason "{{ $labels.reason }}", which no node counted in the day before.${namedNodes(context, 'Seen on', `sum by (${nodeLabel}) (${GROWTH}{@cluster, @reason}) > 0`)}`,
    expr: promql`
      sum ${by(drops, ...reason)} (${recorded(GROWTH, { reason: telling })}) >= 20
      unless ${on(drops, ...reason)}
      count ${by(drops, ...reason)} (${lately} unless ${lately} == ${yesterday})
      and ${on(drops, ...clusterLabels)} ${watched}`,
    keepFiringFor: '30m',
    labels: reason,
    next: [
      'hubble observe --verdict DROPPED --since 15m -o compact',
      'kubectl -n kube-system exec ds/cilium -c cilium-agent -- cilium-dbg monitor --type drop',
    ],
    board: { dashboard: 'cilium-datapath', panel: 'Losses by reason' },
  });
}
