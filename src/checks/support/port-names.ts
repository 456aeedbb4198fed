import type { Component } from '../../catalog/facts.ts';

/**
 * What the target label `endpoint` holds: the name of the scraped port, of the Service under a ServiceMonitor and of
 * the container under a PodMonitor. Source: chart templates of 1.16 to 1.20; embedded Envoy is scraped with the agent.
 */
export const PORT_NAMES: Readonly<Record<Component, readonly string[]>> = {
  agent: ['metrics', 'prometheus'],
  operator: ['metrics', 'prometheus'],
  hubble: ['hubble-metrics'],
  'hubble-relay': ['metrics', 'prometheus'],
  envoy: ['envoy-metrics'],
  'clustermesh-apiserver': ['apiserv-metrics', 'etcd-metrics'],
  kvstoremesh: ['kvmesh-metrics'],
  'kube-state-metrics': ['http'],
  certificates: ['metrics'],
  scrape: [],
};
