import type { Insight } from '../../src/define.ts';
import { leftOut, shown, topic } from '../../src/define.ts';

/** Packets as the agent counts them, the maps behind them, and the policy they meet. */
export const datapathInsights: readonly Insight[] = [
  ...topic('BPF', [
    shown('Map pressure, fullest first', {
      'cilium-datapath': ['Fullest map', 'Fullest maps'],
      'incident-capacity': ['Fullest maps and what to run there', 'Fill level of maps'],
    }),
    shown('Operations by map and kind (update, delete, lookup)', { 'cilium-datapath': ['Map operations'] }),
    shown('Failed operations by map', { 'cilium-datapath': ['Failed map operations'] }),
    shown('Error rate of updates', { 'cilium-datapath': ['Map updates failing', 'Failed updates by node'] }),
    shown('`cilium_ipcache_errors_total`', {
      'cilium-datapath': ['Address cache errors'],
      'incident-policy': ['Identity cache errors'],
    }),
    leftOut(
      'BPF system calls, count and latency',
      '`cilium_bpf_syscall_duration_seconds` is off by default, and failed map operations show what a failing call breaks.',
    ),
  ]),
  ...topic('Conntrack and NAT', [
    shown('Entries by family, protocol and status', {
      'cilium-datapath': ['Conntrack entries by protocol', 'Connections tracked by node'],
    }),
    shown('GC runs by status', { 'cilium-datapath': ['Collections by outcome', 'Conntrack GC not completed'] }),
    shown('GC duration', { 'cilium-datapath': ['Collection time'] }),
    shown('GC interval', { 'cilium-datapath': ['Collection interval by node'] }),
    shown('Key fallbacks and dump resets', { 'cilium-datapath': ['Interrupted walks'] }),
    shown('Signals of the datapath', { 'cilium-datapath': ['Signals of the datapath'] }),
    shown('Source ports used towards one address', {
      'cilium-datapath': ['Fullest NAT port range', 'NAT port range by node'],
      'incident-capacity': ['Ports to one address'],
    }),
  ]),
  ...topic('Services', [
    shown('Updates by action', { 'cilium-datapath': ['Service updates'] }),
    shown('Implementation delay, p99', { 'cilium-datapath': ['Service implementation delay'] }),
  ]),
  ...topic('Forwarding', [
    shown('Packets by direction', { 'cilium-datapath': ['Forwarded packets by direction'] }),
    shown('Bytes by direction', { 'cilium-datapath': ['Forwarded bytes by direction'] }),
    shown('Agents that forward most', { 'cilium-datapath': ['Busiest nodes'] }),
    leftOut(
      'Total forwarded in the time range',
      'A total grows with the range that is chosen, so no two looks compare; rates do.',
    ),
  ]),
  ...topic('Drops the agent counts', [
    shown('Packets by reason and direction', {
      'cilium-datapath': ['Losses by reason', 'Policy drops by reason', 'Noise by reason'],
      'incident-drops': ['Lost by reason'],
    }),
    shown('Bytes by reason and direction', { 'cilium-datapath': ['Dropped bytes by reason'] }),
    shown('Agents that drop most', {
      'cilium-datapath': ['Loss ratio by node', 'Capacity drops by node', 'Policy drops by node'],
      'incident-drops': ['Share lost by node'],
    }),
    shown('Drops by class: loss, capacity, policy, noise', {
      'cilium-datapath': ['Drops by kind'],
      'hubble-drops': ['Drops by kind', 'Reasons and what to do'],
    }),
    leftOut(
      'Share of each reason in all drops',
      'The share of one reason falls when another rises; the rate of each reason and the loss among all packets do not mislead so.',
    ),
  ]),
  ...topic('Policy', [
    shown('Policies loaded, and agents that have other ones', {
      'cilium-agent': ['Policies loaded', 'Policy gap of agents'],
    }),
    shown('Changes by outcome', { 'cilium-agent': ['Policy changes', 'Policy changes refused'] }),
    shown('Enforcement status of endpoints', { 'cilium-agent': ['Endpoints by enforcement'] }),
    shown('Implementation delay, p99', {
      'cilium-agent': ['Policy implementation delay'],
      'incident-policy': ['Late policy'],
    }),
    shown('Identity update latency', { 'cilium-agent': ['Identity update latency'] }),
    shown('Revision, highest and lowest, and who lags', {
      'hubble-drops': ['Policy revision'],
      'cilium-agent': ['Slowest policy revisions by node'],
    }),
    shown('Denies at L3 and L4', {
      'cilium-datapath': ['Policy drops', 'Policy drops by reason', 'Policy drops by node'],
    }),
    shown('Denies at L7', { 'cilium-agent': ['L7 policy verdicts'], 'cilium-envoy': ['Denied by policy'] }),
    shown('Proxy redirects', { 'cilium-agent': ['Proxy redirects'], 'cilium-envoy': ['Redirects into the proxy'] }),
    shown('Proxy redirects that are missing', { 'cilium-agent': ['Missing proxy redirects by node'] }),
  ]),
  ...topic('FQDN and DNS proxy', [
    shown('Upstream reply latency by scope', {
      'cilium-agent': ['Time in the DNS proxy by step'],
      'hubble-dns': ['Server time, p99', 'Time by step, p99', 'Server time by node, p95'],
    }),
    shown('Failures and timeouts of the proxy', {
      'cilium-agent': ['DNS proxy failures'],
      'hubble-dns': ['Timeouts', 'Proxy failures by node'],
    }),
    shown('FQDN selectors', { 'cilium-agent': ['DNS selectors'] }),
  ]),
  ...topic('L7 proxy', [
    shown('Requests by rule and proxy type', {
      'cilium-agent': ['L7 policy verdicts'],
      'cilium-envoy': ['Verdicts of the agent'],
    }),
    shown('Parse errors', { 'cilium-agent': ['L7 policy verdicts'] }),
    shown('Envoy: requests, errors and latency, downstream', {
      'cilium-envoy': ['Requests', 'Responses by class', 'Server error ratio by node', 'Latency'],
    }),
    shown('Envoy: errors and latency, upstream against downstream', {
      'cilium-envoy': [
        'Server errors: sent and received',
        'Time: with and without the proxy',
        'Upstream failures by cause',
      ],
    }),
    shown('Envoy: xDS updates accepted, rejected and failed', {
      'cilium-envoy': ['Updates accepted', 'Updates rejected and failed', 'Answers of Envoy to the agents'],
    }),
    shown('Envoy: connection limits', {
      'cilium-envoy': ['Connections refused by listeners', 'Circuit breakers open', 'Connections by node'],
    }),
  ]),
];
