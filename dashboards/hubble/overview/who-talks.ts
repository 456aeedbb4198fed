import type { RowDefinition } from '../../../src/define.ts';
import { row, table, timeseries } from '../../../src/define.ts';
import { sumRate } from '../../shared/expressions.ts';
import type { FlowBoard } from '../../shared/flow-board.ts';
import { workloadLinks } from '../../shared/flow-links.ts';
import { clusterLabels } from '../../shared/node-board.ts';
import { amongRows, orZeroEach, tableRows, topTen } from '../../shared/rankings.ts';

/** The busiest workloads and namespaces, by flows handed to an endpoint. */
export function whoTalks({ context, filters, source, destination }: FlowBoard): RowDefinition {
  const delivered = context.metric(
    'hubble_flows_processed_total',
    { type: 'Trace', subtype: 'to-endpoint' },
    ...filters,
  );
  const dropped = context.metric('hubble_flows_processed_total', { type: 'Drop' }, ...filters);
  const pair = [...clusterLabels(context), 'source_namespace', 'destination_namespace'] as const;
  const flows = sumRate(delivered, ...pair);
  return row('Who talks to whom?', [
    timeseries({
      title: 'Busiest sources',
      description:
        'Flows per second to an endpoint, the ten sources with most. A jump of one is a retry loop, a scan or a batch job. Without a name: the world, or nodes.',
      unit: 'eps',
      min: 0,
      width: 6,
      legend: source.legend,
      overrides: [workloadLinks({ dashboard: 'hubble-tcp', title: 'Connections of this source', from: 'source' })],
      query: topTen(sumRate(delivered, ...source.labels)),
    }),
    timeseries({
      title: 'Busiest destinations',
      description:
        'Flows per second to an endpoint, the ten destinations with most. A line that breaks off while its pods run: nothing reaches it any more.',
      unit: 'eps',
      min: 0,
      width: 6,
      legend: destination.legend,
      overrides: [
        workloadLinks(
          { dashboard: 'hubble-tcp', title: 'Connections to this destination', from: 'destination' },
          { dashboard: 'hubble-drops', title: 'Drops on the way to it', from: 'destination' },
        ),
      ],
      query: topTen(sumRate(delivered, ...destination.labels)),
    }),
    table({
      title: 'Namespaces',
      description:
        'The twenty pairs of namespaces with most flows to an endpoint, and their dropped flows. Drops between two namespaces that talk a lot are seldom intended.',
      unit: 'eps',
      width: 12,
      columns: {
        ...(context.clusterLabel ? { [context.clusterLabel]: 'Cluster' } : {}),
        source_namespace: 'Source',
        destination_namespace: 'Destination',
        'Value #A': 'Delivered',
        'Value #B': 'Dropped',
      },
      sortBy: { column: 'Delivered', descending: true },
      overrides: [
        { match: 'Dropped', decimals: 2 },
        {
          match: 'Destination',
          links: [
            {
              title: 'Drops between the two',
              dashboard: 'hubble-drops',
              variables: {
                source_namespace: '${__data.fields["Source"]}',
                destination_namespace: '${__data.fields["Destination"]}',
              },
            },
          ],
        },
      ],
      targets: [{ query: tableRows(flows) }, { query: amongRows(orZeroEach(sumRate(dropped, ...pair), flows), flows) }],
    }),
  ]);
}
