import type { BuildContext, RowDefinition } from '../../../src/define.ts';
import { by, promql, row, timeseries } from '../../../src/define.ts';
import { clusterLink } from '../../shared/cluster-links.ts';
import { worseAbove } from '../../shared/colors.ts';
import { IDENTITY_LIMIT } from '../../shared/identity-limit.ts';
import { clusterLabels, wholeCluster } from '../../shared/node-board.ts';
import { topTen } from '../../shared/rankings.ts';

/** How big each cluster is, and which of its limits it comes near. */
export function size(context: BuildContext): RowDefinition {
  const { metric, metricOf, nodeLabels } = context;
  const cluster = clusterLabels(context);
  const pressure = metric('cilium_bpf_map_pressure');
  const identities = metric('cilium_operator_identity_gc_entries', { status: 'alive' });
  const used = metric('cilium_ip_addresses');
  const capacity = metric('cilium_ipam_capacity');
  const up = metricOf('agent', 'up');
  const endpoints = metric('cilium_endpoint_state');
  const series = metricOf('hubble', 'scrape_samples_post_metric_relabeling');
  const all = { width: 8, min: 0, legend: wholeCluster(context) };
  const full = { ...all, unit: 'percentunit', thresholdStyle: 'dashed' } as const;
  return row(
    'What fills up, and how big are they?',
    [
      timeseries({
        ...full,
        title: 'Fullest map by cluster',
        description:
          'The fullest BPF map of any node of a cluster. From 90 % on expect insertions to fail. Maps far from full report nothing.',
        thresholds: worseAbove(0.7, 0.9),
        overrides: [clusterLink(context, 'cilium-datapath', 'Datapath of this cluster')],
        query: topTen(promql`max ${by(pressure, ...cluster)} (${pressure})`),
      }),
      timeseries({
        ...full,
        title: 'Identities used by cluster',
        description:
          'Identities as a share of the 65,280 a cluster can have. At the limit new workloads do not start: take labels with many values out of identities long before.',
        thresholds: worseAbove(0.5, 0.8),
        overrides: [clusterLink(context, 'cilium-operator', 'Operator of this cluster')],
        query: topTen(promql`max ${by(identities, ...cluster)} (${identities}) / ${IDENTITY_LIMIT}`),
      }),
      timeseries({
        ...full,
        title: 'Addresses of the fullest node by cluster',
        description:
          'Pod addresses in use on the node with least left. At 100 % new pods there get none. With cloud IPAM nodes fetch addresses as they need them, so that high values are normal.',
        thresholds: worseAbove(0.8, 0.95),
        overrides: [clusterLink(context, 'cilium-operator', 'Operator of this cluster')],
        query: topTen(promql`
          max ${by(used, ...cluster)} (
            sum ${by(used, ...nodeLabels, 'family')} (${used})
            / sum ${by(capacity, ...nodeLabels, 'family')} (${capacity})
          )`),
      }),
      timeseries({
        ...all,
        title: 'Agents by cluster',
        description: 'Agents that Prometheus knows, the ten largest clusters. It follows the autoscaler of nodes.',
        unit: 'short',
        overrides: [clusterLink(context, 'cilium-agent', 'Agents of this cluster')],
        query: topTen(promql`count ${by(up, ...cluster)} (${up})`),
      }),
      timeseries({
        ...all,
        title: 'Endpoints by cluster',
        description:
          'Endpoints of all agents, the ten clusters with most: pods in the pod network, and one for the health of each node.',
        unit: 'short',
        overrides: [clusterLink(context, 'cilium-agent', 'Agents of this cluster')],
        query: topTen(promql`sum ${by(endpoints, ...cluster)} (${endpoints})`),
      }),
      timeseries({
        ...all,
        title: 'Hubble series by cluster',
        description:
          'Series that the Hubbles of a cluster expose, the ten with most: who pays for labels. A jump without new workloads is a handler somebody gave more context.',
        unit: 'short',
        overrides: [clusterLink(context, 'hubble-pipeline', 'Hubble of this cluster')],
        query: topTen(promql`sum ${by(series, ...cluster)} (${series})`),
      }),
    ],
    { collapsed: true },
  );
}
