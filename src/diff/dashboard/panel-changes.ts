import type { Json, JsonObject } from '../../model/dashboard.ts';
import { isObject } from '../../model/json.ts';
import type { Change } from '../change.ts';
import { became, shown } from '../change.ts';
import { objectChanges } from '../object-changes.ts';
import { overridesByField } from './overrides.ts';
import type { Pair, PanelView } from './panels.ts';
import { queryChanges } from './query-changes.ts';
import { thresholdWords } from './thresholds.ts';

type Told = Omit<Change, 'subject'> & { readonly query?: string };

export const subjectOf = ({ title, type }: PanelView) => `${type === 'row' ? 'row' : 'panel'} "${title}"`;

/** How one panel differs from what it was, without where it lies. */
export function panelChanges([before, after]: Pair): readonly Change[] {
  const told =
    after.type === 'row' && before.type === 'row' ? rowChanges(before, after) : contentChanges(before, after);
  return told.map(({ query, ...change }) => ({
    ...change,
    subject: `${subjectOf(after)}${query === undefined ? '' : ` query ${query}`}`,
    panel: after.id,
  }));
}

function rowChanges(before: PanelView, after: PanelView): readonly Told[] {
  const [old, now] = [before.json['collapsed'] === true, after.json['collapsed'] === true];
  return [
    ...renamed(before, after),
    ...(old === now
      ? []
      : [{ code: 'row-collapsed', text: now ? 'now collapsed' : 'now open', layout: true as const }]),
    ...rest(before.json, after.json, ['title', 'panels', 'collapsed', 'collapse', 'height', 'showTitle', 'titleSize']),
  ];
}

const renamed = ({ title: old }: PanelView, { title: now }: PanelView): readonly Told[] =>
  old === now ? [] : [{ code: 'panel-renamed', text: `was called "${old}"` }];

/** Told in their own words below. */
const TOLD = ['title', 'type', 'description', 'targets', 'fieldConfig'];

function contentChanges(before: PanelView, after: PanelView): readonly Told[] {
  const [a, b] = [before.json, after.json];
  const [{ unit, thresholds, ...old }, oldConfig] = fieldsOf(a);
  const [{ unit: newUnit, thresholds: newThresholds, ...now }, newConfig] = fieldsOf(b);
  return [
    ...renamed(before, after),
    ...(before.type === after.type ? [] : [{ code: 'panel-type', text: `${before.type} became ${after.type}` }]),
    ...described(a['description'], b['description']),
    ...set('panel-unit', 'unit', unit, newUnit),
    ...thresholdChanges(thresholds, newThresholds),
    ...queryChanges(a, b),
    ...objectChanges({ ...oldConfig, defaults: old }, { ...newConfig, defaults: now }, ['overrides']).map(
      ({ text }) => ({ code: 'panel-field', text: text.replace(/^defaults\.(custom\.)?/, '') }),
    ),
    ...objectChanges(overridesByField(oldConfig['overrides']), overridesByField(newConfig['overrides'])).map(
      ({ text }) => ({ code: 'panel-override', text }),
    ),
    ...rest(a, b, TOLD),
  ];
}

function fieldsOf({ fieldConfig }: JsonObject): readonly [JsonObject, JsonObject] {
  if (!isObject(fieldConfig)) return [{}, {}];
  const { defaults, ...config } = fieldConfig;
  return [isObject(defaults) ? defaults : {}, config];
}

export function described(before: Json | undefined, after: Json | undefined): readonly Told[] {
  const [old, now] = [String(before ?? ''), String(after ?? '')];
  if (old === now) return [];
  const what = old === '' ? 'added' : now === '' ? 'removed' : 'changed';
  return [{ code: 'panel-description', text: `description ${what}`, before: old, after: now }];
}

export function set(code: string, name: string, before: Json | undefined, after: Json | undefined): readonly Told[] {
  const [old, now] = [before ?? '', after ?? ''];
  if (old === now) return [];
  if (old === '') return [{ code, text: `${name} ${shown(after)} set` }];
  return [{ code, text: now === '' ? `${name} ${shown(before)} removed` : `${name} ${became(before, after)}` }];
}

function thresholdChanges(before: Json | undefined, after: Json | undefined): readonly Told[] {
  const [old, now] = [thresholdWords(before), thresholdWords(after)];
  return old === now ? [] : [{ code: 'panel-thresholds', text: `thresholds ${old} became ${now}` }];
}

/** What has no words of its own: path by path. */
function rest(before: JsonObject, after: JsonObject, told: readonly string[]): readonly Told[] {
  return objectChanges(before, after, [...told, 'gridPos', 'id', 'pluginVersion']).map(({ path, text }) => ({
    code: CODES.find(([start]) => path[0]?.startsWith(start))?.[1] ?? 'panel-option',
    text: text.replace(/^options\./, ''),
  }));
}

const CODES: readonly (readonly [string, string])[] = [
  ['links', 'panel-link'],
  ['transformations', 'panel-transformation'],
  ['datasource', 'panel-datasource'],
  ['repeat', 'panel-repeat'],
];
