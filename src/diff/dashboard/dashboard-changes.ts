import { canonicalDashboard } from '../../model/canonical-dashboard.ts';
import type { JsonObject } from '../../model/dashboard.ts';
import { isObject, listOf } from '../../model/json.ts';
import type { Change } from '../change.ts';
import { objectChanges } from '../object-changes.ts';
import { promqlChanges } from '../promql/compare.ts';
import { layoutChanges } from './layout-changes.ts';
import { described, panelChanges, set, subjectOf } from './panel-changes.ts';
import type { PanelView } from './panels.ts';
import { pairPanels, panelsOf } from './panels.ts';
import { variableChanges } from './variable-changes.ts';

/** Told in their own words, or nothing a reader would see. */
const TOLD = [
  'title',
  'description',
  'tags',
  'templating',
  'panels',
  'rows',
  'links',
  'annotations',
  'refresh',
  'time',
];

/**
 * How two versions of a classic dashboard differ in meaning, the board itself first, then panels, then where they lie.
 * Defaults, server fields and the order of keys are no difference.
 */
export function dashboardChanges(before: JsonObject, after: JsonObject): readonly Change[] {
  const [a, b] = [canonicalDashboard(before) as JsonObject, canonicalDashboard(after) as JsonObject];
  const [old, now] = [panelsOf(a), panelsOf(b)];
  const pairs = pairPanels(old, now);
  const matched = new Set(pairs.flat());
  return [
    ...boardChanges(a, b),
    ...variableChanges(a, b),
    ...old.filter((panel) => !matched.has(panel)).map((panel) => come(panel, 'removed')),
    ...now.filter((panel) => !matched.has(panel)).map((panel) => come(panel, 'added')),
    ...pairs.flatMap(panelChanges),
    ...layoutChanges(pairs),
  ];
}

function boardChanges(before: JsonObject, after: JsonObject): readonly Change[] {
  const subject = 'dashboard';
  const named = (code: string, list: string, told: readonly string[] = []) =>
    objectChanges(before[list], after[list], told, [list]).map(({ text }) => ({ code, subject, text }));
  const tags = (board: JsonObject) => (Array.isArray(board['tags']) ? board['tags'].join(', ') : '');
  return [
    ...set('board-title', 'title', before['title'], after['title']).map((change) => ({ ...change, subject })),
    ...described(before['description'], after['description']).map((change) => ({
      ...change,
      code: 'board-description',
      subject,
    })),
    ...set('board-tags', 'tags', tags(before), tags(after)).map((change) => ({ ...change, subject })),
    ...set('board-refresh', 'refresh', before['refresh'], after['refresh']).map((change) => ({ ...change, subject })),
    ...set('board-time', 'time range', rangeOf(before), rangeOf(after)).map((change) => ({ ...change, subject })),
    ...named('board-link', 'links'),
    ...named('board-annotation', 'annotations', ['expr']),
    ...annotationQueries(before, after).map((change) => ({ ...change, subject })),
    ...objectChanges(before, after, TOLD).map(({ text }) => ({ code: 'board-setting', subject, text })),
  ];
}

/** Queries of annotations that stayed, in the words of PromQL. */
function annotationQueries(before: JsonObject, after: JsonObject): readonly Omit<Change, 'subject'>[] {
  const old = new Map(listOf(before['annotations']).map(({ name, expr }) => [name, expr]));
  return listOf(after['annotations']).flatMap(({ name, expr }) => {
    const known = old.get(name);
    if (typeof known !== 'string' || typeof expr !== 'string') return [];
    return promqlChanges(known, expr).map(({ text }) => ({
      code: 'board-annotation',
      text: `annotation "${name}": ${text}`,
      before: known,
      after: expr,
    }));
  });
}

/** Grafana opens a board that says nothing at the last six hours. */
function rangeOf({ time }: JsonObject): string {
  return isObject(time) ? `${time['from']} to ${time['to']}` : 'now-6h to now';
}

function come(panel: PanelView, what: 'added' | 'removed'): Change {
  const row = panel.type === 'row';
  const first = listOf(panel.json['targets'])[0]?.['expr'];
  const query = typeof first === 'string' ? { [what === 'added' ? 'after' : 'before']: first } : {};
  const within = panel.row ? ` in row "${panel.row.title}"` : '';
  return {
    code: `${row ? 'row' : 'panel'}-${what}`,
    subject: subjectOf(panel),
    text: row ? what : `${what}${within} (${panel.type || 'no type'})`,
    panel: panel.id,
    ...(row ? {} : { twin: twinOf(panel) }),
    ...query,
    ...(what === 'removed' && !row ? { risk: 'its readers and links to it lose it' } : {}),
  };
}

const twinOf = ({ title, type, json }: PanelView) =>
  JSON.stringify([title, type, listOf(json['targets']).map(({ expr }) => expr)]);

/** True for JSON that can only be a dashboard. */
export const isDashboard = (json: JsonObject): boolean => Array.isArray(json['panels']) || Array.isArray(json['rows']);
