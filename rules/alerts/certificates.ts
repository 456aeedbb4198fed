import type { AlertDefinition, RuleContext } from '../../src/define.ts';
import { alert, by, matching, promql } from '../../src/define.ts';

/** Secrets and Certificates of the Helm chart: cilium-ca, hubble-server-certs, hubble-relay-client-certs, clustermesh-apiserver-... */
const OURS = matching('(cilium|hubble|clustermesh|kvstoremesh)-.+');
const SECONDS_PER_DAY = 86_400;

/** Read from whichever exporter watches certificates; a secret is as old as the first of its certificates to end. */
export function certificateExpiring({ metric, clusterLabels, ofCluster, limits }: RuleContext): AlertDefinition {
  const watched = metric('x509_cert_not_after', { secret_name: OURS });
  const managed = metric('certmanager_certificate_expiration_timestamp_seconds', { name: OURS });
  return alert({
    name: 'CiliumCertificateExpiring',
    intent: 'CertExpiring',
    severity: 'ticket',
    summary: 'A certificate of Hubble or Cluster Mesh ends soon.',
    description: `The certificate in {{ $labels.secret_namespace }}/{{ $labels.secret_name }}${ofCluster} has {{ $value | humanize }} days left; it should have been renewed by now. When it ends, Relay, the UI and the CLI see no flows (hubble-...), or clusters lose each other (clustermesh-...).`,
    expr: promql`
      ((
        min ${by(watched, ...clusterLabels, 'secret_namespace', 'secret_name')} (${watched})
        or
        label_replace(
          label_replace(
            min ${by(managed, ...clusterLabels, 'namespace', 'name')} (${managed}), "secret_namespace", "$1", "namespace", "(.*)"
          ),
          "secret_name", "$1", "name", "(.*)"
        )
      ) - time()) / ${SECONDS_PER_DAY} < ${limits.certificateDays}`,
    for: '15m',
    labels: [...clusterLabels, 'secret_namespace', 'secret_name'],
    next: [
      'kubectl -n {{ $labels.secret_namespace }} get secret {{ $labels.secret_name }} -o jsonpath="{.data.tls\\.crt}" | base64 -d | openssl x509 -noout -subject -enddate',
      'kubectl -n {{ $labels.secret_namespace }} get cronjobs,jobs,certificates | grep "cert\\|hubble"',
    ],
    board: { dashboard: 'hubble-pipeline', panel: 'Days until certificates end' },
  });
}
