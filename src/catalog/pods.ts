import type { Component } from './facts.ts';

/** Components that are pods of their own, or of a neighbour: all but what Prometheus adds itself. */
export type PodComponent = Exclude<Component, 'scrape'>;

/** How a component's pods, and the target Prometheus makes of each, are called. */
export interface PodFacts {
  readonly pod: string;
  readonly container: string;
  readonly service: string;
  /** Name of the port. */
  readonly endpoint: string;
  readonly port: number;
  /** Which address of the node's pod range; a pod on the host network has the address of its node. */
  readonly ownAddress?: number;
  readonly app: string;
}

/** Ports, names and labels of the Helm chart, 1.16 to 1.20, and of the exporters' own charts. */
export const PODS: Readonly<Record<PodComponent, PodFacts>> = {
  agent: {
    pod: 'cilium',
    container: 'cilium-agent',
    service: 'cilium-agent',
    endpoint: 'metrics',
    port: 9962,
    app: 'cilium',
  },
  operator: {
    pod: 'cilium-operator',
    container: 'cilium-operator',
    service: 'cilium-operator',
    endpoint: 'metrics',
    port: 9963,
    app: 'operator',
  },
  envoy: {
    pod: 'cilium-envoy',
    container: 'cilium-envoy',
    service: 'cilium-envoy',
    endpoint: 'envoy-metrics',
    port: 9964,
    app: 'cilium-envoy',
  },
  hubble: {
    pod: 'cilium',
    container: 'cilium-agent',
    service: 'hubble-metrics',
    endpoint: 'hubble-metrics',
    port: 9965,
    app: 'hubble',
  },
  'hubble-relay': {
    pod: 'hubble-relay',
    container: 'hubble-relay',
    service: 'hubble-relay-metrics',
    endpoint: 'metrics',
    port: 9966,
    ownAddress: 10,
    app: 'hubble-relay',
  },
  'clustermesh-apiserver': {
    pod: 'clustermesh-apiserver',
    container: 'apiserver',
    service: 'clustermesh-apiserver-metrics',
    endpoint: 'apiserv-metrics',
    port: 9962,
    ownAddress: 11,
    app: 'clustermesh-apiserver',
  },
  kvstoremesh: {
    pod: 'clustermesh-apiserver',
    container: 'kvstoremesh',
    service: 'clustermesh-apiserver-metrics',
    endpoint: 'kvmesh-metrics',
    port: 9964,
    ownAddress: 11,
    app: 'clustermesh-apiserver',
  },
  'kube-state-metrics': {
    pod: 'kube-state-metrics',
    container: 'kube-state-metrics',
    service: 'kube-state-metrics',
    endpoint: 'http',
    port: 8080,
    ownAddress: 12,
    app: 'kube-state-metrics',
  },
  certificates: {
    pod: 'x509-certificate-exporter',
    container: 'x509-certificate-exporter',
    service: 'x509-certificate-exporter',
    endpoint: 'metrics',
    port: 9793,
    ownAddress: 13,
    app: 'x509-certificate-exporter',
  },
};

/** Beside Cilium, not of it: what reads them stays silent where they do not run. */
export const EXPORTERS: readonly Component[] = ['kube-state-metrics', 'certificates'];
