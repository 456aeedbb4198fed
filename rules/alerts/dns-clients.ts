import type { AlertDefinition, RuleContext } from '../../src/define.ts';
import { alert, promql, recorded } from '../../src/define.ts';
import { dnsRecords } from '../recordings/dns.ts';

const CLIENT = ['source_namespace', 'source_workload'] as const;
const variables = { source_namespace: 'source_namespace', source_workload: 'source_workload' };

/**
 * Search domains make unknown names all day, so each client is held against its own worst of the day before. Three
 * times: a second scrape of the same endpoint only doubles. The six hours between keep the fault out of its own measure.
 */
export function dnsUnknownNames({ clusterLabels, ofCluster }: RuleContext): AlertDefinition {
  const now = recorded(dnsRecords.unknownNames);
  return alert({
    name: 'HubbleDNSNXDomainAnomaly',
    intent: 'DNSNXDomainAnomaly',
    severity: 'ticket',
    summary: 'A workload asks for names that do not exist, far more than it used to.',
    description: `{{ $labels.source_namespace }}/{{ $labels.source_workload }}${ofCluster} gets {{ $value | humanize }} NXDOMAIN responses per second, more than three times its highest of the day before: a misspelt or deleted name in its configuration, retried without pause.`,
    expr: promql`${now} > 1 and ${now} > 3 * max_over_time(${now}[1d] offset 6h)`,
    for: '4m',
    labels: [...clusterLabels, ...CLIENT],
    next: [
      'hubble observe --protocol dns --to-workload {{ $labels.source_namespace }}/{{ $labels.source_workload }} --last 100 -o jsonpb | grep -o \'"query":"[^"]*"\' | sort | uniq -c | sort -rn | head',
      'kubectl -n {{ $labels.source_namespace }} rollout history deployment/{{ $labels.source_workload }}',
    ],
    board: { dashboard: 'hubble-dns', panel: 'Unknown names by client', variables },
  });
}

/** A DNS policy that leaves out search domains refuses all day too. A client never seen before has no measure: it fires. */
export function dnsPolicyDenied({ clusterLabels, ofCluster }: RuleContext): AlertDefinition {
  const now = recorded(dnsRecords.refused);
  return alert({
    name: 'HubbleDNSPolicyDenied',
    intent: 'DNSPolicyDenied',
    severity: 'ticket',
    summary: 'A DNS policy refuses queries of a workload that it did not refuse before.',
    description: `The DNS rules of network policy refuse {{ $value | humanize }} queries per second of {{ $labels.source_namespace }}/{{ $labels.source_workload }}${ofCluster}, more than three times the highest of the day before: a name the workload needs is missing in its policy, or it asks for something it should not.`,
    expr: promql`${now} > 0.1 unless ${now} <= 3 * max_over_time(${now}[1d] offset 6h)`,
    for: '10m',
    labels: [...clusterLabels, ...CLIENT],
    next: [
      'hubble observe --protocol dns --verdict DROPPED --from-workload {{ $labels.source_namespace }}/{{ $labels.source_workload }} --last 50',
      'kubectl -n {{ $labels.source_namespace }} get ciliumnetworkpolicies -o yaml | grep -A12 "dns:"',
    ],
    board: { dashboard: 'hubble-dns', panel: 'Refused by policy, by client', variables },
  });
}
