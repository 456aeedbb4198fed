import { constant, counter, gauge } from '../signal.ts';
import { row } from '../site.ts';
import { depth, failing, logged, retries, stuck } from './failing.ts';
import type { Fault } from './fault.ts';
import { alike, onOneNode } from './fault.ts';

export const operatorFailing: Fault = {
  name: 'operator-failing',
  what: 'The operator cannot reach the API server and runs out of load balancer addresses.',
  moves: {
    cilium_operator_errors_warnings_total: logged('k8s-client'),
    cilium_operator_unmanaged_pods: onOneNode(() => [row(constant(3))]),
    cilium_operator_ces_sync_total: onOneNode(() => [row(counter(0.4), { outcome: 'fail' })]),
    cilium_operator_endpoint_gc_objects: onOneNode(() => [row(counter(0.05), { outcome: 'fail' })]),
    cilium_operator_identity_gc_runs: onOneNode(() => [
      row(counter(1 / 300), { outcome: 'fail', identity_type: 'crd' }),
    ]),
    cilium_operator_identity_gc_latency: onOneNode(() => [
      row(gauge(12, 1), { outcome: 'fail', identity_type: 'crd' }),
    ]),
    cilium_operator_controllers_group_runs_total: onOneNode(() => [row(counter(0.2), { status: 'failure' })]),
    cilium_operator_hive_jobs_runs_failed: failing(0.1),
    ...alike(['cilium_operator_k8s_workqueue_retries_total', 'workqueue_retries_total'], retries),
    ...alike(['cilium_operator_k8s_workqueue_depth', 'workqueue_depth'], depth),
    ...alike(
      [
        'cilium_operator_k8s_workqueue_longest_running_processor_seconds',
        'cilium_operator_k8s_workqueue_unfinished_work_seconds',
        'workqueue_longest_running_processor_seconds',
        'workqueue_unfinished_work_seconds',
      ],
      stuck,
    ),
    ...alike(
      ['cilium_operator_lbipam_services_unsatisfied', 'cilium_operator_lbipam_services_unsatisfied_total'],
      onOneNode(() => [row(constant(5))]),
    ),
    ...alike(
      ['cilium_operator_lbipam_conflicting_pools', 'cilium_operator_lbipam_conflicting_pools_total'],
      onOneNode(() => [row(constant(1))]),
    ),
    ...alike(
      ['cilium_operator_lbipam_ips_available', 'cilium_operator_lbipam_ips_available_total'],
      onOneNode(() => ['blue', 'green'].map((pool) => row(constant(0), { pool }))),
    ),
    ...alike(['certwatcher_read_certificate_errors_total'], failing(0.01)),
    controller_runtime_reconcile_errors_total: onOneNode(() => [row(counter(0.2), { controller: 'gateway' })]),
    controller_runtime_reconcile_total: onOneNode(() => [
      row(counter(0.2), { controller: 'gateway', result: 'error' }),
    ]),
    cilium_operator_cid_controller_work_queue_event_count: onOneNode(() => [row(counter(0.2), { outcome: 'fail' })]),
    cilium_operator_ipam_nodes: onOneNode(() => [
      row(constant(2), { category: 'in-deficit' }),
      row(constant(1), { category: 'at-capacity' }),
    ]),
    cilium_hive_status: onOneNode(({ target }) =>
      target.component === 'operator' ? [row(constant(3), { status: 'degraded' })] : [],
    ),
  },
};
