import type { Json, JsonObject } from '../model/dashboard.ts';
import type { Change } from './change.ts';
import { dashboardChanges, panelsOf } from './dashboard-changes.ts';
import { objectChanges } from './object-changes.ts';

/** What changed between two versions of one published object, in words; for one that comes or goes, what it holds. */
export function changesOf(
  kind: string,
  before: JsonObject | undefined,
  after: JsonObject | undefined,
): readonly Change[] {
  if (before && after)
    return kind === 'dashboard' ? dashboardChanges(before, after) : objectChanges(kind, before, after, SERVER_FIELDS);
  const only = before ?? after;
  const text = only === undefined ? '' : holds(kind, only);
  return text ? [{ subject: kind, text }] : [];
}

/** What a Kubernetes API server adds to an object. */
const SERVER_FIELDS = ['managedFields', 'resourceVersion', 'uid', 'generation', 'creationTimestamp', 'status'];

const counted = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`;
const lengthOf = (value: Json | undefined) => (Array.isArray(value) ? value.length : 0);

function holds(kind: string, content: JsonObject): string {
  if (kind === 'dashboard') {
    const panels = panelsOf(content).filter(({ json }) => json['type'] !== 'row');
    const queries = panels.reduce((sum, { json }) => sum + lengthOf(json['targets']), 0);
    return `${counted(panels.length, 'panel')}, ${counted(queries, 'query').replace('querys', 'queries')}`;
  }
  const spec = content['spec'] as { readonly groups?: readonly { readonly rules?: readonly Json[] }[] } | undefined;
  const groups = spec?.groups;
  if (!groups) return '';
  return `${counted(groups.length, 'group')}, ${counted(
    groups.reduce((sum, { rules }) => sum + (rules?.length ?? 0), 0),
    'rule',
  )}`;
}
