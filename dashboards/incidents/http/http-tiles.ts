import type { PanelDefinition, Promql, RowDefinition, Selector } from '../../../src/define.ts';
import { by, not, promql, row, stat } from '../../../src/define.ts';
import { worseAbove } from '../../shared/colors.ts';
import { orZero, share, sumRate } from '../../shared/expressions.ts';
import { clusterLabels } from '../../shared/node-board.ts';
import { shareEach } from '../../shared/rankings.ts';
import { sourceAsDestination } from '../../shared/turned.ts';
import { criticalFrom, noticeFrom, TILE, WINDOW_OF_THE_ALERT } from '../tile.ts';
import { eventsLostTile, hubblesDownTile } from '../trust-tiles.ts';
import type { HttpIncident } from './http-incident.ts';

const noValue = 'No HTTP seen';

/** Requests per second below which a workload is taken to be idle. */
const SOME = 0.1;

/** Whether requests fail, are late, or are no longer seen. */
export function httpTiles(board: HttpIncident): RowDefinition {
  return row('What is wrong?', [
    ...failing(board),
    ...late(board),
    ...unseen(board),
    ...proxy(board),
    eventsLostTile(board),
    hubblesDownTile(board),
  ]);
}

function failing({ server, client, destination }: HttpIncident): readonly PanelDefinition[] {
  const ratio = (of: Selector<'hubble_http_requests_total'>, all: Selector<'hubble_http_requests_total'>): Promql =>
    shareEach(sumRate(of, ...destination.labels), sumRate(all, ...destination.labels));
  const seenByServer = ratio(server.serverErrors, server.requests);
  const seenByClient = ratio(client.serverErrors, client.requests);
  return [
    stat({
      ...TILE,
      title: 'Failing requests',
      description:
        'Share of requests that servers answered with 5xx, over all workloads picked. Above 0.1 % the error budget burns, above 1.44 % someone is called.',
      unit: 'percentunit',
      decimals: 2,
      thresholds: worseAbove(0.001, 0.0144),
      alerts: ['HubbleHTTPAvailabilitySLOBurn'],
      noValue,
      query: share(sumRate(server.serverErrors), sumRate(server.requests)),
    }),
    stat({
      ...TILE,
      title: 'Failing, worst workload',
      description:
        'The same of the workload with the highest share. With a request a minute a single error is a high share: see the requests below before you wake anybody.',
      unit: 'percentunit',
      decimals: 2,
      thresholds: worseAbove(0.001, 0.0144),
      noValue,
      query: promql`max(${seenByServer})`,
    }),
    stat({
      ...TILE,
      title: 'Failing for clients only',
      description:
        'Share of 5xx that clients of the worst workload saw and its own node did not. Such an error was made on the way: by Envoy, by a timeout, or by a connection that never arrived.',
      unit: 'percentunit',
      decimals: 2,
      thresholds: worseAbove(0.001, 0.0144),
      alerts: ['HubbleHTTPClientViewSLOBurn'],
      noValue,
      query: promql`max(clamp_min(${seenByClient} - ${seenByServer}, 0))`,
    }),
    stat({
      ...TILE,
      title: 'Refused, worst server',
      description:
        'Share of 4xx of the workload with the highest one. The server is well and says no: a client that sends nonsense, expired credentials, or a rollout that changed an address.',
      unit: 'percentunit',
      decimals: 0,
      thresholds: noticeFrom(0.5),
      noValue,
      query: promql`max(${ratio(server.clientErrors, server.requests)})`,
    }),
  ];
}

function late({ server, destination }: HttpIncident): readonly PanelDefinition[] {
  const labels = destination.labels;
  return [
    stat({
      ...TILE,
      title: 'Slow, worst workload',
      description:
        'Share of requests of the slowest workload that took longer than half a second. 1 % is what the objective allows; 6 % burns a month in five days.',
      unit: 'percentunit',
      decimals: 1,
      thresholds: worseAbove(0.01, 0.06),
      alerts: ['HubbleHTTPLatencySLOBurn'],
      noValue,
      query: promql`max(1 - ${sumRate(server.inTime, ...labels)} / (${sumRate(server.timed, ...labels)} > 0))`,
    }),
  ];
}

