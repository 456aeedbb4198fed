import type { Insight } from '../../src/define.ts';
import { leftOut, shown, topic } from '../../src/define.ts';

/** What the operator keeps in order, and parts of Cilium that connect to something outside the cluster. */
export const operatorInsights: readonly Insight[] = [
  ...topic('Identities', [
    shown('Allocated, by type', { 'cilium-operator': ['Identities on the largest agent'] }),
    shown('Allocated against the limit', {
      'cilium-operator': ['Identities used', 'Identity limit'],
      'incident-capacity': ['Identities in use by cluster'],
    }),
    shown('GC entries', { 'cilium-operator': ['Identities in the cluster'] }),
    shown('GC runs', { 'cilium-operator': ['Failed identity collections', 'Identity collections'] }),
    shown('GC latency', { 'cilium-operator': ['Identity collection time'] }),
  ]),
  ...topic('IPAM', [
    shown('Addresses by family', { 'cilium-operator': ['Addresses in use and there'] }),
    shown('Fill level of the pod CIDR of each node', {
      'cilium-operator': ['Fullest nodes, addresses'],
      'cilium-agent': ['Fullest node, addresses'],
      'incident-capacity': ['Fullest nodes and what to run there', 'Addresses in use by node'],
    }),
    shown('IPAM events', { 'cilium-operator': ['Addresses handed out and taken back'] }),
    shown('Cloud IPAM: nodes that need addresses', {
      'cilium-operator': ['Nodes short of addresses'],
      'incident-capacity': ['Nodes short of addresses'],
    }),
    shown('Cloud IPAM: addresses free, used and wanted, by node', { 'cilium-operator': ['Cloud addresses by node'] }),
    shown('Cloud IPAM: addresses left in each subnet', { 'cilium-operator': ['Free addresses by subnet'] }),
    shown('Cloud IPAM: interfaces created, addresses taken and given back', {
      'cilium-operator': ['Addresses and interfaces from the cloud', 'Time to take and give back, p99'],
    }),
    shown('Cloud IPAM: API of AWS and Azure, latency and rate limit', {
      'cilium-operator': ['Cloud API time by operation, p99', 'Wait for the rate limit by operation, p99'],
    }),
    leftOut(
      'Cloud IPAM: runs of the resolver and of the sync to Kubernetes',
      'Inner triggers of the operator, with buckets that 1.20 changed; what they bring about, addresses and the time until they are there, is shown.',
    ),
  ]),
  ...topic('Endpoint slices', [
    shown('Slices written, by outcome', { 'cilium-operator': ['Slices written by outcome'] }),
    shown('Time in the queue', { 'cilium-operator': ['Wait of slices for their turn, p99'] }),
    shown('Endpoints and changes of a slice', {
      'cilium-operator': ['Endpoints per slice', 'Changes per write of a slice, p99'],
    }),
    shown('Time until agents see an endpoint', { 'cilium-operator': ['Time until other agents know a pod, p99'] }),
  ]),
  ...topic('Operator', [
    shown('CPU, RSS and FDs', {
      'cilium-operator': ['CPU cores by replica', 'Memory by replica', 'File descriptors by replica'],
    }),
    shown('Errors and warnings by subsystem', {
      'cilium-operator': ['Errors logged', 'Errors by subsystem', 'Warnings by subsystem'],
    }),
    shown('Uptime', { 'cilium-operator': ['Uptime by replica', 'Operator restarts'] }),
    shown('Unmanaged pods', { 'cilium-operator': ['Pods without Cilium', 'Pods without Cilium over time'] }),
    shown('Work queues: depth', { 'cilium-operator': ['Queue depth'] }),
    shown('Work queues: latency', { 'cilium-operator': ['Time in queues'] }),
    shown('Work queues: retries', { 'cilium-operator': ['Queue retries'] }),
    shown('Work queues: longest running', { 'cilium-operator': ['Longest running worker'] }),
    leftOut(
      'Work queues: adds and work duration',
      'Adds count what changes in the cluster, and slow work shows where it hurts: in the depth and the time in the queue.',
    ),
    shown('LB-IPAM: services matched, and services without an address', {
      'cilium-operator': ['Services without an address', 'Services matched and unsatisfied'],
    }),
    shown('LB-IPAM: fill level of pools', { 'cilium-operator': ['Fullest pools'] }),
    shown('LB-IPAM: conflicting pools', { 'cilium-operator': ['Conflicting pools'] }),
    shown('Remote clusters the operator is connected to', {
      'cilium-clustermesh': [
        'Remote clusters the operator sees',
        'New failures of the operator',
        'Time since the operator lost one',
      ],
    }),
  ]),
  ...topic('Cluster Mesh and kvstore', [
    shown('Readiness of remote clusters', {
      'cilium-clustermesh': ['Agents cut off', 'Pairs of clusters', 'Agents without the remote cluster'],
    }),
    shown('Failures, and the age of the last one', {
      'cilium-clustermesh': ['Pairs of clusters', 'New failures by node'],
    }),
    shown('Global services', { 'cilium-clustermesh': ['Services offered by remote clusters'] }),
    shown('KVStoreMesh: queue, errors, first synchronization', {
      'cilium-clustermesh': [
        'Waiting to be written',
        'Failed writes and lost connections',
        'First copies not complete',
      ],
    }),
    shown('kvstore operations by outcome', {
      'cilium-clustermesh': ['Operations on the stores by outcome', 'Operations of agents by outcome'],
      'incident-nodes': ['Kvstore failures, worst'],
    }),
    shown('kvstore latency', {
      'cilium-clustermesh': [
        'Time of operations, p99',
        'Time of operations of agents, p99',
        'Time of operations of the API server, p99',
      ],
    }),
    shown('kvstore events, time in the queue', {
      'cilium-clustermesh': ['Events read, queue time p99', 'Events of agents, queue time p99'],
    }),
    shown('kvstore of the agents: sync queue, sync and quorum errors', {
      'cilium-clustermesh': ['Waiting to be written by agents', 'Failed writes of agents and quorum errors'],
    }),
  ]),
  ...topic('BGP, encryption, egress gateway', [
    shown('Whether the feature is on', {
      'cilium-bgp': ['Agents with BGP on'],
      'cilium-encryption': ['Agents that encrypt'],
      'cilium-egress-gateway': ['Agents with it on'],
      'cilium-clustermesh': ['Agents in a mesh'],
    }),
    shown('BGP: session state', {
      'cilium-bgp': ['Sessions down', 'Sessions, those that are down first', 'Sessions over time'],
    }),
    shown('BGP: routes advertised and received', {
      'cilium-bgp': ['Routes advertised by peer', 'Routes received by peer', 'Nodes that advertise least'],
    }),
    shown('BGP: reconciliation errors and duration', {
      'cilium-bgp': ['Failing runs of agents', 'Failing runs of the operator', 'Time of a run, agents, p99'],
    }),
    shown('IPsec: XFRM errors', { 'cilium-encryption': ['IPsec errors by kind', 'IPsec errors by node'] }),
    shown('IPsec: number of keys', {
      'cilium-encryption': ['Keys in use', 'Nodes with other keys', 'Nodes by number of keys'],
    }),
    shown('Egress gateway: traffic without a way out', {
      'cilium-egress-gateway': ['Without gateway', 'Without egress address', 'Workloads without a way out'],
    }),
    shown('Egress gateway: ports and maps near a limit', {
      'cilium-egress-gateway': ['Fullest policy map', 'Fullest NAT map by node', 'Source ports in use by node'],
    }),
  ]),
];
