import { constant, count, counter, gauge, histogram } from '../signal.ts';
import type { Row, Rule, Site } from '../site.ts';
import { each, row } from '../site.ts';
import { cloudIpam } from './cloud-ipam.ts';
import { jobRows } from './jobs.ts';

const JOBS: readonly (readonly [module: string, job: string])[] = [
  ['operator.operator-controlplane.leader-lifecycle.identity-gc', 'gc'],
  ['operator.operator-controlplane.leader-lifecycle.endpoint-gc', 'to-k8s-ciliumendpoint-gc'],
  ['operator.operator-controlplane.leader-lifecycle.lb-ipam', 'controller'],
  ['operator.operator-controlplane.leader-lifecycle.unmanaged-pods', 'restart-unmanaged-kube-dns'],
];

const QUEUES = ['ciliumidentity', 'ciliumnode', 'ces', 'loadbalancer-ippool'];

/** The elected replica works; the standby runs its process and little else. */
const leads = ({ target }: Site): boolean => target.index === 0;
const leader =
  (rows: (site: Site) => readonly Row[]): Rule =>
  (site) =>
    leads(site) ? rows(site) : [];

/** LB-IPAM gauges of 1.17 and later; 1.16 had the same with `_total` at the end. */
const lbIpam: Readonly<Record<string, Rule>> = Object.fromEntries(
  Object.entries({
    conflicting_pools: leader(() => [row(constant(0))]),
    ips_available: leader(() => [row(count(40, 3), { pool: 'blue' }), row(count(12, 2), { pool: 'green' })]),
    ips_used: leader(() => [row(count(22, 3), { pool: 'blue' }), row(count(4, 1), { pool: 'green' })]),
    services_matching: leader(() => [row(count(26, 3))]),
    services_unsatisfied: leader(() => [row(constant(0))]),
  }).flatMap(([name, rule]) => [
    [`cilium_operator_lbipam_${name}`, rule],
    [`cilium_operator_lbipam_${name}_total`, rule],
  ]),
);

/** Work queues: `cilium_operator_k8s_workqueue_*{name}` since 1.19, `workqueue_*{queue_name}` before. */
const workQueues: Readonly<Record<string, Rule>> = Object.fromEntries(
  ['cilium_operator_k8s_workqueue_', 'workqueue_'].flatMap((prefix) => {
    const queues = (signal: Row['signal']) =>
      leader(() => QUEUES.map((queue) => row(signal, { name: queue, queue_name: queue })));
    return [
      [`${prefix}adds_total`, queues(counter(0.3))],
      [`${prefix}depth`, queues(constant(0))],
      [`${prefix}retries_total`, queues(constant(0))],
      [`${prefix}queue_duration_seconds`, queues(histogram(0.3, 0.0004))],
      [`${prefix}work_duration_seconds`, queues(histogram(0.3, 0.006))],
    ];
  }),
);

export const operatorRules: Readonly<Record<string, Rule>> = {
  ...lbIpam,
  ...workQueues,
  ...Object.fromEntries(Object.entries(cloudIpam).map(([name, rule]) => [name, leader(rule)])),
  cilium_operator_ces_sync_total: leader(() => [row(counter(0.4), { outcome: 'success' })]),
  cilium_operator_ces_queueing_delay_seconds: leader(() =>
    each('queue', ['fast', 'standard'], () => histogram(0.2, 0.02)),
  ),
  cilium_operator_number_of_ceps_per_ces: leader(() => [row(histogram(0.1, 60))]),
  cilium_operator_number_of_cep_changes_per_ces: leader(() =>
    each('opcode', ['cepinserted', 'cepremoved'], () => histogram(0.1, 4)),
  ),
  cilium_operator_endpoint_gc_objects: leader(() => [row(counter(0.005), { outcome: 'success' })]),
  cilium_operator_errors_warnings_total: () => [
    row(constant(0), { level: 'ERROR', subsystem: 'init' }),
    row(constant(0), { level: 'WARN', subsystem: 'init' }),
    row(counter(0.001), { level: 'WARN', subsystem: 'klog' }),
  ],
  cilium_operator_identity_gc_entries: leader(() => [
    row(count(140, 6), { status: 'alive', identity_type: 'crd' }),
    row(count(3, 2), { status: 'deleted', identity_type: 'crd' }),
  ]),
  cilium_operator_identity_gc_runs: leader(() => [
    row(counter(1 / 900, 280), { outcome: 'success', identity_type: 'crd' }),
  ]),
  cilium_operator_identity_gc_latency: leader(() => [row(gauge(0.02), { outcome: 'success', identity_type: 'crd' })]),
  cilium_operator_hive_jobs_runs_total: () => jobRows(JOBS, counter(0.05)),
  cilium_operator_hive_jobs_runs_failed: () => jobRows(JOBS, constant(0)),
  cilium_operator_hive_jobs_timer_run_duration_seconds: () => jobRows(JOBS, histogram(0.02, 0.02)),
  cilium_operator_hive_jobs_observer_run_duration_seconds: () => jobRows(JOBS, histogram(0.02, 0.002)),
  cilium_operator_unmanaged_pods: leader(() => [row(constant(0))]),
  cilium_operator_version: () => [row(constant(0))],
  controller_runtime_reconcile_total: leader(() =>
    each('controller', ['gateway', 'httproute', 'gatewayclass'], () => counter(0.02)).map(({ labels, signal }) =>
      row(signal, { ...labels, result: 'success' }),
    ),
  ),
};