/** Requests that were there an hour ago: gone with their connections, or only out of sight. */
function unseen({ context, server: { requests }, node }: HttpIncident): readonly PanelDefinition[] {
  const ends = ['destination_namespace', 'destination_workload'] as const;
  const workload = by(requests, ...clusterLabels(context), ...ends);
  const answers = context.metric('hubble_tcp_flags_total', { flag: 'SYN-ACK' }, node);
  const before = promql`sum ${workload} (rate(${requests}[5m] offset 1h)) > ${SOME}`;
  const now = promql`sum ${workload} (rate(${requests}[5m])) > ${SOME / 50}`;
  const answering = promql`
    sum ${by(answers, ...clusterLabels(context), 'source_namespace', 'source_workload')} (rate(${answers}[5m]))`;
  const accepts = promql`sum ${workload} (${sourceAsDestination(answering)}) > 0.05`;
  return [
    stat({
      ...TILE,
      title: 'Workloads out of sight',
      description:
        'Workloads whose requests are no longer seen although they accept connections as before. They are not idle: the L7 policy that showed them is gone, and their objectives are blind.',
      unit: 'short',
      decimals: 0,
      thresholds: worseAbove(1),
      suppress: WINDOW_OF_THE_ALERT,
      query: orZero(promql`count((${before} unless ${now}) and ${accepts})`),
    }),
    stat({
      ...TILE,
      title: 'Workloads gone quiet',
      description:
        'Workloads that answered requests an hour ago and answer none now. Deleted on purpose it is no fault; otherwise nobody reaches them any more.',
      unit: 'short',
      decimals: 0,
      thresholds: noticeFrom(1),
      suppress: WINDOW_OF_THE_ALERT,
      query: orZero(promql`count(${before} unless ${now})`),
    }),
  ];
}

function proxy({ context, node }: HttpIncident): readonly PanelDefinition[] {
  const { metric, metricOf, nodeLabels } = context;
  const up = metricOf('envoy', 'up', {}, node);
  const services = { envoy_cluster_name: not(['xds-grpc-cilium', '/envoy-admin']) } as const;
  const refused = metric('envoy_cluster_upstream_cx_connect_fail', services, node);
  const opened = metric('envoy_cluster_upstream_cx_total', services, node);
  const connected = metric('envoy_control_plane_connected_state', {}, node);
  return [
    stat({
      ...TILE,
      title: 'Envoys down',
      description:
        'Nodes whose Envoy does not answer Prometheus, or was there an hour ago. Requests under an L7 policy on such a node fail altogether.',
      unit: 'short',
      decimals: 0,
      thresholds: criticalFrom(1),
      links: [{ title: 'Which, and why', dashboard: 'cilium-envoy' }],
      query: orZero(promql`
        count(
          max ${by(up, ...nodeLabels)} (${up}) == 0
          or (max ${by(up, ...nodeLabels)} (${up} offset 1h) unless max ${by(up, ...nodeLabels)} (${up}))
        )`),
    }),
    stat({
      ...TILE,
      title: 'Refused to Envoy',
      description:
        'Share of connections that Envoy could not open to the workloads behind it. The requests fail with 503 before the workload sees them.',
      unit: 'percentunit',
      decimals: 1,
      thresholds: worseAbove(0.01, 0.2),
      alerts: ['CiliumEnvoyUpstreamConnectFailing'],
      noValue,
      query: share(sumRate(refused), sumRate(opened)),
    }),
    stat({
      ...TILE,
      title: 'Envoys without agent',
      description:
        'Envoys that are not connected to the agent of their node: they go on with the configuration they have, and new policies and services do not reach them.',
      unit: 'short',
      decimals: 0,
      thresholds: worseAbove(1),
      query: promql`sum(max ${by(connected, ...nodeLabels)} (${connected}) == bool 0)`,
    }),
  ];
}
