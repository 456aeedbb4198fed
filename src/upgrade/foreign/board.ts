import type { PanelView } from '../../diff/dashboard/panels.ts';
import { panelsOf } from '../../diff/dashboard/panels.ts';
import type { Dashboard, Json, JsonObject, Variable } from '../../model/dashboard.ts';
import { isObject, listOf } from '../../model/json.ts';
import type { Query } from '../../model/query.ts';
import { promqlSources } from './datasources.ts';
import { textOf, unfit, variableAsk } from './query-text.ts';

/** Something of a file that was not looked at, and why. */
export interface Skipped {
  readonly file: string;
  readonly what: string;
  readonly reason: string;
}

/** A board of others in the Model's form, as far as its queries are judged by it. */
export interface ForeignBoard {
  readonly dashboard: Dashboard;
  readonly queries: readonly Query[];
  readonly skipped: readonly Skipped[];
}

type Rest = Omit<Query, 'expr' | 'use' | 'item' | 'path'>;

/** @param name unique among all boards that are judged together */
export function foreignBoard(json: JsonObject, file: string, name: string): ForeignBoard {
  const isPromql = promqlSources(json);
  const rest: Rest = { byMinor: {}, resource: `dashboard/${name}`, file, suppress: [] };
  const skipped: Skipped[] = [];
  const skip = (what: string, reason: string) => skipped.push({ file, what, reason });
  const fits = (query: Query): boolean => {
    const reason = unfit(query.expr);
    if (reason !== undefined) skip(query.item, `its query ${reason}`);
    return reason === undefined;
  };
  const panels = panelsOf(json).flatMap((view, index) => {
    const item = nameOf(view);
    const targets = listOf(view.json['targets']);
    if (isObject(view.json['libraryPanel']) && targets.length === 0) {
      skip(item, 'is a library panel: its queries are in Grafana, not in this file');
    }
    return targets
      .filter((target) => textOf(target['expr']).trim() !== '')
      .filter((target) => isPromql(target['datasource'] ?? view.json['datasource']))
      .map(
        (target, at): Query => ({
          ...rest,
          ...targetOf(target, view),
          use: 'panel',
          item,
          path: `/panels/${index}/targets/${at}`,
        }),
      );
  });
  const templating = listsIn(json['templating']);
  const variables = templating.flatMap((variable, index): Query[] => {
    const ask =
      variable['type'] === 'query' && isPromql(variable['datasource']) && variableAsk(queryOf(variable['query']));
    const item = `$${textOf(variable['name'])}`;
    return ask ? [{ ...rest, ...ask, use: 'variable', item, path: `/templating/list/${index}` }] : [];
  });
  const annotations = listsIn(json['annotations']).flatMap((one, index): Query[] => {
    const expr = textOf(one['expr']) || (isObject(one['target']) ? textOf(one['target']['expr']) : '');
    const isAsked = expr.trim() !== '' && isPromql(one['datasource']);
    return isAsked
      ? [{ ...rest, expr, use: 'annotation', item: textOf(one['name']), path: `/annotations/list/${index}` }]
      : [];
  });
  return {
    dashboard: dashboardOf(json, file, name, templating.map(variableOf)),
    queries: [...panels, ...variables, ...annotations].filter(fits),
    skipped,
  };
}

const listsIn = (value: Json | undefined) => (isObject(value) ? listOf(value['list']) : []);

/** Older boards have the text itself, newer ones an object around it. */
const queryOf = (query: Json | undefined) => (isObject(query) ? textOf(query['query']) : textOf(query));

function nameOf({ id, title, row }: PanelView): string {
  const own = title || `panel ${id || 'without a title'}`;
  return row?.title ? `${row.title} / ${own}` : own;
}

function targetOf(target: JsonObject, { json }: PanelView): Pick<Query, 'expr'> & Partial<Query> {
  const legend = textOf(target['legendFormat']);
  const config = isObject(json['fieldConfig']) ? json['fieldConfig']['defaults'] : undefined;
  const { unit, thresholds } = isObject(config) ? config : {};
  const steps = isObject(thresholds) ? listOf(thresholds['steps']) : [];
  const limits = steps.map(({ value }) => value).filter((value) => typeof value === 'number');
  const format = target['format'];
  return {
    expr: textOf(target['expr']),
    instant: target['instant'] === true,
    ...(legend && legend !== '__auto' ? { legend } : {}),
    ...(format === 'table' || format === 'heatmap' || format === 'time_series' ? { format } : {}),
    ...(typeof unit === 'string' ? { unit } : {}),
    ...(limits.length > 0 ? { thresholds: limits } : {}),
  };
}

const KINDS = ['datasource', 'query', 'custom', 'textbox', 'constant'] as const;

function variableOf(json: JsonObject): Variable {
  const { name, label, multi, includeAll, allValue, type } = json;
  return {
    name: textOf(name),
    type: KINDS.find((kind) => kind === type) ?? 'custom',
    label: textOf(label),
    multi: multi === true,
    includeAll: includeAll === true,
    ...(typeof allValue === 'string' ? { allValue } : {}),
  };
}

function dashboardOf(json: JsonObject, file: string, name: string, variables: readonly Variable[]): Dashboard {
  return {
    uid: name,
    title: textOf(json['title']),
    folder: '',
    question: '',
    description: '',
    tags: [],
    file,
    line: 1,
    variables,
    panels: [],
    leftOut: [],
    variableQueries: [],
    annotationQueries: [],
    neighbours: [],
    suppress: [],
    json,
  };
}
