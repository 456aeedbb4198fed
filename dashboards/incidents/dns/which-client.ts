import type { RowDefinition } from '../../../src/define.ts';
import { promql, row, table, timeseries } from '../../../src/define.ts';
import { sumRate } from '../../shared/expressions.ts';
import { endHeadings, workloadCellLinks } from '../../shared/flow-links.ts';
import { clusterLegend } from '../../shared/node-board.ts';
import { amongRows, tableRows, topTen } from '../../shared/rankings.ts';
import { COMMAND, commandColumns, observeWorkload } from '../commands.ts';
import type { DnsIncident } from './dns-incident.ts';

/** Whose names fail. */
export function whichClient({ context, traffic, workload, answers, unanswered }: DnsIncident): RowDefinition {
  const { queries, responses, failed } = traffic;
  const asked = sumRate(queries, ...workload);
  const answered = answers(responses, 'workload');
  const lost = promql`clamp_min(${asked} - (${answered} or 0 * ${asked}), 0)`;
  return row('Whose names?', [
    timeseries({
      title: 'Unanswered by namespace',
      description:
        'Share of queries without a response, the ten worst namespaces. The moment it rose is the moment to look for: a policy, a rollout, a node.',
      unit: 'percentunit',
      min: 0,
      width: 24,
      legend: clusterLegend(context, '{{source_namespace}}'),
      query: topTen(unanswered),
    }),
    table({
      title: 'Clients and what to run next',
      description:
        'The twenty clients with most queries that got no response or a failure, and the command that shows what they ask for.',
      unit: 'reqps',
      width: 24,
      columns: {
        ...endHeadings(context, 'source', 'Client'),
        'Value #A': 'Unanswered',
        'Value #B': 'Failed',
        'Value #C': 'Asked',
        command: COMMAND,
      },
      sortBy: { column: 'Unanswered', descending: true },
      overrides: [
        { match: 'Unanswered', decimals: 2 },
        ...commandColumns,
        workloadCellLinks(
          'Client workload',
          { source_namespace: 'Client namespace', source_workload: 'Client workload' },
          { dashboard: 'hubble-dns', title: 'All its DNS', from: 'source' },
          { dashboard: 'incident-policy', title: 'Is it denied?', from: 'source' },
        ),
      ],
      targets: [
        { query: observeWorkload(tableRows(lost), 'source', '--protocol dns --from-workload WORKLOAD') },
        { query: amongRows(promql`(${answers(failed, 'workload')} or 0 * ${asked})`, lost) },
        { query: amongRows(asked, lost) },
      ],
    }),
  ]);
}
