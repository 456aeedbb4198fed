import type { BuildContext, Promql } from '../../../src/define.ts';
import { matching, not, promql } from '../../../src/define.ts';
import { SERVER_FAULTS } from '../../shared/dns-traffic.ts';
import { sumRate } from '../../shared/expressions.ts';
import { clusterLabels } from '../../shared/node-board.ts';
import { orZeroEach, shareEach } from '../../shared/rankings.ts';

/** Share of DNS responses of each cluster in which the server failed. */
export function dnsFailures(context: BuildContext): Promql {
  const { metric } = context;
  const cluster = clusterLabels(context);
  return shareEach(
    sumRate(metric('hubble_dns_responses_total', { rcode: SERVER_FAULTS }), ...cluster),
    sumRate(metric('hubble_dns_responses_total'), ...cluster),
  );
}

/** Share of HTTP requests of each cluster that the servers answered with 5xx. */
export function httpErrors(context: BuildContext): Promql {
  const { metric } = context;
  const cluster = clusterLabels(context);
  const reporter = 'server';
  return shareEach(
    sumRate(metric('hubble_http_requests_total', { reporter, status: matching('5..') }), ...cluster),
    sumRate(metric('hubble_http_requests_total', { reporter }), ...cluster),
  );
}

/** Share of the events of each cluster that Hubble lost. */
export function hubbleLosses(context: BuildContext): Promql {
  const { metric } = context;
  const cluster = clusterLabels(context);
  const seen = sumRate(metric('hubble_flows_processed_total'), ...cluster);
  // detections of the ring buffer are no events: one may stand for many
  const source = not('hubble_ring_buffer');
  const lost = orZeroEach(sumRate(metric('hubble_lost_events_total', { source }), ...cluster), seen);
  return promql`${lost} / (${seen} + ${lost})`;
}

/** Share of the endpoints of each cluster that are in any state but ready. */
export function notReady(context: BuildContext): Promql {
  const { metric } = context;
  const sum = (of: Promql) =>
    promql`sum ${{ kind: 'grouping', keyword: 'by', labels: clusterLabels(context) }} (${of})`;
  return shareEach(
    sum(promql`${metric('cilium_endpoint_state', { endpoint_state: not('ready') })}`),
    sum(promql`${metric('cilium_endpoint_state')}`),
  );
}
