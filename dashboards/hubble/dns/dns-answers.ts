import type { RowDefinition } from '../../../src/define.ts';
import { row, timeseries } from '../../../src/define.ts';
import { sumRate } from '../../shared/expressions.ts';
import { topTen } from '../../shared/rankings.ts';
import type { DnsBoard } from './dns-board.ts';

/** What is asked for and what comes back. */
export function dnsAnswers({ context, clients, traffic: { queries }, client }: DnsBoard): RowDefinition {
  const { node, namespace, workload } = clients;
  const to = { destination_namespace: namespace, destination_workload: workload };
  const found = context.metric('hubble_dns_responses_total', { rcode: 'No Error', ...to }, node);
  return row(
    'What is asked, what comes back?',
    [
      timeseries({
        title: 'Queries by client',
        description:
          'Queries per second, the ten clients that ask most. A jump of one is usually a retry loop or a lost cache, and it slows names down for everybody.',
        unit: 'reqps',
        min: 0,
        width: 8,
        legend: client.legend,
        query: topTen(sumRate(queries, ...client.labels)),
      }),
      timeseries({
        title: 'Queries by type',
        description:
          'Queries per second by record type asked for. A and AAAA in equal parts is normal; half the load goes away where IPv6 lookups can be switched off.',
        unit: 'reqps',
        min: 0,
        width: 8,
        legend: '{{qtypes}}',
        query: topTen(sumRate(queries, 'qtypes')),
      }),
      timeseries({
        title: 'Records answered by type',
        description:
          'Records in answers per second by type. Many CNAMEs per A mean long chains, which cost a lookup each.',
        unit: 'cps',
        min: 0,
        width: 8,
        legend: '{{type}}',
        query: topTen(sumRate(context.metric('hubble_dns_response_types_total', to, node), 'type')),
      }),
      timeseries({
        title: 'Addresses per answer',
        description:
          'Successful responses per second by type and number of addresses in them. None is usual for AAAA of names that only have IPv4; for A it is a name that leads nowhere, such as a headless service without ready pods. Many addresses fill the FQDN tables of the agents, and with them identities.',
        unit: 'reqps',
        min: 0,
        width: 24,
        legend: '{{qtypes}}: {{ips_returned}} addresses',
        query: topTen(sumRate(found, 'qtypes', 'ips_returned')),
      }),
    ],
    { collapsed: true },
  );
}
