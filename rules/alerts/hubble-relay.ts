import type { AlertDefinition, RuleContext } from '../../src/define.ts';
import { alert, by, promql } from '../../src/define.ts';

const NEXT = [
  'kubectl -n kube-system get pods -l k8s-app=hubble-relay -o wide',
  'kubectl -n kube-system logs -l k8s-app=hubble-relay --tail=100',
  'hubble list nodes',
];

export function relayDown({ metricOf, clusterLabels, ofCluster }: RuleContext): AlertDefinition {
  const up = metricOf('hubble-relay', 'up');
  return alert({
    name: 'HubbleRelayDown',
    intent: 'HubbleRelayDown',
    severity: 'ticket',
    summary: 'No Hubble Relay is up.',
    description: `Prometheus reaches no Hubble Relay${ofCluster}: the CLI and the UI show no flows of the cluster. Metrics, and alerts on them, do not need it.`,
    expr: promql`max ${by(up, ...clusterLabels)} (${up}) == 0`,
    for: '15m',
    labels: clusterLabels,
    next: NEXT,
    board: { dashboard: 'hubble-overview' },
  });
}

/** IDLE is no fault: gRPC lets connections sleep, and wakes them for the next request. */
export function relayPeersUnreachable({ metric, clusterLabels, ofCluster }: RuleContext): AlertDefinition {
  const peers = metric('hubble_relay_pool_peer_connection_status');
  const failed = metric('hubble_relay_pool_peer_connection_status', {
    status: ['NIL_CONNECTION', 'TRANSIENT_FAILURE'],
  });
  const cluster = by(peers, ...clusterLabels);
  return alert({
    name: 'HubbleRelayPeersUnreachable',
    intent: 'HubbleRelayDown',
    severity: 'ticket',
    summary: 'Hubble Relay does not reach the Hubbles of many nodes.',
    description: `Hubble Relay cannot connect to {{ $value | humanizePercentage }} of its peers${ofCluster}: the CLI and the UI miss the flows of those nodes. All of them: certificates that ended or do not match. Some: port 4244 is closed.`,
    expr: promql`sum ${cluster} (${failed}) / sum ${cluster} (${peers}) > 0.1`,
    for: '30m',
    labels: clusterLabels,
    next: NEXT,
    board: { dashboard: 'hubble-overview' },
    causes: [{ alert: 'CiliumCertificateExpiring' }],
  });
}
