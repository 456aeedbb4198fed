import type { Settings } from '../../settings/settings.ts';
import type { Finding, Remedy } from '../finding.ts';

/** No series names its cluster. Boards work without; what they cannot do is tell clusters apart. */
export function clusterUnnamed(label: string, settings: Settings, evidence: readonly string[]): Finding {
  return {
    code: 'cluster-label-missing',
    key: 'cluster-label-missing',
    severity: 'warning',
    summary: `No series has the label ${label}: clusters cannot be told apart, and alerts do not name theirs.`,
    evidence,
    remedies: [
      ...(settings.scrape.kind === 'annotations' ? [inJobs(label, settings)] : []),
      clusterClass(label, settings),
      { kind: 'settings', text: 'clusterLabel: false, where there is but one' },
    ],
  };
}

/** A default scrape class: names the cluster on the targets of all monitors, and on those of no additional job. */
export function clusterClass(label: string, { kubernetes }: Settings): Remedy {
  return {
    kind: 'stack-values',
    path: ['prometheus', 'prometheusSpec', 'scrapeClasses'],
    value: [
      {
        name: 'cluster',
        default: true,
        relabelings: [{ action: 'replace', targetLabel: label, replacement: kubernetes.clusterName }],
      },
    ],
  };
}

/** prometheus-operator takes additional jobs as they are: scrape classes do not reach them (pkg/prometheus/promcfg.go). */
function inJobs(label: string, { kubernetes }: Settings): Remedy {
  return {
    kind: 'yaml',
    where: 'relabel_configs of every job that follows annotations',
    text: `- target_label: ${label}\n  replacement: ${JSON.stringify(kubernetes.clusterName)}\n`,
  };
}
