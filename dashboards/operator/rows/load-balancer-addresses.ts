import type { BuildContext, RowDefinition } from '../../../src/define.ts';
import { by, perMinor, promql, row, timeseries } from '../../../src/define.ts';
import { worseAbove } from '../../shared/colors.ts';
import { clusterLabels, clusterLegend } from '../../shared/node-board.ts';

const noPool = 'No load balancer pool';

/** LB-IPAM; its gauges carried `_total` in their names until 1.16. */
export function loadBalancerAddresses(context: BuildContext): RowDefinition {
  const { metric } = context;
  const cluster = clusterLabels(context);
  const anyUsed = metric('cilium_operator_lbipam_ips_used');
  const perPool = by(anyUsed, ...cluster, 'pool');
  const used = perMinor(
    { until: '1.16', query: promql`${metric('cilium_operator_lbipam_ips_used_total')}` },
    { from: '1.17', query: promql`${anyUsed}` },
  );
  const available = perMinor(
    { until: '1.16', query: promql`${metric('cilium_operator_lbipam_ips_available_total')}` },
    { from: '1.17', query: promql`${metric('cilium_operator_lbipam_ips_available')}` },
  );
  const matching = perMinor(
    { until: '1.16', query: promql`${metric('cilium_operator_lbipam_services_matching_total')}` },
    { from: '1.17', query: promql`${metric('cilium_operator_lbipam_services_matching')}` },
  );
  const unsatisfied = perMinor(
    { until: '1.16', query: promql`${metric('cilium_operator_lbipam_services_unsatisfied_total')}` },
    { from: '1.17', query: promql`${metric('cilium_operator_lbipam_services_unsatisfied')}` },
  );
  const conflicting = perMinor(
    { until: '1.16', query: promql`${metric('cilium_operator_lbipam_conflicting_pools_total')}` },
    { from: '1.17', query: promql`${metric('cilium_operator_lbipam_conflicting_pools')}` },
  );
  return row(
    'Load balancer addresses: do services get one?',
    [
      timeseries({
        title: 'Services matched and unsatisfied',
        description:
          'Services of type LoadBalancer that a pool serves, and those that got nothing or not what they asked for.',
        unit: 'short',
        min: 0,
        width: 8,
        noValue: noPool,
        targets: [
          { legend: clusterLegend(context, 'matched'), query: promql`max ${by(anyUsed, ...cluster)} (${matching})` },
          {
            legend: clusterLegend(context, 'unsatisfied'),
            query: promql`max ${by(anyUsed, ...cluster)} (${unsatisfied})`,
          },
        ],
      }),
      timeseries({
        title: 'Fullest pools',
        description:
          'Addresses in use as a share of the pool, the ten fullest pools. At 100 % the next service stays pending: add a range to the CiliumLoadBalancerIPPool.',
        unit: 'percentunit',
        min: 0,
        width: 8,
        thresholds: worseAbove(0.8, 1),
        thresholdStyle: 'dashed',
        legend: clusterLegend(context, '{{pool}}'),
        noValue: noPool,
        query: promql`
          topk(10,
            max ${perPool} (${used})
            / (max ${perPool} (${used}) + max ${perPool} (${available}))
          )`,
      }),
      timeseries({
        title: 'Conflicting pools',
        description:
          'Pools whose ranges overlap with those of another one. Cilium stops handing out addresses of the pool that came later: correct its ranges.',
        unit: 'short',
        min: 0,
        width: 8,
        thresholds: worseAbove(1),
        legend: clusterLegend(context, 'pools'),
        noValue: noPool,
        query: promql`max ${by(anyUsed, ...cluster)} (${conflicting})`,
      }),
    ],
    { collapsed: true },
  );
}
