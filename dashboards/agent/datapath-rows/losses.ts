import type { RowDefinition } from '../../../src/define.ts';
import { by, promql, row, timeseries } from '../../../src/define.ts';
import { color } from '../../shared/colors.ts';
import { lossReasons, noiseReasons, policyReasons } from '../../shared/drops.ts';
import { orZero, sumRate } from '../../shared/expressions.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { nodeLink } from '../../shared/node-board.ts';
import { lossThresholds } from '../../shared/objectives.ts';

/** Loss apart from intent and noise: by kind, by reason, by node. */
export function losses({ context, node }: NodeBoard): RowDefinition {
  const { metric, nodeLabels, nodeLegend } = context;
  const lost = metric('cilium_drop_count_total', { reason: lossReasons }, node);
  const forwarded = metric('cilium_forward_count_total', {}, node);
  return row('What is lost, and where?', [
    timeseries({
      title: 'Drops by kind',
      description:
        'Packets dropped per second. Lost: somebody wanted them. Policy: somebody forbade them. Noise: malformed packets and odd protocols such as LLDP or spanning tree, which nobody misses.',
      unit: 'count:p/s',
      min: 0,
      width: 8,
      overrides: [
        { match: 'lost', color: color.dropped },
        { match: 'policy', color: color.policy },
        { match: 'noise', color: color.neutral },
      ],
      targets: [
        { legend: 'lost', query: orZero(sumRate(lost)) },
        {
          legend: 'policy',
          query: orZero(sumRate(metric('cilium_drop_count_total', { reason: policyReasons }, node))),
        },
        { legend: 'noise', query: orZero(sumRate(metric('cilium_drop_count_total', { reason: noiseReasons }, node))) },
      ],
    }),
    timeseries({
      title: 'Losses by reason',
      description:
        'Lost packets per second by reason and direction, the ten largest. Stale or unroutable IP: pods that are gone, or ipcache lag. Service backend not found: no ready backend. CT: Map insertion failed: the conntrack map is full. FIB lookup failed: routes of the node.',
      unit: 'count:p/s',
      min: 0,
      width: 8,
      legend: '{{reason}} {{direction}}',
      noValue: 'Nothing lost',
      links: [{ title: 'Workloads behind it', dashboard: 'hubble-drops' }],
      emptyInHealth: { fault: 'drops', reason: 'A reason has no series before its first drop.' },
      query: promql`topk(10, ${sumRate(lost, 'reason', 'direction')})`,
    }),
    timeseries({
      title: 'Loss ratio by node',
      description:
        'Lost packets as a share of all packets of the node, the ten worst. One node: its maps, routes or cable. All nodes: a change of configuration, or the underlay.',
      unit: 'percentunit',
      min: 0,
      width: 8,
      thresholds: lossThresholds,
      legend: nodeLegend,
      noValue: 'Nothing lost',
      emptyInHealth: { fault: 'drops', reason: 'A reason has no series before its first drop.' },
      overrides: [nodeLink(context, 'cilium-datapath', 'Only this node')],
      query: promql`
        topk(10,
          sum ${by(lost, ...nodeLabels)} (rate(${lost}[$__rate_interval]))
          / (
            sum ${by(forwarded, ...nodeLabels)} (rate(${forwarded}[$__rate_interval]))
            + sum ${by(lost, ...nodeLabels)} (rate(${lost}[$__rate_interval]))
          )
        )`,
    }),
  ]);
}
