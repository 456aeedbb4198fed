/** One end of a conversation. Everything is empty for the world outside the cluster, as Hubble writes it. */
export interface Workload {
  readonly namespace: string;
  readonly name: string;
  readonly kind: string;
}

const workload = (namespace: string, name: string, kind = 'Deployment'): Workload => ({ namespace, name, kind });

export const WORLD = workload('', '', '');
export const COREDNS = workload('kube-system', 'coredns');
const gateway = workload('edge', 'gateway');
const catalog = workload('shop', 'catalog');
const checkout = workload('shop', 'checkout');
const cart = workload('shop', 'cart');
const billing = workload('payments', 'billing');
const ledger = workload('payments', 'ledger');
const auth = workload('platform', 'auth');
const admin = workload('platform', 'admin');
const postgres = workload('data', 'postgres', 'StatefulSet');
const redis = workload('data', 'redis', 'StatefulSet');
const prometheus = workload('monitoring', 'prometheus', 'StatefulSet');

/** Workloads that talk to each other. Rates are per second in a cluster of ten nodes, and grow with it. */
export interface Conversation {
  readonly client: Workload;
  readonly server: Workload;
  readonly protocol: 'TCP' | 'UDP';
  readonly port: number;
  /** New connections per second. */
  readonly connections: number;
  /** HTTP requests per second, where the traffic passes the L7 proxy. */
  readonly requests?: number;
  /** Median latency of the requests in seconds. */
  readonly latency?: number;
}

/** `checkout` 100, `catalog` 400 and `admin` 0.02 requests per second: a busy, a normal and a nearly silent service. */
export const CONVERSATIONS: readonly Conversation[] = [
  { client: gateway, server: catalog, protocol: 'TCP', port: 8080, connections: 8, requests: 400, latency: 0.02 },
  { client: gateway, server: checkout, protocol: 'TCP', port: 8080, connections: 4, requests: 100, latency: 0.08 },
  { client: gateway, server: auth, protocol: 'TCP', port: 8443, connections: 4, requests: 150, latency: 0.008 },
  { client: gateway, server: admin, protocol: 'TCP', port: 8080, connections: 0.02, requests: 0.02, latency: 0.05 },
  { client: checkout, server: billing, protocol: 'TCP', port: 9090, connections: 2, requests: 60, latency: 0.05 },
  { client: billing, server: ledger, protocol: 'TCP', port: 9090, connections: 1, requests: 60, latency: 0.03 },
  { client: WORLD, server: gateway, protocol: 'TCP', port: 443, connections: 60 },
  { client: cart, server: redis, protocol: 'TCP', port: 6379, connections: 1 },
  { client: ledger, server: postgres, protocol: 'TCP', port: 5432, connections: 0.5 },
  { client: prometheus, server: catalog, protocol: 'TCP', port: 9100, connections: 0.3 },
  { client: billing, server: WORLD, protocol: 'TCP', port: 443, connections: 3 },
];

/** Who asks the cluster's DNS, with the share of all queries each makes. */
export const DNS_CLIENTS: readonly { readonly client: Workload; readonly share: number }[] = [
  { client: gateway, share: 0.4 },
  { client: checkout, share: 0.2 },
  { client: billing, share: 0.15 },
  { client: catalog, share: 0.15 },
  { client: prometheus, share: 0.1 },
];

/** Someone whom policy does not let through. */
export const DENIED: Conversation = { client: cart, server: postgres, protocol: 'TCP', port: 5432, connections: 0 };

/** Who is denied now and then in a healthy cluster: a stranger, and a busy pair on a port of its own. */
export const SOMETIMES_DENIED: readonly Conversation[] = [
  DENIED,
  { client: gateway, server: catalog, protocol: 'TCP', port: 9100, connections: 0 },
];
