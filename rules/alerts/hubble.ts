import type { AlertDefinition, RuleContext } from '../../src/define.ts';
import { alert, by, defineRules, on, promql } from '../../src/define.ts';
import { nodeOf, onAgent } from '../shared/agent-commands.ts';

/** Hubble itself: whether what it says can be believed. */
export const hubbleAlerts = defineRules({
  name: 'hubble',
  build: (context) => [
    {
      name: 'hubble',
      rules: [context.hubble('flow') && eventsLost(context), metricsDown(context), relayDown(context)],
    },
  ],
});

/**
 * Each place of loss is held against the flows by itself: `hubble_ring_buffer` counts how often a reader was overtaken,
 * at least one event each time, and not how many it missed.
 */
function eventsLost(context: RuleContext): AlertDefinition {
  const { metric, nodeLabels, ofCluster } = context;
  const lost = metric('hubble_lost_events_total');
  const seen = metric('hubble_flows_processed_total');
  const losses = promql`sum ${by(lost, ...nodeLabels, 'source')} (rate(${lost}[5m]))`;
  const flows = promql`sum ${by(seen, ...nodeLabels)} (rate(${seen}[5m]))`;
  return alert({
    name: 'HubbleEventsLost',
    intent: 'HubbleEventsLost',
    severity: 'ticket',
    summary: 'Hubble of a node loses more than one event in twenty.',
    description: `Hubble on node ${nodeOf(context)}${ofCluster} loses {{ $value | humanizePercentage }} of its events at {{ $labels.source }}. Lost at perf_event_ring_buffer or observer_events_queue, they are missing in all its metrics, and SLOs look better or worse than they are. At hubble_ring_buffer, readers of flows (CLI, Relay, exporters) are too slow and miss at least so many.`,
    expr: promql`
      ${losses} / (${losses} + ${on(lost, ...nodeLabels)} group_left () ${flows}) > 0.05
      and ${losses} > 1`,
    for: '5m',
    labels: [...nodeLabels, 'source'],
    next: [
      onAgent(context, 'hubble status'),
      onAgent(context, 'cilium-dbg status --verbose'),
      'kubectl -n kube-system get configmap cilium-config -o yaml | grep "hubble-event\\|monitor-aggregation"',
    ],
    board: {
      dashboard: 'hubble-pipeline',
      panel: 'Share of events lost by node and place',
      variables: { node: context.nodeLabel },
    },
  });
}

/** One alert for all nodes: what Hubble's endpoint dies of alone is its configuration, or its size. */
function metricsDown(context: RuleContext): AlertDefinition {
  const { metricOf, clusterLabels, nodeLabels, ofCluster } = context;
  const [hubble, agent] = [metricOf('hubble', 'up'), metricOf('agent', 'up')];
  return alert({
    name: 'HubbleMetricsDown',
    intent: 'TelemetryMissing',
    severity: 'ticket',
    summary: "Hubble's metrics cannot be scraped, although the agent is up.",
    description: `Prometheus gets no Hubble metrics from {{ $value }} nodes${ofCluster} whose agents it scrapes: DNS, HTTP, drop and policy alerts do not see them. An unknown handler in hubble.metrics.enabled stops Hubble on every node; on some, the answer is too large for the scrape timeout, or port 9965 is closed.`,
    expr: promql`
      count ${by(hubble, ...clusterLabels)} (
        max ${by(hubble, ...nodeLabels)} (${hubble}) == 0
        unless ${on(hubble, ...nodeLabels)} max ${by(agent, ...nodeLabels)} (${agent}) == 0
      ) > 0`,
    for: '15m',
    labels: clusterLabels,
    next: [
      'kubectl -n kube-system logs ds/cilium -c cilium-agent --tail=500 | grep -i hubble',
      'kubectl -n kube-system get configmap cilium-config -o yaml | grep "hubble-metrics"',
    ],
    board: { dashboard: 'hubble-pipeline', panel: 'Hubbles silent' },
  });
}

/** Only where Relay's metrics are switched on: without a target there is nothing to be down. */
function relayDown({ metricOf, clusterLabels, ofCluster }: RuleContext): AlertDefinition {
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
    next: [
      'kubectl -n kube-system get pods -l k8s-app=hubble-relay -o wide',
      'kubectl -n kube-system logs -l k8s-app=hubble-relay --tail=100',
    ],
    board: { dashboard: 'hubble-pipeline', panel: 'Relays up' },
  });
}
