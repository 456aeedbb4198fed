import type { AlertDefinition, Promql, RecordDefinition, RuleContext } from '../../src/define.ts';
import { alert, by, ofEveryComponent, on, promql, record, recorded } from '../../src/define.ts';

const TARGETS = 'cluster_component:cilium_targets:count';
const NEXT = [
  'kubectl -n kube-system get servicemonitors,podmonitors --show-labels',
  'kubectl -n kube-system get endpointslices | grep "cilium\\|hubble"',
  'kubectl get prometheuses -A -o jsonpath="{.items[*].spec.serviceMonitorSelector}"',
];

/** Targets by component, up or not. */
export function targets(context: RuleContext): RecordDefinition {
  const { clusterLabels } = context;
  const grouping = { kind: 'grouping', keyword: 'by', labels: [...clusterLabels, 'component'] } as const;
  return record({
    name: TARGETS,
    expr: promql`count ${grouping} (${ofEveryComponent(context, 'up', (up) => promql`${up}`)})`,
  });
}

/**
 * Components that had targets within the last day and have none: how many there were. Each cluster is held against its
 * own past, as `absent()` in a central store is silent while any cluster reports. A cluster of which all is gone is one
 * fault, `component="all"`.
 */
function missing({ metricOf, clusterLabels }: RuleContext): Promql {
  const up = metricOf('agent', 'up');
  const now = recorded(TARGETS);
  const seen = promql`max_over_time(${now}[1d])`;
  const cluster = promql`(sum ${by(up, ...clusterLabels)} (${seen}) unless ${on(up, ...clusterLabels)} ${now})`;
  return promql`
    label_replace(${cluster}, "component", "all", "", "")
    or (${seen} unless ${now}) unless ${on(up, ...clusterLabels)} ${cluster}`;
}

export function telemetryMissing(context: RuleContext): AlertDefinition {
  const { clusterLabels, ofCluster } = context;
  return alert({
    name: 'CiliumTelemetryMissing',
    intent: 'TelemetryMissing',
    severity: 'ticket',
    summary: 'Prometheus no longer has any target of a Cilium component.',
    description: `Component {{ $labels.component }}${ofCluster} had {{ $value }} scrape targets within the last day and has none now. Alerts, SLOs and panels that read it are blind, not well.`,
    expr: promql`${missing(context)} > 0`,
    for: '9m',
    labels: [...clusterLabels, 'component'],
    next: NEXT,
    board: { dashboard: 'cilium-fleet', panel: 'Components gone silent' },
    causes: [{ alert: 'CiliumTelemetryMissingLong', equal: [...clusterLabels, 'component'] }],
  });
}

/** Nobody is blind for an hour by accident. Relay and mesh components may be removed on purpose: those stay tickets. */
export function telemetryMissingLong(context: RuleContext): AlertDefinition {
  const { clusterLabels, ofCluster } = context;
  const sameTarget = { kind: 'grouping', keyword: 'on', labels: [...clusterLabels, 'component'] } as const;
  const optional = recorded(TARGETS, { component: ['hubble-relay', 'clustermesh-apiserver', 'kvstoremesh'] });
  return alert({
    name: 'CiliumTelemetryMissingLong',
    intent: 'TelemetryMissing',
    severity: 'page',
    summary: 'Prometheus has had no target of a Cilium component for an hour.',
    description: `Component {{ $labels.component }}${ofCluster} had {{ $value }} scrape targets and has had none for an hour. Network faults there would wake nobody now.`,
    expr: promql`${missing(context)} > 0 unless ${sameTarget} max_over_time(${optional}[1d])`,
    for: '55m',
    labels: [...clusterLabels, 'component'],
    next: NEXT,
    board: { dashboard: 'cilium-fleet', panel: 'Components gone silent' },
  });
}
