import type { Insight } from '../../src/define.ts';
import { leftOut, shown, topic } from '../../src/define.ts';

/** Flows as Hubble sees them, and whether it sees them all. */
export const hubbleInsights: readonly Insight[] = [
  ...topic('Flows', [
    shown('Flows per second of each node', { 'hubble-pipeline': ['Flows seen by node'] }),
    shown('Flows by type', { 'hubble-overview': ['Flows by type'] }),
    shown('Flows by subtype', { 'hubble-overview': ['Packets by point', 'L7 flows by protocol and verdict'] }),
    shown('Flows by verdict', { 'hubble-overview': ['Delivered, proxied and dropped'] }),
    shown('Busiest sources and destinations', { 'hubble-overview': ['Busiest sources', 'Busiest destinations'] }),
    shown('Workloads with denials in the last minutes', { 'hubble-drops': ['Workloads denied'] }),
    shown('Workloads whose traffic stopped', {
      'incident-http': ['Workloads gone quiet'],
      'incident-dns': ['Namespaces gone quiet'],
    }),
    leftOut(
      'Number of pods with traffic or drops',
      'The default handlers label workloads: labels for pods cost a series for each pod and do not go when the pod does.',
    ),
    leftOut(
      '`hubble_flows_to_world_total`',
      'Its handler is not among the default ones; flows to and from no workload are shown from the handlers that are.',
    ),
  ]),
  ...topic('Drops Hubble sees', [
    shown('By reason', { 'hubble-drops': ['Losses by reason', 'Drops by any reason'] }),
    shown('By protocol', { 'hubble-drops': ['Drops by protocol'] }),
    shown('Sources and destinations that lose most', {
      'hubble-drops': ['Losses by source', 'Losses by destination', 'Losses between'],
      'incident-drops': ['Pairs and what to run next'],
    }),
    shown('Drops from no workload', { 'hubble-drops': ['From no workload'] }),
    leftOut(
      'By direction',
      '`hubble_drop_total` has a direction only with a context label that can double its series; source and destination tell it, and the agent counts by direction.',
    ),
    leftOut(
      'Heatmap of pods',
      'It needs a series for each pod; the ten workloads that lose most are drawn as lines, where their names can be read.',
    ),
    leftOut(
      'Lowest and highest rate in the time range',
      'Drops are rare, so the lowest rate is zero; the highest is the peak of the line.',
    ),
  ]),
  ...topic('Policy verdicts', [
    shown('Verdicts by action', { 'hubble-overview': ['Policy verdicts'] }),
    shown('Denials by source, by destination and by pair', {
      'hubble-drops': ['Denials by source', 'Denials by destination', 'Denials between'],
      'incident-policy': ['Pairs and what to run next'],
    }),
    shown('Denials by reason and protocol', { 'hubble-drops': ['Denials by reason and protocol'] }),
    shown('Allowed against dropped, for each pair', { 'hubble-overview': ['Namespaces'] }),
    leftOut(
      'Verdicts by match, ingress and egress',
      'Only `hubble_policy_verdicts_total` has them: its handler is not among the default ones and makes a series for each pair, match, direction and action.',
    ),
  ]),
  ...topic('TCP and ICMP', [
    shown('TCP flags', { 'hubble-tcp': ['Packets by TCP flag'] }),
    shown('Missing SYN-ACK, by server and by client', {
      'hubble-tcp': ['Unanswered attempts over time', 'Unanswered by server', 'Unanswered by client'],
    }),
    shown('RST by workload', { 'hubble-tcp': ['Resets sent by', 'Resets received by'] }),
    shown('FIN by workload', { 'hubble-tcp': ['Closings sent by'] }),
    shown('IPv4 against IPv6', {
      'hubble-tcp': ['Attempts by family', 'Unanswered attempts by family', 'Resets by family'],
    }),
    shown('ICMP types', { 'hubble-tcp': ['ICMP by type', 'ICMP by sender', 'Packets the network refused'] }),
    shown('Missing echo reply', { 'hubble-tcp': ['Unanswered pings', 'Unanswered pings by target'] }),
  ]),
  ...topic('Ports', [
    shown('Protocols', { 'hubble-tcp': ['Flows by protocol'], 'hubble-overview': ['Delivered by protocol'] }),
    shown('Busiest ports', { 'hubble-tcp': ['Busiest TCP ports', 'Busiest UDP ports'] }),
  ]),
  ...topic('DNS', [
    shown('Queries by type', { 'hubble-dns': ['Queries by type'] }),
    shown('Responses', { 'hubble-dns': ['Queries and answers'] }),
    shown('Missing responses', { 'hubble-dns': ['Unanswered', 'Unanswered by client', 'Unanswered by node'] }),
    shown('Errors by rcode', { 'hubble-dns': ['Responses by rcode', 'Server failures by server'] }),
    shown('Record types', { 'hubble-dns': ['Records answered by type'] }),
    shown('IPs returned', { 'hubble-dns': ['Addresses per answer'] }),
    shown('Clients that ask most', { 'hubble-dns': ['Queries by client'] }),
    shown('Clients with most errors', { 'hubble-dns': ['Clients with failures', 'Unknown names by client'] }),
    shown('Table of responses', { 'hubble-dns': ['Clients'] }),
    leftOut(
      'Names asked most',
      'The `query` option of the handler makes a series of every name that anybody asks: without bound, and chosen by the clients.',
    ),
  ]),
  ...topic('HTTP', [
    shown('Requests by method', { 'hubble-http': ['Requests by method'] }),
    shown('Responses by status', { 'hubble-http': ['Requests by status'] }),
    shown('Latency p50, p95 and p99', { 'hubble-http': ['since-when-latency', 'Requests by duration'] }),
    shown('Protocol', { 'hubble-http': ['Requests by protocol'] }),
    shown('RED of each destination', {
      'hubble-http': ['Servers', 'Requests by workload', 'Error ratio by workload', 'Latency by workload, p95'],
    }),
    shown('RED of each source', {
      'hubble-http': ['Requests by client', 'Errors by client', 'Latency by client, p95', 'Client and server'],
    }),
    leftOut(
      'CPU of the workloads',
      'A metric of the kubelet, not of Cilium or Hubble; boards that show it have kubelet labels to select by.',
    ),
  ]),
  ...topic('Hubble pipeline', [
    shown('Lost events by source', {
      'hubble-pipeline': ['Lost events by node and place', 'Share of events lost by node and place'],
    }),
    shown('Gaps between scrapes', {
      'hubble-pipeline': ['Scrapes missed, worst', 'Hubble scrapes missed by node', 'Targets down by component'],
    }),
    shown('Series of each family, and their growth', {
      'hubble-pipeline': ['Series by family', 'Series by node', 'New series by node'],
    }),
    shown('Relays, and calls to the flow API by result', {
      'hubble-pipeline': ['Relays up and down', 'Hubble API calls by result'],
    }),
    shown('End of certificates', { 'hubble-pipeline': ['Days until certificates end'] }),
    leftOut(
      'Dynamic flow exporters',
      'Their metrics exist only with `hubble.export.dynamic.enabled`, which is off by default, and no shipped board depends on it.',
    ),
  ]),
];
