import type { JsonObject, Panel } from '../model/dashboard.ts';
import type { Query } from '../model/query.ts';
import type { Board } from './board.ts';
import { CLUSTER_VARIABLE } from './context.ts';
import { panelId, slug } from './identity.ts';
import type { PlacedPanel, PlacedRow } from './layout.ts';
import { linkedDashboards } from './links.ts';
import { panelJson, targetMode } from './panels/panel.ts';
import { compileQuery } from './queries.ts';

/** A panel in the Model's form and in Grafana's. @param path JSON pointer of the panel */
export function compilePanel(
  board: Board,
  row: PlacedRow,
  { definition, gridPos }: PlacedPanel,
  path: string,
): { readonly panel: Panel; readonly json: JsonObject } {
  const { context } = board;
  const file = board.relative(definition.origin.file);
  const key = definition.key ?? slug(`${row.definition.title} ${definition.title}`);
  const resource = `dashboard/${board.definition.uid}`;
  const queries = definition.targets.map((target, index): Query => {
    const { instant, format } = targetMode(definition, target);
    return compileQuery(target.query, context, {
      use: 'panel',
      resource,
      file,
      line: definition.origin.line,
      item: definition.title,
      path: `${path}/targets/${index}`,
      instant,
      format,
      ...(target.legend === undefined ? {} : { legend: target.legend }),
      ...(definition.unit === undefined ? {} : { unit: definition.unit }),
      ...(definition.thresholds ? { thresholds: definition.thresholds.flatMap(({ from }) => from ?? []) } : {}),
      ...(definition.emptyInHealth ? { emptyInHealth: definition.emptyInHealth } : {}),
      suppress: [...(definition.suppress ?? []), ...(target.suppress ?? [])],
    });
  });
  const id = panelId(`${board.definition.uid}/${key}`);
  const exprs = queries.map(({ expr }) => expr);
  const panel: Panel = {
    key,
    id,
    title: definition.title,
    description: definition.description,
    type: definition.type,
    ...(definition.unit === undefined ? {} : { unit: definition.unit }),
    gridPos,
    row: row.definition.title,
    collapsed: row.definition.collapsed,
    links: linkedDashboards([
      ...(definition.links ?? []),
      ...(definition.overrides ?? []).flatMap(({ links }) => links ?? []),
    ]),
    path,
    file,
    line: definition.origin.line,
    queries,
    alerts: definition.alerts ?? [],
    thresholds: (definition.thresholds ?? []).flatMap(({ from }) => from ?? []),
    hasOwnUnits: definition.type === 'text' || definition.stat?.textMode === 'name',
    suppress: definition.suppress ?? [],
  };
  const kept = ['datasource', ...(context.clusterLabel ? [CLUSTER_VARIABLE] : [])];
  const { scrapeInterval } = context;
  return { panel, json: panelJson(definition, { id, gridPos, exprs, scrapeInterval, kept }) };
}

/** An open row is followed by its panels; a collapsed one holds them. */
export function rowJson(row: PlacedRow, uid: string, panels: readonly JsonObject[]): readonly JsonObject[] {
  const { title, collapsed } = row.definition;
  const id = panelId(`${uid}/row/${slug(title)}`);
  const head = { id, type: 'row', title, collapsed, gridPos: { ...row.gridPos }, panels: collapsed ? panels : [] };
  return collapsed ? [head] : [head, ...panels];
}
