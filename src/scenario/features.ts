import type { Component, MetricFact } from '../catalog/facts.ts';

/**
 * Parts of Cilium that most clusters run without: their families exist only where the part is used. Named by the Helm
 * value that the catalog gives as the family's switch.
 */
export const FEATURES: Readonly<Record<string, string>> = {
  'lb-ipam': 'CiliumLoadBalancerIPPool',
  'gateway-api': 'gatewayAPI.enabled',
  'endpoint-slices': 'ciliumEndpointSlice.enabled',
  'connection-tracking': 'extraConfig.enable-active-connection-tracking',
  bgp: 'bgpControlPlane.enabled',
  clustermesh: 'clustermesh.useAPIServer',
  'clustermesh-apiserver': 'clustermesh.apiserver.metrics.enabled',
  mcsapi: 'clustermesh.mcsapi.enabled',
  kvstore: 'kvstore',
  ipsec: 'encryption.type',
  'egress-gateway': 'egressGateway.enabled',
  'local-redirect': 'localRedirectPolicy',
  'operator-identities': 'identityManagementMode',
  'cloud-ipam': 'ipam.mode',
  'hubble-relay': 'hubble.relay.prometheus.enabled',
  // not of Cilium's chart: exporters that watch certificates
  certificates: 'x509-certificate-exporter or cert-manager',
};

/** What a synthetic cluster uses unless told otherwise: what a plain cluster on bare metal or a cloud VM often has. */
export const DEFAULT_FEATURES: readonly string[] = ['lb-ipam', 'gateway-api'];
export const ALL_FEATURES: readonly string[] = Object.keys(FEATURES);

const byHelm = new Map(Object.entries(FEATURES).map(([feature, helm]) => [helm, feature]));

/** The part of Cilium a family belongs to; undefined when every cluster has it, whatever its switch tunes. */
export function featureOf(fact: MetricFact): string | undefined {
  return fact.switch && !fact.off ? byHelm.get(fact.switch.helm) : undefined;
}

/** Components that only run where a feature is used. */
export const FEATURE_OF_COMPONENT: Readonly<Partial<Record<Component, string>>> = {
  'clustermesh-apiserver': 'clustermesh-apiserver',
  kvstoremesh: 'clustermesh-apiserver',
  'hubble-relay': 'hubble-relay',
  certificates: 'certificates',
};
