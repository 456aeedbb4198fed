import type { RowDefinition } from '../../../src/define.ts';
import { by, promql, row, table, timeseries } from '../../../src/define.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { clusterHeading, clusterLabels, nodeLink } from '../../shared/node-board.ts';
import { topTen } from '../../shared/rankings.ts';
import { ourAddresses } from './duplicates.ts';

/** Which Hubbles have gaps, and who scrapes what. */
export function targets({ context, node }: NodeBoard): RowDefinition {
  const { metricOf, nodeLabels, nodeLegend } = context;
  const cluster = clusterLabels(context);
  const hubble = metricOf('hubble', 'up', {}, node);
  const duration = metricOf('hubble', 'scrape_duration_seconds', {}, node);
  const up = metricOf('scrape', 'up');
  const perNode = {
    width: 8,
    min: 0,
    legend: nodeLegend,
    overrides: [nodeLink(context, 'cilium-agent', 'Agent of this node')],
  };
  return row(
    'Which targets have gaps, and who scrapes them?',
    [
      timeseries({
        ...perNode,
        title: 'Hubble scrapes missed by node',
        description:
          'Share of the last scrapes that failed, the ten worst nodes. One node: its agent, or port 9965. Many at the same moment: Prometheus itself, or a rollout.',
        unit: 'percentunit',
        query: topTen(promql`1 - min ${by(hubble, ...nodeLabels)} (avg_over_time(${hubble}[$__rate_interval]))`),
      }),
      timeseries({
        ...perNode,
        title: 'Hubble scrape duration by node',
        description:
          'Time Prometheus needs to scrape Hubble, the ten slowest nodes. Near the scrape timeout the whole node goes missing: reduce labels first.',
        unit: 's',
        query: topTen(promql`max ${by(duration, ...nodeLabels)} (${duration})`),
      }),
      table({
        title: 'Jobs that scrape Cilium',
        description:
          'Every job that scrapes an address of Cilium, and how many. Two jobs with the same number, one of them of annotations, scrape the same endpoints: exclude kube-system from one, or drop the annotations.',
        unit: 'short',
        width: 8,
        columns: { ...clusterHeading(context), job: 'Job', 'Value #A': 'Targets' },
        sortBy: { column: 'Targets', descending: true },
        query: promql`
          count ${by(up, ...cluster, 'job')} (
            max ${by(up, ...cluster, 'instance', 'job')} (${up}) and ${ourAddresses(context)}
          )`,
      }),
    ],
    { collapsed: true },
  );
}
