/**
 * Names of other exporters, recording rules and runtime collectors: not Cilium's, so the catalog cannot judge them.
 * Everything else without a catalog entry is taken for a misspelt Cilium metric.
 */
const FOREIGN =
  /^(?:kube|kubelet|kubeproxy|node|container|machine|apiserver|coredns|etcd|scheduler|rest_client|prometheus|alertmanager|grafana|x509|certmanager|probe|cadvisor|istio|cluster_quantile|go|process|promhttp|python|jvm|http|net|aws|azure|gcp)_|^envoy_sds_|^ALERTS|:/;

export function isForeign(series: string): boolean {
  return FOREIGN.test(series);
}
