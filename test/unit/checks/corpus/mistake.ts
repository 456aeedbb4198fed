import type { LintOptions } from '../../../support/lint.ts';

/** A mistake seen in public boards and rules: its query, who finds it, and what the message must name. */
export type Mistake = readonly [name: string, expr: string, code: string, names: string, options?: LintOptions];

export const ALERT: LintOptions = { use: 'alerting' };
/** `hubble.metrics.enabled` of the Cilium quickstart: contexts on httpV2 only. */
export const QUICKSTART: LintOptions = {
  settings: {
    hubble: {
      metrics: [
        'dns',
        'drop',
        'tcp',
        'flow',
        'port-distribution',
        'icmp',
        'httpV2:exemplars=true;labelsContext=source_ip,source_namespace,source_workload,destination_ip,destination_namespace,destination_workload,traffic_direction',
      ],
    },
  },
};

/** The window of every rate on a board. */
export const W = '[$__rate_interval]';
