import type { JsonObject } from '../../model/dashboard.ts';
import { isObject, listOf } from '../../model/json.ts';
import { textOf } from './query-text.ts';

/** True for the spec of a dashboard of Grafana's schema v2 (`dashboard.grafana.app/v2*`): elements and a layout. */
export const isV2 = (json: JsonObject): boolean => isObject(json['elements']) && isObject(json['layout']);

/** The parts of a v2 dashboard that ask something, as a classic dashboard has them. Where panels lie is left out. */
export function classicOf(spec: JsonObject): JsonObject {
  const elements = isObject(spec['elements']) ? Object.values(spec['elements']) : [];
  return {
    title: textOf(spec['title']),
    panels: elements.filter((one) => isObject(one)).map(panelOf),
    templating: { list: listOf(spec['variables']).map(variableOf) },
    annotations: { list: listOf(spec['annotations']).map((one) => queryOf(inner(one))) },
  };
}

const inner = (json: JsonObject | undefined): JsonObject => {
  const spec = json?.['spec'];
  return isObject(spec) ? spec : {};
};

const objectAt = (json: JsonObject, key: string): JsonObject => {
  const value = json[key];
  return isObject(value) ? value : {};
};

function panelOf(element: JsonObject): JsonObject {
  const spec = inner(element);
  const { id, title } = spec;
  if (element['kind'] === 'LibraryPanel') return { id, title, libraryPanel: objectAt(spec, 'libraryPanel') };
  const config = objectAt(spec, 'vizConfig');
  const queries = listOf(inner(objectAt(spec, 'data'))['queries']);
  return {
    id,
    title,
    type: textOf(config['group']) || textOf(config['kind']),
    fieldConfig: objectAt(inner(config), 'fieldConfig'),
    targets: queries.map((one) => ({ refId: inner(one)['refId'], ...queryOf(inner(one)) })),
  };
}

/** v2beta1 names the plugin in `group`, v2alpha1 in `kind`. */
function queryOf(of: JsonObject): JsonObject {
  const query = objectAt(of, 'query');
  const type = textOf(query['group']) || textOf(query['kind']);
  return { name: of['name'], ...inner(query), datasource: { type } };
}

function variableOf(variable: JsonObject): JsonObject {
  const spec = inner(variable);
  const type = textOf(variable['kind'])
    .replace(/Variable$/, '')
    .toLowerCase();
  if (type === 'datasource') return { ...spec, type, query: spec['pluginId'] };
  if (type !== 'query') return { ...spec, type };
  const query = queryOf(spec);
  const text = textOf(query['query']) || textOf(query['__legacyStringValue']);
  return { ...spec, type, query: text, datasource: query['datasource'] };
}
