import type { RowDefinition } from '../../../src/define.ts';
import { by, perMinor, promql, row, stat } from '../../../src/define.ts';
import { criticalFrom, WINDOW_OF_THE_ALERT } from '../../incidents/tile.ts';
import { worseAbove } from '../../shared/colors.ts';
import { orZero } from '../../shared/expressions.ts';
import { clusterLabels } from '../../shared/node-board.ts';
import { featureTile } from '../feature-tile.ts';
import type { BgpBoard } from './bgp-board.ts';
import { session } from './bgp-board.ts';

export function bgpHealth(board: BgpBoard): RowDefinition {
  const { context, node, peer } = board;
  const { metric, nodeLabels } = context;
  const state = metric('cilium_bgp_control_plane_session_state', {}, node, peer);
  const advertised = metric('cilium_bgp_control_plane_advertised_routes', {}, node, peer);
  const errors = metric('cilium_bgp_control_plane_reconcile_errors_total', {}, node);
  const grown = perMinor(
    {
      until: '1.17',
      query: promql`increase(${metric('cilium_bgp_control_plane_reconcile_error_count', {}, node)}[10m])`,
    },
    { from: '1.18', query: promql`increase(${errors}[10m])` },
  );
  const tile = { unit: 'short', decimals: 0, width: 4, height: 4, noValue: 'No BGP in use' };
  return row('Is it healthy?', [
    stat({
      ...tile,
      title: 'Sessions down',
      description:
        'Sessions that are configured and not established. That router no longer learns the node: traffic from outside takes another way, or none. Peers that are down on purpose count too; declare them as noise in the settings for the alert.',
      thresholds: criticalFrom(1),
      alerts: ['CiliumBGPSessionDown'],
      query: promql`sum(${session(board)} == bool 0)`,
    }),
    stat({
      ...tile,
      title: 'Nodes one peer lost',
      description:
        'Nodes that have lost the same router. Three and more of them are one fault, on that router or on the way to it, and not one per node.',
      thresholds: worseAbove(1, 3),
      alerts: ['CiliumBGPPeerDown'],
      query: promql`max(sum ${by(state, ...clusterLabels(context), 'neighbor')} (${session(board)} == bool 0))`,
    }),
    stat({
      ...tile,
      title: 'Sessions established',
      description: 'Sessions that are up, of all nodes and peers. Compare it with nodes times routers per rack.',
      query: promql`sum(${session(board)})`,
    }),
    stat({
      ...tile,
      title: 'Sessions, no routes',
      description:
        'Sessions over which the node offers no route at all, in no family. Services behind it are not reached that way: look at the advertisements and the labels they select. Zero is normal for peers that only send.',
      thresholds: worseAbove(1),
      query: promql`sum(sum ${by(advertised, ...nodeLabels, 'neighbor')} (${advertised}) == bool 0)`,
    }),
    context.within({ from: '1.17' }) &&
      stat({
        ...tile,
        title: 'Agents failing',
        description:
          'Agents that failed within ten minutes to bring BGP to the state their configuration describes. Sessions stay as they are; what changed since is not advertised.',
        thresholds: worseAbove(1),
        alerts: ['CiliumBGPReconcileErrors'],
        suppress: WINDOW_OF_THE_ALERT,
        query: orZero(promql`sum(sum ${by(errors, ...nodeLabels)} (${grown}) > bool 0)`),
      }),
    featureTile(context, 'cilium_feature_adv_connect_and_lb_bgp_enabled', {
      title: 'Agents with BGP on',
      description:
        'Share of the agents that run the BGP control plane. It is a setting of the cluster: less than all is a rollout that has not ended.',
    }),
  ]);
}
