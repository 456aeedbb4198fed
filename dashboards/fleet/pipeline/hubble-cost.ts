import type { RowDefinition } from '../../../src/define.ts';
import { by, promql, row, timeseries } from '../../../src/define.ts';
import { quantile, sumRate } from '../../shared/expressions.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { nodeLink } from '../../shared/node-board.ts';
import { topTen } from '../../shared/rankings.ts';
import { seriesByFamily } from './series-by-family.ts';

/** What Hubble's metrics cost, and how long writing them takes. */
export function hubbleCost({ context, node }: NodeBoard): RowDefinition {
  const { metric, metricOf, nodeLabels, nodeLegend } = context;
  const samples = metricOf('hubble', 'scrape_samples_scraped', {}, node);
  const added = metricOf('hubble', 'scrape_series_added', {}, node);
  const perNode = {
    width: 8,
    min: 0,
    legend: nodeLegend,
    overrides: [nodeLink(context, 'cilium-agent', 'Agent of this node')],
  };
  return row(
    'What do the metrics cost?',
    [
      timeseries({
        ...perNode,
        title: 'Series by node',
        description:
          'Samples per scrape of Hubble, the ten largest nodes. Growth without new workloads is a label with too many values: take IPs, pods or query names out of the handlers.',
        unit: 'short',
        query: topTen(promql`max ${by(samples, ...nodeLabels)} (${samples})`),
      }),
      timeseries({
        ...perNode,
        title: 'New series by node',
        description:
          'Series that were new with each scrape, the ten highest. Many all the time is churn: pods come and go in the labels. It costs Prometheus more than the number of series.',
        unit: 'short',
        query: topTen(promql`max ${by(added, ...nodeLabels)} (${added})`),
      }),
      seriesByFamily(context),
      timeseries({
        title: 'Metrics requests by code',
        description:
          'Requests per second to the metrics endpoint by status. Anything but 200 is a scrape that failed inside Hubble: read the agent log. Twice the expected rate: two jobs scrape the same endpoint, and every sum doubles.',
        unit: 'reqps',
        min: 0,
        width: 12,
        minors: { from: '1.17' },
        legend: '{{code}}',
        query: sumRate(metric('hubble_metrics_http_handler_requests_total', {}, node), 'code'),
      }),
      timeseries({
        title: 'Metrics handler time, p99',
        description:
          'Time Hubble needs to write its metrics, 99 % of requests at most. It grows with the number of series; seconds mean that scrapes will time out.',
        unit: 's',
        min: 0,
        width: 12,
        minors: { from: '1.17' },
        legend: '{{code}}',
        query: quantile(0.99, metric('hubble_metrics_http_handler_request_duration_seconds_bucket', {}, node), 'code'),
      }),
    ],
    { collapsed: true },
  );
}
