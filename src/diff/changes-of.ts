import type { Json, JsonObject } from '../model/dashboard.ts';
import type { Change } from './change.ts';
import { dashboardChanges } from './dashboard/dashboard-changes.ts';
import { panelsOf } from './dashboard/panels.ts';
import { objectChanges } from './object-changes.ts';
import { groupsOf, isRules } from './rules/rule-groups.ts';
import { ruleSetChanges } from './rules/rule-set-changes.ts';

/** What changed between two versions of one published object, in words; for one that comes or goes, what it holds. */
export function changesOf(
  kind: string,
  before: JsonObject | undefined,
  after: JsonObject | undefined,
): readonly Change[] {
  if (!before || !after) {
    const only = before ?? after;
    const text = only === undefined ? '' : holds(kind, only);
    return text ? [{ code: 'holds', subject: kind, text }] : [];
  }
  if (kind === 'dashboard') return dashboardChanges(before, after);
  const rules = isRules(before) && isRules(after);
  return [
    ...(rules ? ruleSetChanges(groupsOf(before), groupsOf(after)) : []),
    ...objectChanges(before, after, [...SERVER_FIELDS, ...(rules ? ['groups'] : [])]).map(({ text }) => ({
      code: 'object',
      subject: kind,
      text,
    })),
  ];
}

/** What a Kubernetes API server adds to an object. */
const SERVER_FIELDS = ['managedFields', 'resourceVersion', 'uid', 'generation', 'creationTimestamp', 'status'];

const counted = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;
const lengthOf = (value: Json | undefined) => (Array.isArray(value) ? value.length : 0);

/** `12 panels, 30 queries`; `2 groups, 14 rules`. */
export function holds(kind: string, content: JsonObject): string {
  if (kind === 'dashboard') {
    const panels = panelsOf(content).filter(({ type }) => type !== 'row');
    const queries = panels.reduce((sum, { json }) => sum + lengthOf(json['targets']), 0);
    return `${counted(panels.length, 'panel')}, ${counted(queries, 'query', 'queries')}`;
  }
  if (!isRules(content)) return '';
  const groups = groupsOf(content);
  const rules = groups.reduce((sum, group) => sum + group.rules.length, 0);
  return `${counted(groups.length, 'group')}, ${counted(rules, 'rule')}`;
}
