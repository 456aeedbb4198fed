import type { Insight } from '../../src/define.ts';
import { leftOut, shown, topic } from '../../src/define.ts';

/** The agent as a process, and its work apart from packets and policy. */
export const agentInsights: readonly Insight[] = [
  ...topic('Agent process', [
    shown('CPU', { 'cilium-agent': ['CPU cores by node'] }),
    shown('RSS', { 'cilium-agent': ['Memory by node'] }),
    shown('Open FDs against their limit', { 'cilium-agent': ['File descriptors by node'] }),
    shown('Memory of BPF maps and programs', {
      'cilium-datapath': ['Memory of maps by node', 'Memory of programs by node', 'Maps and programs'],
    }),
    shown('Restarts and age', { 'cilium-agent': ['Agent restarts', 'Youngest agents'] }),
    leftOut(
      'VSZ',
      'A Go process reserves address space it never touches: VSZ is large and says nothing about memory in use.',
    ),
  ]),
  ...topic('Agent errors', [
    shown('Errors and warnings logged, by subsystem', { 'cilium-agent': ['Errors and warnings by subsystem'] }),
    shown('Errors logged, without warnings', { 'cilium-agent': ['Errors logged'] }),
    shown('Failed jobs, by module and job', { 'cilium-agent': ['Failed jobs'] }),
    shown('Degraded modules', { 'cilium-agent': ['Degraded modules by node'] }),
    leftOut(
      'Most frequent log messages',
      'Messages are in the log (Loki, for example): Prometheus has only their count.',
    ),
  ]),
  ...topic('Controllers', [
    shown('Runs by outcome', { 'cilium-agent': ['Controller runs'] }),
    shown('Failing now, in all and by node', {
      'cilium-agent': ['Controllers failing', 'Failing controllers by node'],
      'incident-nodes': ['Failing controllers'],
    }),
    shown('Duration of a run, p99', { 'cilium-agent': ['Slow controller runs'] }),
  ]),
  ...topic('Agent API', [
    shown('Mean latency by path', { 'cilium-agent': ['API time by path'] }),
    shown('Rate by return code', { 'cilium-agent': ['API requests by return code'] }),
    shown('Calls that fail', { 'incident-nodes': ['Agent API failing'] }),
    leftOut(
      'Latency p95',
      'The histogram has other buckets in 1.20, so a quantile would step at the upgrade with nothing slower; the mean does not.',
    ),
  ]),
  ...topic('API limiter', [
    shown('Adjustment factor', { 'cilium-agent': ['Limiter adjustment'] }),
    shown('Rate limit', { 'cilium-agent': ['Limits in force'] }),
    shown('Calls processed by outcome', {
      'cilium-agent': ['Rate-limited calls'],
      'incident-capacity': ['Agents that throttle'],
    }),
    shown('Wait in the limiter', { 'cilium-agent': ['Longest wait in the limiter'] }),
  ]),
  ...topic('Endpoints', [
    shown('Endpoints by state', { 'cilium-agent': ['Endpoints by state'] }),
    shown('Endpoints not ready, in all and by node', {
      'cilium-agent': ['Endpoints not ready', 'Endpoints not ready by node'],
      'incident-nodes': ['Endpoints not ready'],
    }),
    shown('Regenerations by outcome', { 'cilium-agent': ['Regenerations', 'Regenerations failing'] }),
    shown('Regeneration time by scope, mean and p99', {
      'cilium-agent': ['Regeneration time by step', 'Slow regenerations by step'],
    }),
    shown('Policy calculation time (the scopes that calculate policy)', {
      'cilium-agent': ['Regeneration time by step', 'Slow regenerations by step'],
    }),
    leftOut(
      '`cilium_endpoint_max_ifindex`',
      'Only agents on kernels older than about 5.10 need 16-bit interface indexes and expose it, and 1.18 is the last minor that does.',
    ),
  ]),
  ...topic('Kubernetes path', [
    shown('API server latency', { 'cilium-agent': ['API server latency'] }),
    shown('API server calls by return code', {
      'cilium-agent': ['API server calls by return code', 'API server calls failing'],
      'incident-nodes': ['Failing calls to the API server'],
    }),
    shown('Events by scope and action', { 'cilium-agent': ['Events handled by resource'] }),
    shown('Events received, valid or not, equal or not', { 'cilium-agent': ['Events received by use'] }),
    shown('Node events', { 'cilium-datapath': ['Node updates'] }),
    shown('Client-side rate limiting', { 'cilium-agent': ['Client-side throttling'] }),
    shown('Work queues of the agent: depth, retries, latency', {
      'cilium-agent': ['Work queue depth', 'Work queue retries', 'Time in work queues'],
    }),
  ]),
  ...topic('Connectivity', [
    shown('Unreachable nodes and health endpoints', {
      'cilium-agent': ['Nodes unreachable', 'Unreachable peers by node'],
      'incident-nodes': ['Unreachable, typical', 'Unreachable, worst', 'Peers out of reach by node'],
    }),
    shown('Latency between nodes by probe and protocol', { 'cilium-agent': ['Node to node latency'] }),
    leftOut(
      'Matrix of every node to every node',
      'No covered minor names the probed node in a label, so a pair cannot be told from the sum of its probes; `cilium-health status` can.',
    ),
  ]),
];
