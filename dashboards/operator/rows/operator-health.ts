import type { BuildContext, PanelDefinition, RowDefinition } from '../../../src/define.ts';
import { by, perMinor, promql, row, stat } from '../../../src/define.ts';
import { color, noneIsGood, worseAbove } from '../../shared/colors.ts';
import { orZero } from '../../shared/expressions.ts';
import { IDENTITY_LIMIT } from '../../shared/identity-limit.ts';
import { logRate } from '../../shared/log-rate.ts';
import { clusterLabels } from '../../shared/node-board.ts';

/**
 * Only the leader works, all replicas report: gauges are the highest of them, never their sum.
 * Tiles show the worst cluster of those chosen.
 */
export function operatorHealth(context: BuildContext): RowDefinition {
  return row('Is it healthy?', [...processTiles(context), ...workTiles(context)]);
}

function processTiles(context: BuildContext): readonly PanelDefinition[] {
  const { metric, metricOf } = context;
  const up = metricOf('operator', 'up');
  const started = metric('cilium_operator_process_start_time_seconds');
  return [
    stat({
      title: 'Operators up',
      description:
        'Replicas that answer, in the cluster with fewest. Running pods do not notice an operator that is gone; new nodes get no pod range, identities and endpoints are no longer cleaned up. 0: look at its pods and at the lease cilium-operator-resource-lock.',
      unit: 'short',
      width: 6,
      height: 3,
      thresholds: [{ color: color.critical }, { from: 1, color: color.ok }],
      query: promql`min(sum ${by(up, ...clusterLabels(context))} (${up}))`,
    }),
    stat({
      title: 'Operator restarts',
      description:
        'Starts of operator processes in the time range. Repeated ones without a rollout are crashes or a lost lease, often because the API server answers too slowly: read the previous container log.',
      unit: 'short',
      decimals: 0,
      width: 6,
      height: 3,
      thresholds: worseAbove(1, 5),
      query: promql`sum(changes(${started}[$__range]))`,
    }),
    stat({
      title: 'Errors logged',
      description:
        'Lines at level error per second, over all replicas. A healthy operator logs next to none. The row below says where they come from.',
      unit: 'cps',
      decimals: 2,
      width: 6,
      height: 3,
      thresholds: worseAbove(0.01, 1),
      query: orZero(promql`sum(${logRate(context, 'cilium_operator_errors_warnings_total', 'error')})`),
    }),
  ];
}

function workTiles(context: BuildContext): readonly PanelDefinition[] {
  const { metric } = context;
  const identities = metric('cilium_operator_identity_gc_entries', { status: 'alive' });
  const failedRuns = metric('cilium_operator_identity_gc_runs', { outcome: 'fail' });
  const endpointGc = metric('cilium_operator_endpoint_gc_objects', { outcome: 'fail' });
  return [
    stat({
      title: 'Identities used',
      description:
        'Identities alive in the cluster as a share of the 65,280 there can be. At the limit new workloads get no identity and do not start. Exclude labels with many values from identities (the labels setting) long before.',
      unit: 'percentunit',
      decimals: 1,
      width: 6,
      height: 3,
      thresholds: worseAbove(0.5, 0.8),
      query: promql`max(${identities}) / ${IDENTITY_LIMIT}`,
    }),
    stat({
      title: 'Failed identity collections',
      description:
        'Identity collections that failed in the time range. Unused identities then stay, and take room from the limit. Read the operator log for conflicts or missing permissions.',
      unit: 'short',
      width: 6,
      height: 3,
      decimals: 0,
      thresholds: worseAbove(1),
      // a gauge that only grows until the operator restarts, and would keep the tile orange for ever
      query: orZero(promql`sum(increase(${failedRuns}[$__range]))`),
    }),
    stat({
      title: 'Endpoint deletions failing',
      description:
        'CiliumEndpoints per second that could not be deleted. Stale ones give the addresses of dead pods to new ones with the wrong identity.',
      unit: 'ops',
      decimals: 2,
      width: 6,
      height: 3,
      thresholds: noneIsGood,
      query: orZero(promql`sum(rate(${endpointGc}[$__rate_interval]))`),
    }),
    stat({
      title: 'Pods without Cilium',
      description:
        'Pods in the pod network that have no CiliumEndpoint: no policy applies to them and none of their traffic shows. They started before Cilium: restart them.',
      unit: 'short',
      width: 6,
      height: 3,
      minors: { from: '1.17' },
      thresholds: worseAbove(1),
      query: promql`max(${metric('cilium_operator_unmanaged_pods')})`,
    }),
    stat({
      title: 'Services without an address',
      description:
        'Services of type LoadBalancer that LB-IPAM could not give what they ask for: no pool matches, the pool is empty, or the address is taken. `kubectl describe` of the service has the reason. 0 as well where no pool exists.',
      unit: 'short',
      width: 6,
      height: 3,
      thresholds: worseAbove(1),
      query: orZero(
        promql`max(${perMinor(
          { until: '1.16', query: promql`${metric('cilium_operator_lbipam_services_unsatisfied_total')}` },
          { from: '1.17', query: promql`${metric('cilium_operator_lbipam_services_unsatisfied')}` },
        )})`,
      ),
    }),
  ];
}
