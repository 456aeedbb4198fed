import type { IncidentTarget, SeriesPlan } from '../../../src/define.ts';
import { counterSeries } from '../../../src/define.ts';

/** Workloads that resolve names, one per node in turn. */
export const DNS_CLIENTS = [
  { namespace: 'shop', workload: 'cart' },
  { namespace: 'payments', workload: 'api' },
  { namespace: 'app-blue', workload: 'web' },
  { namespace: 'app-green', workload: 'web' },
  { namespace: 'monitoring', workload: 'prometheus' },
] as const;

const SERVER = { namespace: 'kube-system', workload: 'coredns' } as const;

/** A query and its response count on the client's node; of the response the client is the destination. */
export function dnsTraffic(cluster: string, nodes: readonly string[]): readonly SeriesPlan[] {
  return nodes.flatMap((node, index) => {
    const client = DNS_CLIENTS[index % DNS_CLIENTS.length] ?? DNS_CLIENTS[0];
    return dnsOf(client, { node, cluster }, 500 / nodes.length);
  });
}

/** Queries and answers of one workload on one node. @param perSecond queries */
export function dnsOf(
  client: { readonly namespace: string; readonly workload: string },
  target: IncidentTarget,
  perSecond: number,
): readonly SeriesPlan[] {
  const asks = ends(client, SERVER);
  const answers = ends(SERVER, client);
  return [
    counterSeries('hubble_dns_queries_total', { rcode: '', qtypes: 'A', ips_returned: '0', ...asks }, target, {
      before: perSecond,
    }),
    counterSeries(
      'hubble_dns_responses_total',
      { rcode: 'Non-Existent Domain', qtypes: 'A', ips_returned: '0', ...answers },
      target,
      { before: 0.6 * perSecond },
    ),
    counterSeries(
      'hubble_dns_responses_total',
      { rcode: 'No Error', qtypes: 'A', ips_returned: '1', ...answers },
      target,
      { before: 0.4 * perSecond },
    ),
    counterSeries(
      'hubble_flows_processed_total',
      { type: 'Trace', subtype: 'to-endpoint', verdict: 'FORWARDED', protocol: 'UDP', ...asks },
      target,
      { before: 2 * perSecond },
    ),
  ];
}

/** Labels of both ends of a flow. */
export function ends(
  source: { readonly namespace: string; readonly workload: string },
  destination: { readonly namespace: string; readonly workload: string },
) {
  return {
    source_namespace: source.namespace,
    source_workload: source.workload,
    destination_namespace: destination.namespace,
    destination_workload: destination.workload,
  };
}
