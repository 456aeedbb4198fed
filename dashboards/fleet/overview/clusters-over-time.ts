import type { BuildContext, RowDefinition } from '../../../src/define.ts';
import { ofEveryComponent, promql, row, stateTimeline, timeseries } from '../../../src/define.ts';
import { clusterLink } from '../../shared/cluster-links.ts';
import { color } from '../../shared/colors.ts';
import { sumRate } from '../../shared/expressions.ts';
import { clusterLabels, wholeCluster } from '../../shared/node-board.ts';
import { lossThresholds } from '../../shared/objectives.ts';
import { packetLossByCluster } from '../../shared/packet-loss.ts';
import { topTen } from '../../shared/rankings.ts';

/** Since when: who reported, what went through, what was lost. */
export function clustersOverTime(context: BuildContext): RowDefinition {
  const { metric } = context;
  const cluster = clusterLabels(context);
  const perCluster = { kind: 'grouping', keyword: 'by', labels: cluster } as const;
  const targets = ofEveryComponent(context, 'up', (each) => promql`${each}`);
  const legend = wholeCluster(context);
  return row('Since when?', [
    stateTimeline({
      title: 'Clusters reporting',
      description:
        'Share of the targets of Cilium that answer, of every component. A gap, or a line that ends, is a cluster that Prometheus knows nothing about: its numbers are missing everywhere, and nothing of it alerts but CiliumTelemetryMissing.',
      unit: 'percentunit',
      decimals: 0,
      thresholds: [{ color: color.critical }, { from: 0.9, color: color.warning }, { from: 1, color: color.ok }],
      legend,
      query: promql`avg ${perCluster} (${targets})`,
    }),
    timeseries({
      title: 'Packets by cluster',
      description:
        'Packets per second that the agents forwarded, the ten busiest clusters. A fall to nothing while pods run is an outage that drops may not show.',
      unit: 'count:p/s',
      min: 0,
      legend,
      overrides: [clusterLink(context, 'cilium-datapath', 'Datapath of this cluster')],
      query: topTen(sumRate(metric('cilium_forward_count_total'), ...cluster)),
    }),
    timeseries({
      title: 'Packet loss by cluster',
      description:
        'Packets lost as a share of all, the ten worst clusters. Policy and noise are not in it. All at once share a cause outside of them, such as a network or a rollout.',
      unit: 'percentunit',
      min: 0,
      thresholds: lossThresholds,
      thresholdStyle: 'dashed',
      legend,
      overrides: [clusterLink(context, 'hubble-drops', 'Drops of this cluster')],
      query: topTen(packetLossByCluster(context)),
    }),
  ]);
}
