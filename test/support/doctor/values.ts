const HUBBLE = `
hubble:
  enabled: true
  metrics:
    enabled:
      - dns:labelsContext=source_namespace,source_workload,destination_namespace,destination_workload
      - drop:labelsContext=source_namespace,source_workload,destination_namespace,destination_workload
      - tcp:labelsContext=source_namespace,source_workload,destination_namespace,destination_workload
      - flow:labelsContext=source_namespace,source_workload,destination_namespace,destination_workload
      - port-distribution
      - icmp:labelsContext=source_namespace,source_workload,destination_namespace,destination_workload
      - httpV2:labelsContext=source_namespace,source_workload,destination_namespace,destination_workload`;

/** Values of Cilium that all content is content with, scraped by the chart's ServiceMonitors. */
export const MONITORED = `${HUBBLE}
    serviceMonitor:
      enabled: true
prometheus:
  enabled: true
  serviceMonitor:
    enabled: true
operator:
  prometheus:
    enabled: true
    serviceMonitor:
      enabled: true
envoy:
  enabled: true
  prometheus:
    enabled: true
    serviceMonitor:
      enabled: true
`;

/** The same, scraped by jobs that follow annotations. */
export const ANNOTATED = `${HUBBLE}
prometheus:
  enabled: true
operator:
  prometheus:
    enabled: true
envoy:
  enabled: true
  prometheus:
    enabled: true
`;
