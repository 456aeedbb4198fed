import type { PanelDefinition, RowDefinition } from '../../../src/define.ts';
import { not, promql, row, stat } from '../../../src/define.ts';
import { color, worseAbove } from '../../shared/colors.ts';
import { dnsTraffic } from '../../shared/dns-traffic.ts';
import { orZero, share, sumRate } from '../../shared/expressions.ts';
import type { FlowBoard } from '../../shared/flow-board.ts';
import { END_LABELS } from '../../shared/flow-board.ts';
import { httpTraffic } from '../../shared/http-traffic.ts';
import { deniedFlows } from '../../shared/hubble-reasons.ts';
import {
  dnsThresholds,
  httpThresholds,
  latencyThresholds,
  lossThresholds,
  unansweredThresholds,
} from '../../shared/objectives.ts';
import { packetLoss } from '../../shared/packet-loss.ts';
import { tcpHandshakes } from '../../shared/tcp-handshakes.ts';

type Tile = PanelDefinition | false;

/** A tile per board that explains it, and the two that say whether to believe them. */
export function networkHealth(board: FlowBoard): RowDefinition {
  return row('Is it healthy?', [...hubbleTiles(board), ...packetTiles(board), ...layer7Tiles(board)]);
}

function hubbleTiles({ context, node }: FlowBoard): readonly Tile[] {
  const { metric, metricOf } = context;
  // detections of the ring buffer are no events: one may stand for many
  const lost = orZero(sumRate(metric('hubble_lost_events_total', { source: not('hubble_ring_buffer') }, node)));
  const seen = sumRate(metric('hubble_flows_processed_total', {}, node));
  return [
    stat({
      title: 'Hubbles down',
      description:
        'Hubble metrics endpoints that Prometheus cannot scrape. Traffic of those nodes is missing on every Hubble board. Check the agent of the node, and port 9965 between it and Prometheus.',
      unit: 'short',
      decimals: 0,
      width: 6,
      height: 3,
      thresholds: worseAbove(1),
      query: promql`sum(${metricOf('hubble', 'up', {}, node)} == bool 0)`,
    }),
    stat({
      title: 'Events lost',
      description:
        'Events Hubble dropped as a share of those it lost or made a flow of. All Hubble numbers are too low by at least this share, error ratios perhaps too good. Above 5 % raise hubble.eventQueueSize, or monitor aggregation.',
      unit: 'percentunit',
      decimals: 2,
      width: 6,
      height: 3,
      thresholds: worseAbove(0.01, 0.05),
      query: promql`${lost} / (${seen} + ${lost})`,
    }),
  ];
}

function packetTiles(board: FlowBoard): readonly Tile[] {
  const { context, node, filters } = board;
  const denied = () => context.metric('hubble_drop_total', { reason: deniedFlows }, ...filters);
  const unansweredShare = () => {
    const { failed, attempts } = tcpHandshakes(board);
    return promql`${failed} / ${sumRate(attempts)}`;
  };
  return [
    stat({
      title: 'Packet loss',
      description:
        'Packets lost as a share of all packets, from the counters of the agents; policy and noise are not in it. Above 0.1 % applications notice. By node only.',
      unit: 'percentunit',
      decimals: 3,
      width: 6,
      height: 3,
      thresholds: lossThresholds,
      links: [{ title: 'Who loses', dashboard: 'hubble-drops' }],
      query: packetLoss(context, node),
    }),
    context.hubble('drop', ...END_LABELS) &&
      stat({
        title: 'Denied by policy',
        description:
          'Drops per second by network policy. Intended by somebody, unless it jumped: then look who is denied, and what changed in that minute.',
        unit: 'eps',
        decimals: 2,
        width: 6,
        height: 3,
        thresholds: [{ color: color.policy }],
        links: [{ title: 'Who is denied', dashboard: 'hubble-drops' }],
        query: orZero(sumRate(denied())),
      }),
    context.hubble('tcp', ...END_LABELS) &&
      stat({
        title: 'Unanswered connections',
        description:
          'Share of TCP connection attempts without an answer. Servers that are gone or overloaded, or packets lost on the way; what policy denies is not in it.',
        unit: 'percentunit',
        decimals: 1,
        width: 6,
        height: 3,
        thresholds: unansweredThresholds,
        links: [{ title: 'Who does not answer', dashboard: 'hubble-tcp' }],
        query: unansweredShare(),
      }),
  ];
}

function layer7Tiles(board: FlowBoard): readonly Tile[] {
  const { context, clients } = board;
  const dnsFailures = () => {
    const { failed, responses } = dnsTraffic(context, clients);
    return share(sumRate(failed), sumRate(responses));
  };
  const http = () => httpTraffic(board, 'server');
  return [
    context.hubble('dns', ...END_LABELS) &&
      stat({
        title: 'DNS failures',
        description:
          'Share of DNS responses in which the server failed. Names that do not exist are not in it. Only pods with a DNS policy are seen.',
        unit: 'percentunit',
        decimals: 2,
        width: 6,
        height: 3,
        thresholds: dnsThresholds,
        noValue: 'No DNS seen',
        links: [{ title: 'Whose fault', dashboard: 'hubble-dns' }],
        query: dnsFailures(),
      }),
    context.hubble('httpV2', ...END_LABELS) &&
      stat({
        title: 'HTTP errors',
        description:
          'Share of requests answered with 5xx, in the view of the servers. Only traffic under an L7 policy is seen.',
        unit: 'percentunit',
        decimals: 2,
        width: 6,
        height: 3,
        thresholds: httpThresholds,
        noValue: 'No HTTP seen',
        links: [{ title: 'Which workload', dashboard: 'hubble-http' }],
        query: share(sumRate(http().serverErrors), sumRate(http().requests)),
      }),
    context.hubble('httpV2', ...END_LABELS) &&
      stat({
        title: 'Slow HTTP requests',
        description:
          'Share of requests that took longer than 0.5 s, in the view of the servers. Above 1 % look for the slowest workloads.',
        unit: 'percentunit',
        decimals: 2,
        width: 6,
        height: 3,
        thresholds: latencyThresholds,
        noValue: 'No HTTP seen',
        links: [{ title: 'Which workload', dashboard: 'hubble-http' }],
        query: promql`1 - ${sumRate(http().inTime)} / ${sumRate(http().timed)}`,
      }),
  ];
}
