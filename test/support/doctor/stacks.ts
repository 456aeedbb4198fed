/** Values of kube-prometheus-stack as people write them. */

const CLUSTER = `
    scrapeClasses:
      - name: cluster
        default: true
        relabelings:
          - targetLabel: cluster
            replacement: prod-a`;

/** Monitors found whatever their labels; every target gets the cluster's name. */
export const MONITORS = `
prometheus:
  prometheusSpec:
    serviceMonitorSelectorNilUsesHelmValues: false
    podMonitorSelectorNilUsesHelmValues: false
    ruleSelectorNilUsesHelmValues: false${CLUSTER}
`;

const RELABELINGS = (of: 'pod' | 'service', node: string) => `
          - source_labels: [__meta_kubernetes_${of}_annotation_prometheus_io_scrape]
            action: keep
            regex: 'true'
          - source_labels: [__address__, __meta_kubernetes_${of}_annotation_prometheus_io_port]
            regex: '(.+?)(?::\\d+)?;(\\d+)'
            replacement: $1:$2
            target_label: __address__
          - action: labelmap
            regex: __meta_kubernetes_${of}_label_(.+)
          - source_labels: [__meta_kubernetes_namespace]
            target_label: namespace
          - source_labels: [__meta_kubernetes_pod_name]
            target_label: pod
          - source_labels: [__meta_kubernetes_service_name]
            target_label: service
          - source_labels: [__meta_kubernetes_${node}]
            target_label: node
          - target_label: cluster
            replacement: prod-a`;

/** Jobs that follow `prometheus.io/*`, as the chart of prometheus-community has them. */
export const ANNOTATIONS = `
prometheus:
  prometheusSpec:
    ruleSelectorNilUsesHelmValues: false${CLUSTER}
    additionalScrapeConfigs:
      - job_name: kubernetes-pods
        honor_labels: true
        kubernetes_sd_configs: [{ role: pod }]
        relabel_configs:${RELABELINGS('pod', 'pod_node_name')}
      - job_name: kubernetes-endpoints
        honor_labels: true
        kubernetes_sd_configs: [{ role: endpoints }]
        relabel_configs:${RELABELINGS('service', 'pod_node_name')}
`;
