import type { JsonObject } from '../../model/dashboard.ts';

/** Groups that hold nothing but what we last published; the number goes up where a tenant's limit splits them. */
const MARKER = /^ciliascope-published(-\d+)?$/;
const RECORD = 'ciliascope:published_rule_group:info';

export const isMarker = (group: JsonObject): boolean => MARKER.test(String(group['name']));

/** Checksums of what we last published, by group. A ruler keeps no history, so they are rules of their own. */
export function publishedOf(groups: readonly JsonObject[]): ReadonlyMap<string, string> {
  const rules = groups
    .filter(isMarker)
    .flatMap((group) => (group['rules'] ?? []) as readonly { readonly labels?: Readonly<Record<string, string>> }[]);
  return new Map(
    rules.flatMap(({ labels = {} }) =>
      labels['rule_group'] && labels['checksum'] ? [[labels['rule_group'], labels['checksum']]] : [],
    ),
  );
}

/** The groups that remember these checksums. Their series also tell a dashboard which rules are out there. */
export function markerGroups(published: ReadonlyMap<string, string>, rulesPerGroup: number): readonly JsonObject[] {
  const rules = [...published]
    .sort()
    .map(([group, checksum]) => ({ record: RECORD, expr: 'vector(1)', labels: { rule_group: group, checksum } }));
  const count = Math.ceil(rules.length / rulesPerGroup);
  return Array.from({ length: count }, (_, index) => ({
    name: index === 0 ? 'ciliascope-published' : `ciliascope-published-${index + 1}`,
    interval: '5m',
    rules: rules.slice(index * rulesPerGroup, (index + 1) * rulesPerGroup),
  }));
}
