import type { Omission } from '../../src/define.ts';

export const omissions: readonly Omission[] = [
  {
    component: 'agent',
    families: [
      'go_gc_duration_seconds',
      'go_goroutines',
      'go_info',
      'go_memstats_alloc_bytes',
      'go_memstats_alloc_bytes_total',
      'go_memstats_heap_inuse_bytes',
      'go_memstats_heap_objects',
      'go_memstats_next_gc_bytes',
      'go_memstats_sys_bytes',
      'go_sched_latencies_seconds',
      'go_threads',
    ],
    reason:
      'Inner life of the Go runtime, for those who profile the agent: what it takes from the node is shown as CPU, RSS and FDs.',
  },
  {
    component: 'agent',
    families: ['cilium_process_virtual_memory_bytes', 'cilium_process_virtual_memory_max_bytes'],
    reason: 'Reserved address space, most of which the process never touches; RSS is shown.',
  },
  {
    component: 'agent',
    families: ['cilium_process_network_receive_bytes_total', 'cilium_process_network_transmit_bytes_total'],
    reason:
      "Counted in the agent's network namespace, which is that of the node: all traffic of the host, and not the agent's.",
  },
  {
    component: 'agent',
    families: ['cilium_act_errors', 'cilium_act_processing_time_seconds'],
    reason: 'Belong to active connection tracking, an option that is off by default: without it they count nothing.',
  },
  {
    component: 'agent',
    families: ['cilium_api_limiter_processing_duration_seconds', 'cilium_api_limiter_requests_in_flight'],
    reason:
      'What the limiter measures to adjust itself; what callers feel is shown: the wait, the outcome, the limit and the adjustment.',
  },
  {
    component: 'agent',
    families: ['cilium_bpf_map_capacity'],
    reason: 'A configured size that never changes; how much of it is used is shown as map pressure.',
  },
  {
    component: 'agent',
    families: ['cilium_endpoint'],
    reason: 'The number of endpoints, which `cilium_endpoint_state` gives by state.',
  },
  {
    component: 'agent',
    families: ['cilium_endpoint_component_status'],
    reason:
      'New in 1.20, and the state of an endpoint and its failed regenerations, which every minor has, tell of the same faults.',
  },
  {
    component: 'agent',
    families: ['cilium_endpoint_detached_selector_policy_time_stats_seconds'],
    reason: 'One step of the policy calculation, new in 1.20; the time of all steps is shown by scope.',
  },
  {
    component: 'agent',
    families: ['cilium_event_ts'],
    reason: 'When the last event came from each source: old in a quiet cluster, so its age tells no fault.',
  },
  {
    component: 'agent',
    families: ['cilium_feature_adv_connect_and_lb_k8s_internal_traffic_policy_enabled'],
    reason: 'Gone after 1.18, so that no inventory over the default minors can hold it.',
  },
  {
    component: 'agent',
    families: ['cilium_feature_datapath_endpoint_routes_enabled'],
    reason: 'Not in 1.18, so that no inventory over the default minors can hold it.',
  },
  {
    component: 'agent',
    families: ['cilium_feature_network_policies_cidr_policies'],
    reason:
      'Says only whether `policyCIDRMatchMode` is `nodes`, which few clusters set; the kinds of policy in use are shown.',
  },
  {
    component: 'agent',
    families: ['cilium_feature_network_policies_internal_traffic_policy_services_total'],
    reason:
      'Counts services with an internal traffic policy, which are no policies and no feature that can be switched off.',
  },
  {
    component: 'agent',
    families: ['cilium_fqdn_gc_deletions_total'],
    reason:
      'How many names the agent forgot on time, as it should; a fault of the DNS proxy shows in its latency and errors.',
  },
  {
    component: 'agent',
    families: ['cilium_fragmented_count_total'],
    reason:
      'Not in 1.18, and known from the output of others only; fragments that do harm show as drops with a reason of their own.',
  },
  {
    component: 'agent',
    families: [
      'cilium_hive_jobs_observer_last_run_duration_seconds',
      'cilium_hive_jobs_observer_run_duration_seconds',
      'cilium_hive_jobs_oneshot_last_run_duration_seconds',
      'cilium_hive_jobs_runs_total',
      'cilium_hive_jobs_timer_last_run_duration_seconds',
      'cilium_hive_jobs_timer_run_duration_seconds',
    ],
    reason:
      'Times and counts of jobs inside the agent, by internal names; a job that harms a module degrades it, which is shown.',
  },
  {
    component: 'agent',
    families: ['cilium_identity_label_sources'],
    reason:
      'Where the labels of identities come from: a make-up that changes with what is deployed. Identities are shown by type.',
  },
  {
    component: 'agent',
    families: [
      'cilium_identity_updater_timer_duration',
      'cilium_identity_updater_timer_trigger_folds',
      'cilium_identity_updater_timer_trigger_latency',
    ],
    reason: 'Parts of the time that an identity takes to reach policy maps, which is shown as a whole.',
  },
  {
    component: 'agent',
    families: ['cilium_k8s_terminating_endpoints_events_total'],
    reason: 'Counts backends that end in good order, which every rollout does; nothing follows from more or fewer.',
  },
  {
    component: 'agent',
    families: [
      'cilium_k8s_workqueue_adds_total',
      'cilium_k8s_workqueue_longest_running_processor_seconds',
      'cilium_k8s_workqueue_unfinished_work_seconds',
      'cilium_k8s_workqueue_work_duration_seconds',
    ],
    reason: 'More of the same queues; one that does not keep up shows in the depth, the retries and the time in it.',
  },
  {
    component: 'agent',
    families: ['cilium_kubernetes_resource_sync_duration'],
    reason: 'Set once when an agent starts, in 1.20 only, and a part of its start-up time.',
  },
  {
    component: 'agent',
    families: ['cilium_node_health_connectivity_status'],
    reason: 'Sums of the same probes that `cilium_unreachable_nodes` and `cilium_unreachable_health_endpoints` report.',
  },
  {
    component: 'agent',
    families: [
      'cilium_policy_selector_cache_identities',
      'cilium_policy_selector_cache_operation_duration_seconds',
      'cilium_policy_selector_cache_selectors',
      'cilium_policy_selector_match_count_max',
    ],
    reason:
      'Size and speed of a cache inside the policy engine; wide selectors do harm by filling policy maps and by late policy, and both are shown.',
  },
  {
    component: 'agent',
    families: ['cilium_subprocess_start_total'],
    reason:
      'Counts starts of the health responder and of an Envoy inside the agent; since 1.16 Envoy runs by default as a DaemonSet, and a dead responder is an unreachable endpoint.',
  },
  {
    component: 'operator',
    families: [
      'workqueue_adds_total',
      'workqueue_depth',
      'workqueue_longest_running_processor_seconds',
      'workqueue_queue_duration_seconds',
      'workqueue_retries_total',
      'workqueue_unfinished_work_seconds',
      'workqueue_work_duration_seconds',
    ],
    reason:
      'Names of 1.18 that only its documentation has and no recorded output; the queues are shown where every minor has the names of 1.19.',
  },
  {
    component: 'operator',
    families: [
      'cilium_operator_k8s_workqueue_adds_total',
      'cilium_operator_k8s_workqueue_unfinished_work_seconds',
      'cilium_operator_k8s_workqueue_work_duration_seconds',
    ],
    reason: 'More of the same queues; one that does not keep up shows in the depth, the retries and the time in it.',
  },
  {
    component: 'operator',
    families: [
      'cilium_operator_hive_jobs_observer_last_run_duration_seconds',
      'cilium_operator_hive_jobs_observer_run_duration_seconds',
      'cilium_operator_hive_jobs_oneshot_last_run_duration_seconds',
      'cilium_operator_hive_jobs_runs_total',
      'cilium_operator_hive_jobs_timer_last_run_duration_seconds',
    ],
    reason:
      'Failed jobs and the time of timers are shown; the others count runs that went well or repeat the last sample.',
  },
  {
    component: 'operator',
    families: ['cilium_operator_process_virtual_memory_bytes', 'cilium_operator_process_virtual_memory_max_bytes'],
    reason: 'Reserved address space, most of which the process never touches; RSS is shown.',
  },
  {
    component: 'operator',
    families: [
      'cilium_operator_process_network_receive_bytes_total',
      'cilium_operator_process_network_transmit_bytes_total',
    ],
    reason: 'The operator runs in the network of its node: these count all traffic of the host.',
  },
  {
    component: 'hubble',
    families: ['grpc_server_msg_received_total', 'grpc_server_msg_sent_total', 'grpc_server_started_total'],
    reason:
      'Calls to the flow API are shown by result; messages follow the number of flows, and calls begun those that end.',
  },
];
