import {
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { BuildContext, VariableDefinition } from '../define/context.ts';
import type { AnnotationDefinition, DashboardContent, DashboardDefinition } from '../define/dashboard.ts';
import type { RowDefinition } from '../define/panel.ts';
import type { Dashboard, JsonObject, Panel } from '../model/dashboard.ts';
import type { Query } from '../model/query.ts';
import { render, selectorsOf } from '../promql/promql.ts';
import type { Settings } from '../settings/settings.ts';
import { panelId, slug } from './identity.ts';
import type { PlacedPanel, PlacedRow } from './layout.ts';
import { layOut } from './layout.ts';
import { linkedDashboards, withoutLinksTo } from './links.ts';
import { DATASOURCE, panelJson, targetMode } from './panels/panel.ts';
import { omit, toPlain } from './plain.ts';
import { compileQuery, sameForAll } from './queries.ts';
import { clusterVariable, datasourceVariable, queryVariable, variableModel, variableQuery } from './variables.ts';

/** Version of the classic model: the newest that Grafana 12.0 knows, so that no server refuses it as too new. */
const SCHEMA_VERSION = 41;

/** Every board carries it: the drop-down of all our boards lists by this tag. */
export const PRODUCT_TAG = 'ciliascope';

interface Board {
  readonly definition: DashboardDefinition;
  readonly context: BuildContext;
  readonly settings: Settings;
  /** Makes a source file relative to the project. */
  relative(file: string): string;
  /** Titles of the whole set, for the names of links. */
  readonly titles: ReadonlyMap<string, string>;
}

/** Builds a definition and turns what it says into the Model's form. Throws what the definition throws. */
export function compileDashboard(board: Board): Dashboard {
  const { definition, context, settings } = board;
  const file = board.relative(definition.origin.file);
  const content = definition.build(context);
  const rows = layOut(content.rows.map((row) => supported(row, board)).filter((row) => row.panels.length > 0));
  const variables = allVariables(content, rows, context);
  const panels: Panel[] = [];
  let index = 0;
  const panelsJson = rows.flatMap((row) => {
    const base = index;
    index += row.definition.collapsed ? 1 : 1 + row.panels.length;
    const compiled = row.panels.map((placed, position) => {
      const path = row.definition.collapsed ? `/panels/${base}/panels/${position}` : `/panels/${base + 1 + position}`;
      return compilePanel(board, row, placed, path);
    });
    panels.push(...compiled.map(({ panel }) => panel));
    return rowJson(
      row,
      definition.uid,
      compiled.map(({ json }) => json),
    );
  });
  return {
    uid: definition.uid,
    title: definition.title,
    folder: settings.grafana.folder,
    question: definition.question,
    description: definition.question,
    tags: [PRODUCT_TAG, 'cilium', ...definition.tags],
    file,
    line: definition.origin.line,
    variables: [
      { name: 'datasource', type: 'datasource', label: 'Data source', multi: false, includeAll: false },
      ...variables.map(variableModel),
    ],
    variableQueries: variables.map((variable, position) => variableToQuery(variable, position, board)),
    annotationQueries: (content.annotations ?? []).map((annotation, position) =>
      annotationToQuery(annotation, position, board),
    ),
    panels,
    neighbours: definition.neighbours,
    suppress: definition.suppress ?? [],
    json: dashboardJson(board, content, variables, panelsJson),
  };
}

/** The row without the panels whose minors the settings do not fully cover: they would be dead on the others. */
function supported(row: RowDefinition, { context, settings }: Board): RowDefinition {
  const panels = row.panels.filter(({ minors }) => !minors || context.within(minors));
  return { ...row, panels: panels.map((panel) => withoutLinksTo(settings.grafana.exclude, panel)) };
}

/** The board's own variables behind the cluster's, which reads the first series the board shows. */
function allVariables(content: DashboardContent, rows: readonly PlacedRow[], context: BuildContext) {
  const own = content.variables ?? [];
  const targets = rows.flatMap((row) => row.panels.flatMap(({ definition }) => definition.targets));
  const first = own[0]?.of ?? targets.flatMap(({ query }) => selectorsOf(query))[0];
  const cluster = first && clusterVariable(context, first);
  return cluster ? [cluster, ...own] : own;
}

function compilePanel(board: Board, row: PlacedRow, { definition, gridPos }: PlacedPanel, path: string) {
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
    hasOwnUnits: definition.type === 'text' || definition.stat?.textMode === 'name',
    suppress: definition.suppress ?? [],
  };
  return { panel, json: panelJson(definition, { id, gridPos, exprs, scrapeInterval: context.scrapeInterval }) };
}

