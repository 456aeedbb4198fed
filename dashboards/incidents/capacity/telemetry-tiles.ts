import type { PanelDefinition, Promql } from '../../../src/define.ts';
import { by, ofEveryComponent, promql, stat } from '../../../src/define.ts';
import { certificateDays, LONG_ENDED, NO_EXPORTER } from '../../fleet/pipeline/certificates.ts';
import { ourAddresses, scrapedByJobs } from '../../fleet/pipeline/duplicates.ts';
import { color, worseAbove } from '../../shared/colors.ts';
import { orZero } from '../../shared/expressions.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { clusterLabels } from '../../shared/node-board.ts';
import { TILE } from '../tile.ts';
import { eventsLostTile, hubblesDownTile } from '../trust-tiles.ts';

/** Whether what is not seen is not there, or not scraped. */
export function telemetryTiles(board: NodeBoard): readonly PanelDefinition[] {
  return [...scrapes(board), eventsLostTile(board), hubblesDownTile(board), certificate(board)];
}

function scrapes({ context }: NodeBoard): readonly PanelDefinition[] {
  const { limits } = context;
  const cluster = clusterLabels(context);
  const targets = (offset: Promql) =>
    ofEveryComponent(
      context,
      'up',
      (up) => promql`count ${by(up, ...cluster)} (max ${by(up, ...cluster, 'instance')} (${up} ${offset}))`,
    );
  const durations = ofEveryComponent(
    context,
    'scrape_duration_seconds',
    (each) => promql`max(avg_over_time(${each}[$__rate_interval]))`,
  );
  const samples = ofEveryComponent(context, 'scrape_samples_post_metric_relabeling', (each) => promql`max(${each})`);
  return [
    stat({
      ...TILE,
      title: 'Components out of sight',
      description:
        'Components of Cilium, of whole clusters, that had targets an hour ago and have none now. They are not down: Prometheus has lost their monitor, or the cluster its way here. Every panel of theirs is blind.',
      unit: 'short',
      decimals: 0,
      thresholds: worseAbove(1),
      links: [{ title: 'Which', dashboard: 'hubble-pipeline' }],
      query: orZero(promql`count((${targets(promql` offset 1h`)}) unless (${targets(promql``)}))`),
    }),
    stat({
      ...TILE,
      title: 'Targets scraped twice',
      description:
        'Addresses of Cilium that more than one job scrapes: sums over their series double, ratios stay right. Usually prometheus.io annotations next to a ServiceMonitor.',
      unit: 'short',
      decimals: 0,
      thresholds: worseAbove(1),
      alerts: ['CiliumDuplicateScrape'],
      links: [{ title: 'Which jobs', dashboard: 'hubble-pipeline' }],
      query: promql`sum((${scrapedByJobs(context)} > bool 1) and ${ourAddresses(context)})`,
    }),
    stat({
      ...TILE,
      title: 'Largest target',
      description:
        'Samples per scrape of the largest target. Growth without new workloads is a label with too many values in the options of a Hubble handler.',
      unit: 'short',
      thresholds: worseAbove(limits.samplesPerTarget),
      alerts: ['CiliumCardinalityBudget'],
      links: [{ title: 'Which family', dashboard: 'hubble-pipeline' }],
      query: promql`max(${samples})`,
    }),
    stat({
      ...TILE,
      title: 'Slowest scrape',
      description:
        'Time the slowest scrape takes. Prometheus gives up after 10 s by default, and then all of that target is missing.',
      unit: 's',
      decimals: 2,
      thresholds: worseAbove(limits.scrapeSeconds),
      alerts: ['CiliumScrapeSlow'],
      links: [{ title: 'Which target', dashboard: 'hubble-pipeline' }],
      query: promql`max(${durations})`,
    }),
  ];
}

function certificate({ context }: NodeBoard): PanelDefinition {
  return stat({
    ...TILE,
    title: 'First certificate to end',
    description:
      'Days until the first certificate of Hubble or Cluster Mesh ends. After that Relay sees no flows, or clusters lose each other.',
    unit: 'd',
    decimals: 0,
    thresholds: [
      { color: color.neutral },
      { from: LONG_ENDED, color: color.critical },
      { from: context.limits.certificateDays, color: color.ok },
    ],
    alerts: ['CiliumCertificateExpiring'],
    noValue: NO_EXPORTER,
    query: promql`min(${certificateDays(context)})`,
  });
}
