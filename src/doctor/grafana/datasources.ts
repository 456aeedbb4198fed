import type { JsonObject } from '../../model/dashboard.ts';
import type { HttpClient } from '../../targets/http.ts';
import type { Heard } from './ask.ts';
import { ask } from './ask.ts';

/** A data source, as far as boards depend on it. */
export interface DataSource {
  readonly uid: string;
  readonly name: string;
  readonly type: string;
  readonly isDefault: boolean;
  readonly jsonData: JsonObject;
}

/** Types whose plugins speak PromQL under another name; a variable of type `prometheus` does not offer them. */
const COUSINS = [
  'grafana-amazonprometheus-datasource',
  'grafana-azureprometheus-datasource',
  'victoriametrics-metrics-datasource',
];

/**
 * Data sources of the organisation. `/api/datasources` wants `datasources:read`, which Editors lack in plain Grafana;
 * what the pages themselves load is for everyone who may sign in.
 */
export async function readDataSources(
  http: HttpClient,
): Promise<{ readonly all: readonly DataSource[] } | Exclude<Heard, { readonly json: unknown }>> {
  const listed = await ask(http, '/api/datasources');
  if ('json' in listed) return { all: Array.isArray(listed.json) ? listed.json.map((one) => dataSource(one)) : [] };
  if (listed.status !== 403) return listed;
  const shown = await ask(http, '/api/frontend/settings');
  if (!('json' in shown)) return listed;
  const { datasources = {}, defaultDatasource } = shown.json as JsonObject;
  return {
    all: Object.entries(datasources as JsonObject)
      .map(([name, one]) => dataSource({ name, isDefault: name === defaultDatasource, ...(one as JsonObject) }))
      // its own ones, such as "-- Mixed --"
      .filter(({ name }) => !name.startsWith('-- ')),
  };
}

function dataSource({ uid, name, type, isDefault, jsonData }: JsonObject): DataSource {
  return {
    uid: String(uid ?? ''),
    name: String(name ?? ''),
    type: String(type ?? ''),
    isDefault: isDefault === true,
    jsonData: typeof jsonData === 'object' && jsonData !== null ? (jsonData as JsonObject) : {},
  };
}

/** Those that the variable `datasource` of the boards offers. */
export function offered(all: readonly DataSource[]): readonly DataSource[] {
  return all.filter(({ type }) => type === 'prometheus').toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** The one a board opens with: what the settings name, else the default, else the first by name. */
export function chosenDataSource(all: readonly DataSource[], named: string | undefined): DataSource | undefined {
  if (named !== undefined) return all.find(({ name, uid }) => name === named || uid === named);
  const ours = offered(all);
  return ours.find(({ isDefault }) => isDefault) ?? ours[0];
}

export function isCousin({ type }: DataSource): boolean {
  return COUSINS.includes(type);
}
