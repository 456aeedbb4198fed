import type { Settings } from '../../settings/settings.ts';
import type { Finding } from '../finding.ts';

/** No series names its cluster. Boards work without; what they cannot do is tell clusters apart. */
export function clusterUnnamed(label: string, { kubernetes }: Settings, evidence: readonly string[]): Finding {
  return {
    code: 'cluster-label-missing',
    key: 'cluster-label-missing',
    severity: 'warning',
    summary: `No series has the label ${label}: clusters cannot be told apart, and alerts do not name theirs.`,
    evidence,
    remedies: [
      {
        kind: 'stack-values',
        path: ['prometheus', 'prometheusSpec', 'scrapeClasses'],
        value: [
          {
            name: 'cluster',
            default: true,
            relabelings: [{ action: 'replace', targetLabel: label, replacement: kubernetes.clusterName }],
          },
        ],
      },
      { kind: 'settings', text: 'clusterLabel: false, where there is but one' },
    ],
  };
}
