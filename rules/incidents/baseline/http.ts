import type { SeriesPlan } from '../../../src/define.ts';
import { counterSeries } from '../../../src/define.ts';
import { ends } from './dns.ts';
import { histogramSeries } from './histogram.ts';

/** Default bounds of the httpV2 handler: cilium pkg/hubble/metrics/http. */
export const HTTP_BOUNDS = ['0.005', '0.01', '0.025', '0.05', '0.1', '0.25', '0.5', '1', '2.5', '5', '10'] as const;

/** Services under HTTP, all called by shop/frontend. Requests per second, and the share of them that is not found. */
export const HTTP_SERVICES = [
  { workload: 'checkout', perSecond: 100, notFound: 0 },
  { workload: 'catalog', perSecond: 400, notFound: 0.05 },
  { workload: 'admin', perSecond: 0.02, notFound: 0 },
] as const;

export type HttpService = (typeof HTTP_SERVICES)[number]['workload'];

const CLIENT = { namespace: 'shop', workload: 'frontend' } as const;

/** Labels of the flows from the frontend to a service, as `httpV2` writes them in both views. */
export const httpEnds = (workload: string) => ends(CLIENT, { namespace: 'shop', workload });

/**
 * Every request is seen by the client's node and by the server's: the first node has the client, each service its own
 * server. 99.5 % are answered within half a second.
 */
export function httpTraffic(cluster: string, nodes: readonly string[]): readonly SeriesPlan[] {
  return HTTP_SERVICES.flatMap(({ workload, perSecond, notFound }, index) => {
    const server = nodes[(index + 1) % nodes.length] ?? 'n01';
    const there = httpEnds(workload);
    const views = [
      { reporter: 'client', node: nodes[0] ?? 'n01' },
      { reporter: 'server', node: server },
    ] as const;
    return [
      ...views.flatMap(({ reporter, node }) => [
        ...[
          { status: '200', share: 1 - notFound },
          { status: '404', share: notFound },
        ]
          .filter(({ share }) => share > 0)
          .map(({ status, share }) =>
            counterSeries(
              'hubble_http_requests_total',
              { method: 'GET', protocol: 'HTTP/1.1', status, reporter, ...there },
              { node, cluster },
              { before: share * perSecond },
            ),
          ),
        ...histogramSeries(
          'hubble_http_request_duration_seconds',
          { method: 'GET', reporter, ...there },
          { node, cluster },
          {
            perSecond,
            bounds: HTTP_BOUNDS,
            within: { '0.01': 0.3, '0.05': 0.8, '0.1': 0.95, '0.5': 0.995, '1': 0.999, '2.5': 1 },
          },
        ),
      ]),
      // the handshakes below the requests: SYN from the client, SYN-ACK with the ends turned round
      counterSeries(
        'hubble_tcp_flags_total',
        { flag: 'SYN', family: 'IPv4', ...there },
        { node: server, cluster },
        { before: perSecond / 10 },
      ),
      counterSeries(
        'hubble_tcp_flags_total',
        { flag: 'SYN-ACK', family: 'IPv4', ...ends({ namespace: 'shop', workload }, CLIENT) },
        { node: server, cluster },
        { before: perSecond / 10 },
      ),
      counterSeries(
        'hubble_flows_processed_total',
        { type: 'L7', subtype: 'HTTP', verdict: 'FORWARDED', protocol: 'HTTP', ...there },
        { node: server, cluster },
        { before: 2 * perSecond },
      ),
    ];
  });
}
