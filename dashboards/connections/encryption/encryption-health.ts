import type { RowDefinition } from '../../../src/define.ts';
import { by, promql, row, stat } from '../../../src/define.ts';
import { criticalFrom, noticeFrom, WINDOW_OF_THE_ALERT } from '../../incidents/tile.ts';
import { color, noneIsGood, worseAbove } from '../../shared/colors.ts';
import { orZero, sumRate } from '../../shared/expressions.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { clusterLabels } from '../../shared/node-board.ts';
import { featureTile } from '../feature-tile.ts';

export function encryptionHealth({ context, node }: NodeBoard): RowDefinition {
  const { metric, nodeLabels } = context;
  const xfrm = metric('cilium_ipsec_xfrm_error', {}, node);
  const keys = metric('cilium_ipsec_keys', {}, node);
  const states = metric('cilium_ipsec_xfrm_states', {}, node);
  const plain = metric('cilium_drop_count_total', { reason: 'Traffic is unencrypted' }, node);
  const tile = { unit: 'short', decimals: 0, width: 4, height: 4, noValue: 'No IPsec in use' };
  const cluster = clusterLabels(context);
  return row('Is it healthy?', [
    featureTile(context, 'cilium_feature_adv_connect_and_lb_transparent_encryption', {
      title: 'Agents that encrypt',
      description:
        'Share of the agents with WireGuard or IPsec on, in the cluster with most. Part of a cluster is traffic in the clear to the rest of it. For WireGuard this is all that Cilium counts: its handshakes are in `cilium-dbg encrypt status`.',
    }),
    stat({
      ...tile,
      title: 'IPsec errors, worst node',
      description:
        'Packets that IPsec of the worst node refused in five minutes. Each of them is lost, and no drop counter shows it. After a rotation of keys a few; steadily, two nodes use different keys.',
      thresholds: criticalFrom(10),
      alerts: ['CiliumIPsecErrors'],
      suppress: WINDOW_OF_THE_ALERT,
      query: promql`max(sum ${by(xfrm, ...nodeLabels)} (increase(${xfrm}[5m])))`,
    }),
    stat({
      ...tile,
      title: 'Dropped in the clear',
      description:
        'Packets per second that strict mode refused because they would have left in the clear. Zero is right. Right after a pod moved some are expected; steadily, a node or a CIDR is missing from what is encrypted.',
      unit: 'count:p/s',
      decimals: 1,
      thresholds: noneIsGood,
      noValue: '0',
      query: orZero(sumRate(plain)),
    }),
    stat({
      ...tile,
      title: 'Keys in use',
      description:
        'Most keys any node uses. Two for the minutes of a rotation; two the day after is a rotation that did not end: the old key is still accepted.',
      thresholds: noticeFrom(2),
      query: promql`max(${keys})`,
    }),
    stat({
      ...tile,
      title: 'Nodes with other keys',
      description:
        'Nodes with a different number of keys than most of their cluster. During a rotation they go through it one by one; a node that stays behind can not read what the others send.',
      thresholds: worseAbove(1),
      query: promql`
        sum(
          max ${by(keys, ...nodeLabels)} (${keys})
          != bool ${{ kind: 'grouping', keyword: 'on', labels: cluster }} group_left ()
          round(avg ${by(keys, ...cluster)} (${keys}))
        )`,
    }),
    stat({
      ...tile,
      title: 'Fewest tunnels',
      description:
        'Directions of traffic to other nodes that the node with fewest has keys installed for. It should grow with the cluster; far below the others means that the node does not encrypt, or not reach, some of them.',
      thresholds: [{ color: color.neutral }],
      query: promql`min(sum ${by(states, ...nodeLabels)} (${states}))`,
    }),
  ]);
}
