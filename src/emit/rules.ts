import { stringify } from 'yaml';
import type { Artifact, Model } from '../model/model.ts';

/** Plain rule files, as `rule_files` of Prometheus loads them. */
export function emitRules({ ruleSets }: Model): readonly Artifact[] {
  return ruleSets.map(({ name, groups }) => ({
    path: `prometheus/rules/${name}.yaml`,
    kind: 'rules',
    text: stringify({
      groups: groups.map((group) => ({
        name: group.name,
        ...(group.interval ? { interval: group.interval } : {}),
        rules: group.rules.map((rule) => ({
          ...(rule.kind === 'recording' ? { record: rule.record } : { alert: rule.alert }),
          expr: rule.query.expr,
          ...(rule.kind === 'alerting' && rule.for ? { for: rule.for } : {}),
          ...(rule.kind === 'alerting' && rule.keepFiringFor ? { keep_firing_for: rule.keepFiringFor } : {}),
          labels: rule.labels,
          ...(rule.kind === 'alerting' ? { annotations: rule.annotations } : {}),
        })),
      })),
    }),
  }));
}
