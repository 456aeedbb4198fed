import type { BuildContext, Promql, RowDefinition } from '../../../src/define.ts';
import { by, matching, promql, row, table } from '../../../src/define.ts';
import { color } from '../../shared/colors.ts';
import { clusterHeading, clusterLabels } from '../../shared/node-board.ts';

export const NO_EXPORTER = 'Not watched';
/** Below any number of days: a certificate that ended is not the same as none that is watched. */
export const LONG_ENDED = -36_500;

/** Secrets and Certificates of the Helm chart, as in the alert. */
const OURS = matching('(cilium|hubble|clustermesh|kvstoremesh)-.+');
const SECONDS_PER_DAY = 86_400;

/** Days until each certificate of Cilium ends, by whichever exporter watches it. */
export function certificateDays(context: BuildContext): Promql {
  const { metric } = context;
  const cluster = clusterLabels(context);
  const watched = metric('x509_cert_not_after', { secret_name: OURS });
  const managed = metric('certmanager_certificate_expiration_timestamp_seconds', { name: OURS });
  return promql`
    ((
      min ${by(watched, ...cluster, 'secret_namespace', 'secret_name')} (${watched})
      or
      label_replace(
        label_replace(
          min ${by(managed, ...cluster, 'namespace', 'name')} (${managed}), "secret_namespace", "$1", "namespace", "(.*)"
        ),
        "secret_name", "$1", "name", "(.*)"
      )
    ) - time()) / ${SECONDS_PER_DAY}`;
}

/** What ends when. Filled where an exporter watches certificates, which Cilium's chart does not bring. */
export function certificates(context: BuildContext): RowDefinition {
  const { limits } = context;
  return row(
    'Do certificates last?',
    [
      table({
        title: 'Days until certificates end',
        description:
          'Certificates of Hubble, Relay and Cluster Mesh, the first to end on top. Without x509-certificate-exporter or cert-manager nobody watches them: a chart that makes them with Helm renews them only with the next upgrade.',
        unit: 'd',
        decimals: 0,
        width: 24,
        height: 6,
        noValue: NO_EXPORTER,
        columns: {
          ...clusterHeading(context),
          secret_namespace: 'Namespace',
          secret_name: 'Secret or certificate',
          'Value #A': 'Days left',
        },
        sortBy: { column: 'Days left' },
        overrides: [
          {
            match: 'Days left',
            cell: 'color-background',
            thresholds: [{ color: color.critical }, { from: limits.certificateDays, color: color.ok }],
          },
        ],
        query: certificateDays(context),
      }),
    ],
    { collapsed: true },
  );
}
