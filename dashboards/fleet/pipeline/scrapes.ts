import type { BuildContext, RowDefinition } from '../../../src/define.ts';
import { by, ofEveryComponent, promql, row, timeseries } from '../../../src/define.ts';
import { worseAbove } from '../../shared/colors.ts';
import { clusterLabels, clusterLegend } from '../../shared/node-board.ts';

/** Between the counter and Prometheus, for every component of Cilium. */
export function scrapes(context: BuildContext): RowDefinition {
  const { limits } = context;
  const cluster = clusterLabels(context);
  const legend = clusterLegend(context, '{{component}}');
  return row('Do scrapes arrive, in time and in size?', [
    timeseries({
      title: 'Targets down by component',
      description:
        'Targets that Prometheus knows and cannot scrape. A line that ends is worse: the component has no target any more, which usually is a ServiceMonitor that lost a label.',
      unit: 'short',
      decimals: 0,
      min: 0,
      width: 8,
      legend,
      query: ofEveryComponent(context, 'up', (each) => promql`sum ${by(each, ...cluster)} (${each} == bool 0)`),
    }),
    timeseries({
      title: 'Slowest scrape by component',
      description:
        'Time the slowest target of each component takes, averaged over a few scrapes. Prometheus gives up after 10 s by default: drop labels, or raise the timeout, before the target goes missing.',
      unit: 's',
      min: 0,
      width: 8,
      thresholds: worseAbove(limits.scrapeSeconds),
      thresholdStyle: 'dashed',
      alerts: ['CiliumScrapeSlow'],
      legend,
      query: ofEveryComponent(
        context,
        'scrape_duration_seconds',
        (each) => promql`max ${by(each, ...cluster)} (avg_over_time(${each}[$__rate_interval]))`,
      ),
    }),
    timeseries({
      title: 'Largest target by component',
      description:
        'Samples per scrape of the largest target of each component, after relabeling. Hubble grows with workloads times labels, agents with identities and policies. Above the line somebody added a label with too many values.',
      unit: 'short',
      min: 0,
      width: 8,
      thresholds: worseAbove(limits.samplesPerTarget),
      alerts: ['CiliumCardinalityBudget'],
      legend,
      query: ofEveryComponent(
        context,
        'scrape_samples_post_metric_relabeling',
        (each) => promql`max ${by(each, ...cluster)} (${each})`,
      ),
    }),
  ]);
}