/** An open row is followed by its panels; a collapsed one holds them. */
function rowJson(row: PlacedRow, uid: string, panels: readonly JsonObject[]): readonly JsonObject[] {
  const { title, collapsed } = row.definition;
  const id = panelId(`${uid}/row/${slug(title)}`);
  const head = { id, type: 'row', title, collapsed, gridPos: { ...row.gridPos }, panels: collapsed ? panels : [] };
  return collapsed ? [head] : [head, ...panels];
}

function variableToQuery(variable: VariableDefinition, index: number, board: Board): Query {
  const { context, definition } = board;
  return sameForAll(variableQuery(variable, context), context, {
    use: 'variable',
    resource: `dashboard/${definition.uid}`,
    file: board.relative(definition.origin.file),
    item: variable.variable,
    path: `/templating/list/${index + 1}/query/query`,
    label: variable.values,
    suppress: [],
  });
}

function annotationToQuery(annotation: AnnotationDefinition, index: number, board: Board): Query {
  const { context, definition } = board;
  return compileQuery(annotation.query, context, {
    use: 'annotation',
    resource: `dashboard/${definition.uid}`,
    file: board.relative(definition.origin.file),
    item: annotation.name,
    path: `/annotations/list/${index + 1}/expr`,
    ...(annotation.emptyInHealth ? { emptyInHealth: annotation.emptyInHealth } : {}),
    suppress: [],
  });
}

/** The whole board in the form Grafana stores, every field it would fill in already there (its fixed point). */
function dashboardJson(
  { definition, context, settings, titles }: Board,
  content: DashboardContent,
  variables: readonly VariableDefinition[],
  panels: readonly JsonObject[],
): JsonObject {
  const builder = new DashboardBuilder(definition.title)
    .uid(definition.uid)
    .description(definition.question)
    .tags([PRODUCT_TAG, 'cilium', ...definition.tags])
    .readonly()
    .timezone('browser')
    .tooltip(DashboardCursorSync.Crosshair)
    .time({ from: definition.timeRange ?? 'now-1h', to: 'now' })
    .refresh('1m');
  return {
    ...omit(
      toPlain(builder.build()),
      'id',
      'version',
      'templating',
      'annotations',
      'panels',
      'links',
      'preload',
      'liveNow',
    ),
    schemaVersion: SCHEMA_VERSION,
    weekStart: '',
    fiscalYearStartMonth: 0,
    timepicker: {},
    links: boardLinks(definition, titles),
    templating: {
      list: [datasourceVariable(settings), ...variables.map((variable) => queryVariable(variable, context))],
    },
    annotations: {
      list: [
        builtInAnnotation(),
        ...(content.annotations ?? []).map((annotation) => annotationJson(annotation, context)),
      ],
    },
    panels,
  };
}

/** One drop-down of all our boards, and a link per neighbour; both keep time range and variables. */
function boardLinks({ neighbours }: DashboardDefinition, titles: ReadonlyMap<string, string>): readonly JsonObject[] {
  const keep = (builder: DashboardLinkBuilder) =>
    // placement inControlsMenu is the SDK's default and hides the links (foundation-sdk#1272)
    omit(toPlain(builder.keepTime(true).includeVars(true).targetBlank(false).build()), 'placement');
  const all = new DashboardLinkBuilder('Cilium boards')
    .type(DashboardLinkType.Dashboards)
    .tags([PRODUCT_TAG])
    .asDropdown(true);
  const next = neighbours.map((uid) =>
    new DashboardLinkBuilder(titles.get(uid) ?? uid).type(DashboardLinkType.Link).icon('dashboard').url(`/d/${uid}`),
  );
  return [keep(all), ...next.map(keep)];
}

/** Grafana puts it first in every dashboard it stores. */
function builtInAnnotation(): JsonObject {
  return {
    builtIn: 1,
    datasource: { type: 'grafana', uid: '-- Grafana --' },
    enable: true,
    hide: true,
    iconColor: 'rgba(0, 211, 255, 1)',
    name: 'Annotations & Alerts',
    type: 'dashboard',
  };
}

function annotationJson(annotation: AnnotationDefinition, context: BuildContext): JsonObject {
  return {
    datasource: { ...DATASOURCE },
    enable: true,
    hide: false,
    expr: render(annotation.query, context.minors),
    iconColor: annotation.color,
    name: annotation.name,
    titleFormat: annotation.title,
    step: '60s',
    useValueForTime: false,
  };
}
