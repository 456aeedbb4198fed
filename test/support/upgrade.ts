import { families } from '../../src/catalog/catalog.ts';
import type { Minor } from '../../src/catalog/minor.ts';
import type { Query } from '../../src/model/query.ts';
import type { UserSettings } from '../../src/settings/settings.ts';
import type { Use } from '../../src/upgrade/finding.ts';
import type { UpgradeReport } from '../../src/upgrade/upgrade.ts';
import { upgradeReport } from '../../src/upgrade/upgrade.ts';
import { modelOf } from './lint.ts';

/** Everything is switched on, so that no query is empty for want of a switch or a handler. */
const ALL: UserSettings = {
  cilium: { from: '1.16' },
  metrics: families.flatMap(({ fact }) => (fact.switch?.value.startsWith('+') ? [`+${fact.name}`] : [])),
  hubble: {
    metrics: [
      'dns',
      'drop',
      'flow',
      'flows-to-world',
      'httpV2',
      'icmp',
      'kafka',
      'policy',
      'port-distribution',
      'sctp',
      'tcp',
    ],
  },
};

/** What an upgrade does to one query. */
export function upgradeOf(expr: string, from: Minor, to: Minor, query: Partial<Query> = {}): UpgradeReport {
  return upgradeReport(modelOf(expr, { settings: ALL, ...query }), { from, to }, { mend: true });
}

/** The use that a kind of change, and a label where it has one, has of the only query. */
export function useOf({ findings }: UpgradeReport, kind: string, label?: string): Use | undefined {
  const found = findings.find(
    ({ change }) => change.kind === kind && (label === undefined || ('label' in change && change.label === label)),
  );
  return found?.uses[0];
}

/** The expression that is right on both minors, where the report has one. */
export function mendedIn({ findings }: UpgradeReport): string | undefined {
  for (const { remedy } of findings.flatMap(({ uses }) => uses)) {
    if (remedy?.kind === 'expression') return remedy.expr;
  }
  return undefined;
}
