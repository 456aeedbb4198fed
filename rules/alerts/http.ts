import type { AlertDefinition, RecordDefinition, RuleContext } from '../../src/define.ts';
import { alert, by, defineRules, not, promql, record, recorded } from '../../src/define.ts';

const ENDS = ['source_namespace', 'source_workload', 'destination_namespace', 'destination_workload'] as const;
const REQUESTS = 'workload:hubble_http_requests:rate5m';
const ACCEPTED = 'workload:hubble_tcp_accepted:rate5m';

/** Requests that fail or are slow are the business of the HTTP SLOs; these are requests that are no longer seen. */
export const httpAlerts = defineRules({
  name: 'hubble-http',
  build: (context) =>
    context.hubble('httpV2', ...ENDS) && context.hubble('tcp', ...ENDS)
      ? [{ name: 'traffic', rules: [...workloadTraffic(context), httpTrafficVanished(context)] }]
      : [],
});

/** Requests and accepted connections per second by the workload that serves them. */
function workloadTraffic({ metric, clusterLabels }: RuleContext): readonly RecordDefinition[] {
  const requests = metric('hubble_http_requests_total', { destination_workload: not('') });
  const server = by(requests, ...clusterLabels, 'destination_namespace', 'destination_workload');
  const perView = by(requests, ...clusterLabels, 'destination_namespace', 'destination_workload', 'reporter');
  // who accepts sends the SYN-ACK; probes come from nodes, which are no workload, and prove no traffic
  const accepted = metric('hubble_tcp_flags_total', {
    flag: 'SYN-ACK',
    source_workload: not(''),
    destination_workload: not(''),
  });
  const sender = by(accepted, ...clusterLabels, 'source_namespace', 'source_workload');
  return [
    record({
      name: REQUESTS,
      expr: promql`max ${server} (sum ${perView} (rate(${requests}[5m])))`,
    }),
    record({
      name: ACCEPTED,
      expr: promql`
        sum ${server} (
          label_replace(
            label_replace(
              sum ${sender} (rate(${accepted}[5m])), "destination_namespace", "$1", "source_namespace", "(.*)"
            ),
            "destination_workload", "$1", "source_workload", "(.*)"
          )
        )`,
    }),
  ];
}

/** A deleted service takes its connections along, and one that nobody calls accepts none: both stay silent. */
function httpTrafficVanished({ clusterLabels, ofCluster }: RuleContext): AlertDefinition {
  const [now, accepted] = [recorded(REQUESTS), recorded(ACCEPTED)];
  const before = promql`avg_over_time(${now}[6h] offset 20m)`;
  return alert({
    name: 'HubbleHTTPTrafficVanished',
    intent: 'HTTPTrafficVanished',
    severity: 'ticket',
    summary: 'HTTP requests to a workload are no longer seen, while its connections go on.',
    description: `Hubble saw {{ $value | humanize }} requests per second to {{ $labels.destination_namespace }}/{{ $labels.destination_workload }}${ofCluster} and now sees none, but pods go on connecting to it. Its HTTP SLOs are blind: the L7 rule is gone or no longer selects it, or the traffic passes by the proxy.`,
    expr: promql`
      (${before} > 0.1) unless (${now} > 0.02 * ${before})
      and ${accepted} > 0.05
      and ${accepted} >= 0.5 * avg_over_time(${accepted}[6h] offset 20m)`,
    for: '10m',
    labels: [...clusterLabels, 'destination_namespace', 'destination_workload'],
    next: [
      'hubble observe --to-workload {{ $labels.destination_namespace }}/{{ $labels.destination_workload }} --last 50',
      'kubectl -n {{ $labels.destination_namespace }} get ciliumnetworkpolicies -o yaml | grep -A8 "http:"',
      'kubectl get ciliumclusterwidenetworkpolicies,ciliumclusterwideenvoyconfigs',
    ],
    board: {
      dashboard: 'hubble-http',
      panel: 'HTTP and connections',
      variables: {
        destination_namespace: 'destination_namespace',
        destination_workload: 'destination_workload',
      },
    },
    causes: [{ alert: 'CiliumEnvoysDown' }],
  });
}
