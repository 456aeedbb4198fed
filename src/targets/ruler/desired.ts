import type { JsonObject } from '../../model/dashboard.ts';
import { canonicalRuleGroup } from '../../plan/canonical/rule-group.ts';
import { checksum } from '../../plan/checksum.ts';
import type { Desired } from '../../plan/resource.ts';
import type { RulerTarget } from '../../settings/targets.ts';

/** Limits that Mimir sets to a tenant unless its administrator says otherwise (pkg/util/validation, ruler_max_rules_per_rule_group). */
const RULES_PER_GROUP = 20;

export const groupId = (namespace: string, group: string): string => `rule-group/${namespace}/${group}`;

/** One object per group; a rule file is a namespace below the name of the set. */
export function rulerDesired(
  files: readonly { readonly name: string; readonly groups: readonly JsonObject[] }[],
  { maxRulesPerGroup = RULES_PER_GROUP }: RulerTarget,
  set: string,
): readonly Desired[] {
  return files.flatMap(({ name, groups }) =>
    groups.map((group) => {
      const namespace = `${set}/${name}`;
      const count = Array.isArray(group['rules']) ? group['rules'].length : 0;
      return {
        id: groupId(namespace, String(group['name'])),
        kind: 'rule-group' as const,
        title: String(group['name']),
        content: { namespace, group },
        checksum: checksum(canonicalRuleGroup(group)),
        ...(count > maxRulesPerGroup
          ? { refused: `${count} rules, and this tenant may have ${maxRulesPerGroup} in a group (maxRulesPerGroup)` }
          : {}),
      };
    }),
  );
}
