import type { AlertDefinition, RecordDefinition, RuleContext } from '../../src/define.ts';
import { alert, by, promql, record, recorded } from '../../src/define.ts';
import { dnsRecords } from '../recordings/dns.ts';

const ATTEMPTS = 'namespace:hubble_tcp_attempts:rate5m';

/** A namespace that asked for names all day asks no more, and still opens connections: it does, but nobody sees it. */
export function dnsVisibilityLost({
  metric,
  clusterLabels,
  ofCluster,
}: RuleContext): readonly (RecordDefinition | AlertDefinition)[] {
  const attempts = metric('hubble_tcp_flags_total', { flag: 'SYN' });
  const [now, tries] = [recorded(dnsRecords.queries), recorded(ATTEMPTS)];
  const before = promql`avg_over_time(${now}[6h] offset 30m)`;
  return [
    record({
      name: ATTEMPTS,
      expr: promql`sum ${by(attempts, ...clusterLabels, 'source_namespace')} (rate(${attempts}[5m]))`,
    }),
    alert({
      name: 'HubbleDNSVisibilityLost',
      intent: 'TelemetryMissing',
      severity: 'ticket',
      summary: 'DNS of a namespace is no longer seen.',
      description: `Namespace {{ $labels.source_namespace }}${ofCluster} made {{ $value | humanize }} DNS queries per second, now Hubble sees none, while its pods open connections as before. Its DNS SLOs and alerts are blind: the DNS rule that made the queries visible is gone, or no longer selects its pods.`,
      expr: promql`
        (${before} > 0.05) unless (${now} > 0.02 * ${before})
        and ${tries} > 0.05
        and ${tries} >= 0.5 * avg_over_time(${tries}[6h] offset 30m)`,
      for: '10m',
      labels: [...clusterLabels, 'source_namespace'],
      next: [
        'hubble observe --namespace {{ $labels.source_namespace }} --protocol dns --last 20',
        'kubectl -n {{ $labels.source_namespace }} get ciliumnetworkpolicies -o yaml | grep -B2 -A6 "dns:"',
        'kubectl get ciliumclusterwidenetworkpolicies -o yaml | grep -B2 -A6 "dns:"',
      ],
      board: {
        dashboard: 'hubble-dns',
        panel: 'Queries and answers',
        variables: { source_namespace: 'source_namespace' },
      },
    }),
  ];
}
