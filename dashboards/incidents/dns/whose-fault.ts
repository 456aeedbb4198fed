import type { RowDefinition } from '../../../src/define.ts';
import { promql, row, table, timeseries } from '../../../src/define.ts';
import { rcodeColors } from '../../shared/colors.ts';
import { sumRate } from '../../shared/expressions.ts';
import { endOf } from '../../shared/flow-board.ts';
import { nodeCellLink } from '../../shared/node-board.ts';
import { tableRows, topTen } from '../../shared/rankings.ts';
import { COMMAND, commandColumns, onAgent } from '../commands.ts';
import type { DnsIncident } from './dns-incident.ts';
import { missing } from './dns-incident.ts';

/** The server, the way to it, or the proxy in between. */
export function whoseFault({ context, clients: { node }, traffic }: DnsIncident): RowDefinition {
  const { queries, responses } = traffic;
  const { nodeLabel, nodeLabels, clusterLabel } = context;
  const server = endOf(context, 'source');
  const byNode = missing(sumRate(queries, ...nodeLabels), sumRate(responses, ...nodeLabels));
  const dropped = context.metric('hubble_drop_total', { protocol: 'UDP' }, node);
  return row('The server, the way, or the proxy?', [
    timeseries({
      title: 'Responses by server and rcode',
      description:
        'Responses per second by who sent them and what they say, the ten most frequent. Server Failure of one server is that server; of all of them what they forward to; none at all, nothing arrives.',
      unit: 'reqps',
      min: 0,
      width: 12,
      legend: `${server.legend} {{rcode}}`,
      overrides: rcodeColors,
      query: topTen(sumRate(responses, ...server.labels, 'rcode')),
    }),
    timeseries({
      title: 'Dropped UDP by reason',
      description:
        'UDP packets per second that were dropped, by reason. Rising with the complaint: the way is cut. POLICY_DENIED is a policy that forbids port 53, whatever it was meant to do.',
      unit: 'eps',
      min: 0,
      width: 12,
      legend: '{{reason}}',
      noValue: 'No UDP dropped',
      emptyInHealth: { fault: 'policy-denied', reason: 'In health nothing drops UDP.' },
      query: topTen(sumRate(dropped, 'reason')),
    }),
    table({
      title: 'Nodes and what to run there',
      description:
        'The twenty nodes with the largest share of unanswered queries, with a command that shows what the DNS proxy there knows. One node far above the rest has a proxy that does not keep up.',
      unit: 'percentunit',
      width: 24,
      columns: {
        ...(clusterLabel ? { [clusterLabel]: 'Cluster' } : {}),
        [nodeLabel]: 'Node',
        Value: 'Unanswered',
        command: COMMAND,
      },
      sortBy: { column: 'Unanswered', descending: true },
      overrides: [
        ...commandColumns,
        nodeCellLink('Node', 'cilium-agent', 'Agent of this node'),
        { match: 'Unanswered', decimals: 1 },
      ],
      query: onAgent(tableRows(promql`${byNode}`), nodeLabel, 'cilium-dbg fqdn cache list'),
    }),
  ]);
}
