import { not } from '../../../src/define.ts';

/** Requests that policy, ingress or gateway sent through the proxy. Other prefixes are Envoy's own admin, health and metrics listeners. */
export const proxied = { envoy_http_conn_manager_prefix: 'proxy' } as const;

/** Clusters that carry traffic of workloads: all but the bootstrap's own (cilium-envoy ConfigMap of the chart). */
export const workloads = { envoy_cluster_name: not(['xds-grpc-cilium', '/envoy-admin']) };

/** What a chart says that has nothing to show. */
export const noTraffic = 'No traffic through the L7 proxy';
