import type { BuildContext, PanelDefinition } from '../../../src/define.ts';
import { ofEveryComponent, promql, stat } from '../../../src/define.ts';
import { color, worseAbove } from '../../shared/colors.ts';
import { certificateDays, LONG_ENDED, NO_EXPORTER } from './certificates.ts';
import { ourAddresses, scrapedByJobs } from './duplicates.ts';

/** Prometheus' side: whether every target is scraped in time, once, and at what cost. */
export function scrapeTiles(context: BuildContext): readonly PanelDefinition[] {
  const { metricOf, limits } = context;
  const durations = ofEveryComponent(
    context,
    'scrape_duration_seconds',
    (each) => promql`max(avg_over_time(${each}[$__rate_interval]))`,
  );
  const samples = ofEveryComponent(context, 'scrape_samples_post_metric_relabeling', (each) => promql`max(${each})`);
  return [
    stat({
      title: 'Slowest scrape',
      description:
        'Time the slowest scrape of any Cilium target takes. Prometheus gives up after 10 s by default, and then all of that target is missing. The chart below names the component.',
      unit: 's',
      decimals: 2,
      thresholds: worseAbove(limits.scrapeSeconds / 2, limits.scrapeSeconds),
      alerts: ['CiliumScrapeSlow'],
      query: promql`max(${durations})`,
    }),
    stat({
      title: 'Largest target',
      description:
        'Samples per scrape of the largest Cilium target. Growth without new workloads is a label with too many values in the context options of a Hubble handler: addresses, pods, query names.',
      unit: 'short',
      thresholds: worseAbove(limits.samplesPerTarget / 2, limits.samplesPerTarget),
      alerts: ['CiliumCardinalityBudget'],
      query: promql`max(${samples})`,
    }),
    stat({
      title: 'Targets scraped twice',
      description:
        'Addresses of Cilium that more than one job scrapes. Every sum over their series doubles, ratios stay right. Usually prometheus.io annotations next to a ServiceMonitor: the table of jobs below shows which.',
      unit: 'short',
      decimals: 0,
      thresholds: worseAbove(1),
      alerts: ['CiliumDuplicateScrape'],
      query: promql`sum((${scrapedByJobs(context)} > bool 1) and ${ourAddresses(context)})`,
    }),
    stat({
      title: 'Hubble series',
      description:
        'Series that all Hubbles expose together. What Prometheus holds is more after rollouts, for series of what is gone stay for hours. The row on cost says which family has most.',
      unit: 'short',
      query: promql`sum(${metricOf('hubble', 'scrape_samples_post_metric_relabeling')})`,
    }),
    stat({
      title: 'New Hubble series',
      description:
        'Series that were new in the last scrapes of Hubble, all nodes together. Some with every rollout are normal; many all the time are pods, addresses or ports in the labels.',
      unit: 'short',
      query: promql`sum(${metricOf('hubble', 'scrape_series_added')})`,
    }),
    stat({
      title: 'First certificate to end',
      description:
        'Days until the first certificate of Hubble or Cluster Mesh ends. After that Relay, the UI and the CLI see no flows, or clusters lose each other. It should have been renewed before: look at the cronjob or at cert-manager.',
      unit: 'd',
      decimals: 0,
      thresholds: [
        { color: color.neutral },
        { from: LONG_ENDED, color: color.critical },
        { from: limits.certificateDays, color: color.ok },
      ],
      alerts: ['CiliumCertificateExpiring'],
      noValue: NO_EXPORTER,
      query: promql`min(${certificateDays(context)})`,
    }),
  ];
}
