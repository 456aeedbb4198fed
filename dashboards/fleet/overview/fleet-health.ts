import type { BuildContext, Promql, RowDefinition, Selector } from '../../../src/define.ts';
import { by, ofEveryComponent, promql, row, stat } from '../../../src/define.ts';
import { color, worseAbove } from '../../shared/colors.ts';
import { clusterLabels } from '../../shared/node-board.ts';
import { lossThresholds } from '../../shared/objectives.ts';
import { packetLossByCluster } from '../../shared/packet-loss.ts';
import { orZeroEach } from '../../shared/rankings.ts';

/** The fleet in six numbers; the table below says which cluster is meant. */
export function fleetHealth(context: BuildContext): RowDefinition {
  const { metric, metricOf } = context;
  const cluster = clusterLabels(context);
  const up = metricOf('agent', 'up');
  const version = metric('cilium_version');
  const components = (at: (of: Selector<'up'>) => Promql) =>
    ofEveryComponent(context, 'up', (each) => promql`count ${by(each, ...cluster)} (${at(each)})`);
  const now = components((of) => promql`${of}`);
  const before = components((of) => promql`last_over_time(${of}[$__range])`);
  return row('Is it healthy?', [
    stat({
      title: 'Clusters',
      description:
        'Clusters whose agents Prometheus knows, up or not. One less than you have is a cluster that reports nothing: look at its agent of Prometheus, and at its cluster label.',
      unit: 'short',
      decimals: 0,
      query: promql`count(count ${by(up, ...cluster)} (${up}))`,
    }),
    stat({
      title: 'Components gone silent',
      description:
        'Components of a cluster that had targets within the time range and have none now. Everything that reads them shows nothing, and alerts on them stay silent. The chart of targets on the board of the pipeline tells which.',
      unit: 'short',
      decimals: 0,
      thresholds: worseAbove(1),
      alerts: ['CiliumTelemetryMissing', 'CiliumTelemetryMissingLong'],
      links: [{ title: 'Targets by component', dashboard: 'hubble-pipeline' }],
      query: orZeroEach(promql`count((${before}) unless (${now}))`, promql`count(${now})`),
    }),
    stat({
      title: 'Agents',
      description: 'Agents that Prometheus knows: one for each node that runs Cilium.',
      unit: 'short',
      decimals: 0,
      query: promql`count(${up})`,
    }),
    stat({
      title: 'Agents down',
      description:
        'Agents that Prometheus knows and cannot scrape. Running pods keep their network, new pods on the node get none. The table says in which cluster.',
      unit: 'short',
      decimals: 0,
      thresholds: worseAbove(1),
      query: promql`sum(${up} == bool 0)`,
    }),
    stat({
      title: 'Versions running',
      description:
        'Different Cilium versions in all clusters. More than two are more to keep in mind at once than anybody does: bugs, metrics and defaults differ.',
      unit: 'short',
      decimals: 0,
      thresholds: [{ color: color.ok }, { from: 2, color: color.notice }, { from: 4, color: color.warning }],
      links: [{ title: 'Which version where', dashboard: 'cilium-features' }],
      query: promql`count(count ${by(version, 'version')} (${version}))`,
    }),
    stat({
      title: 'Loss, worst cluster',
      description:
        'Packets lost as a share of all, in the cluster that loses most. Policy and noise are not in it. Above 0.1 % applications notice.',
      unit: 'percentunit',
      decimals: 3,
      thresholds: lossThresholds,
      query: promql`max(${packetLossByCluster(context)})`,
    }),
  ]);
}
