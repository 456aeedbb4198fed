import type { RuleContext } from '../../src/define.ts';
import { defineSlo, matching } from '../../src/define.ts';
import { windows } from '../windows.ts';

const ENDS = ['destination_namespace', 'destination_workload'] as const;

const common = {
  service: 'http',
  events: 'HTTP requests',
  period: '30d',
  windows: 'google',
  presets: windows,
} as const;

/** What all views of HTTP share: a service is a workload in its namespace. */
function perService(context: RuleContext) {
  return {
    groupBy: [...context.clusterLabels, ...ENDS],
    // a single failure of a quiet service is no outage
    minEvents: 5,
    optional: 'Hubble sees HTTP only where an L7 policy or visibility applies',
  };
}

const WHERE = {
  destination_namespace: 'destination_namespace',
  destination_workload: 'destination_workload',
} as const;
const SERVICE = '{{ $labels.destination_namespace }}/{{ $labels.destination_workload }}';
const failing = `hubble observe --to-workload ${SERVICE} --http-status 5+ --last 50 -o compact`;

/** Answers 5xx as the server's node sees them: a request seen at both ends counts once. */
export const httpAvailability = defineSlo({
  ...common,
  name: 'http-availability',
  alert: 'HubbleHTTPAvailabilitySLOBurn',
  intent: 'HTTPAvailabilitySLOBurn',
  burns:
    "Requests answered with a status of 500 or above count as bad, as seen on the node of the server. 4xx are the client's affair. Requests without any answer are not seen.",
  summary: 'A service answers more requests with server errors than its error budget allows.',
  objective: '99.9',
  build: (context) => {
    if (!context.hubble('httpV2', ...ENDS)) return undefined;
    const view = { reporter: 'server' } as const;
    return {
      ...perService(context),
      sli: {
        kind: 'ratio',
        total: { of: [context.metric('hubble_http_requests_total', view)] },
        bad: { of: [context.metric('hubble_http_requests_total', { ...view, status: matching('5..') })] },
      },
      next: [
        failing,
        'kubectl -n {{ $labels.destination_namespace }} get pods -o wide',
        'kubectl -n {{ $labels.destination_namespace }} rollout history deployment/{{ $labels.destination_workload }}',
      ],
      board: { dashboard: 'hubble-http', panel: 'Error ratio by workload', variables: WHERE },
    };
  },
});

/** The same as clients see it, where servers see nothing wrong: the fault lies between the two. */
export const httpClientView = defineSlo({
  ...common,
  name: 'http-availability-client',
  alert: 'HubbleHTTPClientViewSLOBurn',
  intent: 'HTTPAvailabilitySLOBurn',
  burns:
    "Requests that the client saw answered with 500 or above count as bad. The alert is silent while the view of the server burns as well: then the fault is the service's own.",
  summary: 'Clients see server errors of a service that itself sees none.',
  objective: '99.9',
  build: (context) => {
    if (!context.hubble('httpV2', ...ENDS)) return undefined;
    const view = { reporter: 'client' } as const;
    return {
      ...perService(context),
      sli: {
        kind: 'ratio',
        total: { of: [context.metric('hubble_http_requests_total', view)] },
        bad: { of: [context.metric('hubble_http_requests_total', { ...view, status: matching('5..') })] },
      },
      caveat:
        'The view of the server is clean: look between the two, at proxies, gateways and the nodes of the clients.',
      unlessBurning: { slo: 'http-availability', on: perService(context).groupBy },
      next: [failing, 'kubectl -n kube-system logs -l k8s-app=cilium-envoy --tail=100 --prefix'],
      board: { dashboard: 'hubble-http', panel: 'Errors clients see by server', variables: WHERE },
      causes: [
        { alert: 'HubbleHTTPAvailabilitySLOBurn', equal: perService(context).groupBy },
        { alert: 'CiliumEnvoysDown' },
      ],
    };
  },
});

/** Half a second: a bound of the handler's histogram in every minor. Errors are timed like any answer. */
export const httpLatency = defineSlo({
  ...common,
  name: 'http-latency',
  alert: 'HubbleHTTPLatencySLOBurn',
  intent: 'HTTPLatencySLOBurn',
  burns:
    'Requests that took longer than half a second count as bad, as timed on the node of the server, failed ones included.',
  summary: 'A service answers more requests slowly than its error budget allows.',
  objective: '99',
  build: (context) => {
    if (!context.hubble('httpV2', ...ENDS)) return undefined;
    return {
      ...perService(context),
      sli: {
        kind: 'latency',
        buckets: context.metric('hubble_http_request_duration_seconds_bucket', { reporter: 'server' }),
        threshold: '0.5',
      },
      next: [
        `hubble observe --to-workload ${SERVICE} --protocol http --last 50 -o compact`,
        'kubectl -n {{ $labels.destination_namespace }} top pods',
      ],
      board: { dashboard: 'hubble-http', panel: 'Latency by workload, p95', variables: WHERE },
    };
  },
});
