import { familiesNamed } from '../catalog/catalog.ts';
import type { Absence } from '../catalog/lookup.ts';
import { queryCheck } from './check.ts';
import { isForeign } from './support/foreign.ts';
import { both, either } from './support/words.ts';

export const metricKnown = queryCheck({
  code: 'metric-known',
  severity: 'error',
  summary:
    'A metric that the configured Cilium does not expose makes a panel say "No data" and an alert that never fires.',
  remediation:
    'Query the metric named instead. For metrics that were renamed, write one expression per range of minors with `perMinor`.',
  *check({ selectors }) {
    for (const { node, presence } of selectors) {
      for (const found of presence.values()) {
        const message = 'absent' in found ? describe(found.absent) : undefined;
        if (message) yield { message, place: { offset: node.from } };
      }
    }
  },
});

function describe(absence: Absence): string | undefined {
  const use = 'use' in absence && absence.use ? `: use ${absence.use}` : '';
  if (absence.kind === 'unknown-metric') {
    if (!use && isForeign(absence.name)) return undefined;
    const near = absence.near.length > 0 ? `; near it: ${absence.near.join(', ')}` : '';
    return `no Cilium exposes ${absence.name}${use || near}`;
  }
  if (absence.kind !== 'wrong-minor') return undefined;
  if (absence.exists.length === 0 && familiesNamed(absence.name).some(({ fact }) => fact.minors.length > 0)) {
    const parts = ['_bucket', '_sum', '_count'].map((suffix) => `${absence.name}${suffix}`);
    return `${absence.name} is a histogram, which has no series of that name: use ${either(parts)}`;
  }
  const minors =
    absence.exists.length > 0 ? `exists only in Cilium ${both(absence.exists)}` : 'is gone since before Cilium 1.16';
  return `${absence.name} ${minors}${use}`;
}
