import type { Absence } from '../catalog/lookup.ts';
import { queryCheck } from './check.ts';
import type { Finding } from './check.ts';

export const metricKnown = queryCheck({
  code: 'metric-known',
  severity: 'error',
  summary: 'A metric that the configured Cilium does not expose makes a panel say "No data" and an alert that never fires.',
  remediation: 'Query the metric named instead. For metrics that were renamed, write one expression per range of minors with `perMinor`.',
  *check({ selectors }) {
    for (const { node, presence } of selectors) {
      for (const found of presence.values()) {
        const finding = 'absent' in found ? describe(found.absent) : undefined;
        if (finding) yield { message: finding, place: { offset: node.from } } satisfies Finding;
      }
    }
  },
});

function describe(absence: Absence): string | undefined {
  const use = 'use' in absence && absence.use ? `: use ${absence.use}` : '';
  if (absence.kind === 'unknown-metric') {
    const near = absence.near.length > 0 ? `; near it: ${absence.near.join(', ')}` : '';
    return `no Cilium exposes ${absence.name}${use || near}`;
  }
  if (absence.kind !== 'wrong-minor') return undefined;
  const minors = absence.exists.length > 0 ? `exists only in Cilium ${absence.exists.join(', ')}` : 'is gone since before Cilium 1.16';
  return `${absence.name} ${minors}${use}`;
}
