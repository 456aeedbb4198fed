import type { RowDefinition } from '../../../src/define.ts';
import { row, table, timeseries } from '../../../src/define.ts';
import { sumRate } from '../../shared/expressions.ts';
import { endHeadings, workloadCellLinks, workloadLinks } from '../../shared/flow-links.ts';
import { dnsThresholds } from '../../shared/objectives.ts';
import { amongRows, shareEach, tableRows, topTen } from '../../shared/rankings.ts';
import type { DnsBoard } from './dns-board.ts';

/** Who suffers, and who asks too much. */
export function dnsClients({ context, traffic, client, byClient }: DnsBoard): RowDefinition {
  const { queries, responses, failed, unknownNames } = traffic;
  const asked = sumRate(queries, ...client.labels);
  const headings = endHeadings(context, 'source', 'Client');
  return row('Who suffers?', [
    timeseries({
      title: 'Unknown names by client',
      description:
        'Responses per second that say the name does not exist, the ten clients with most. A jump of one client is a typo or a deleted service in its configuration. A steady high rate is search domains: use names with a trailing dot, or lower ndots.',
      unit: 'reqps',
      min: 0,
      width: 8,
      legend: client.legend,
      overrides: [workloadLinks({ dashboard: 'hubble-dns', title: 'Only this client', from: 'source' })],
      query: topTen(byClient(unknownNames)),
    }),
    table({
      title: 'Clients',
      description:
        'The twenty clients that ask most, with the share of their responses that failed and that named nothing. A client without a name is a node, or traffic Hubble could not attribute.',
      unit: 'percentunit',
      width: 16,
      columns: { ...headings, 'Value #A': 'Queries', 'Value #B': 'Server failures', 'Value #C': 'Unknown names' },
      sortBy: { column: 'Queries', descending: true },
      overrides: [
        { match: 'Queries', unit: 'reqps' },
        { match: 'Server failures', decimals: 2, cell: 'color-text', thresholds: dnsThresholds },
        { match: 'Unknown names', decimals: 0 },
        workloadCellLinks('Client workload', headings, {
          dashboard: 'hubble-dns',
          title: 'Only this client',
          from: 'source',
        }),
      ],
      targets: [
        { query: tableRows(asked) },
        { query: amongRows(shareEach(byClient(failed), byClient(responses)), asked) },
        { query: amongRows(shareEach(byClient(unknownNames), byClient(responses)), asked) },
      ],
    }),
  ]);
}
