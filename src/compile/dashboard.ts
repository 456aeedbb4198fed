import type { BuildContext } from '../define/context.ts';
import type { DashboardContent } from '../define/dashboard.ts';
import type { RowDefinition } from '../define/panel.ts';
import type { Dashboard, Panel } from '../model/dashboard.ts';
import { recordedIn, selectorsOf } from '../promql/promql.ts';
import { annotationToQuery } from './annotations.ts';
import type { Board } from './board.ts';
import { dashboardJson, PRODUCT_TAG } from './board-json.ts';
import type { PlacedRow } from './layout.ts';
import { layOut } from './layout.ts';
import { withoutLinksTo } from './links.ts';
import { compilePanel, rowJson } from './panel.ts';
import { ratesVariable } from './rates-variable.ts';
import { assertContent } from './shape.ts';
import { clusterVariable, variableModel, variableToQuery } from './variables.ts';

/** Builds a definition and turns what it says into the Model's form. Throws what the definition throws. */
export function compileDashboard(board: Board): Dashboard {
  const { definition, context, settings } = board;
  const file = board.relative(definition.origin.file);
  const content = definition.build(context);
  assertContent(content);
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
    leftOut: titlesOf(content.rows).filter((title) => !panels.some((panel) => panel.title === title)),
    neighbours: definition.neighbours,
    suppress: definition.suppress ?? [],
    json: dashboardJson(board, content, variables, panelsJson),
  };
}

function titlesOf(rows: readonly RowDefinition[]): readonly string[] {
  return rows.flatMap(({ panels }) => panels.map(({ title }) => title));
}

/** The row without the panels whose minors the settings do not fully cover: they would be dead on the others. */
function supported(row: RowDefinition, { context, excluded }: Board): RowDefinition {
  const panels = row.panels.filter(({ minors }) => !minors || context.within(minors));
  return { ...row, panels: panels.map((panel) => withoutLinksTo(excluded, panel)) };
}

/** The board's own variables behind the cluster's, which reads the first series the board shows. */
function allVariables(content: DashboardContent, rows: readonly PlacedRow[], context: BuildContext) {
  const own = content.variables ?? [];
  const targets = rows.flatMap((row) => row.panels.flatMap(({ definition }) => definition.targets));
  const first = own[0]?.of ?? targets.flatMap(({ query }) => selectorsOf(query))[0];
  const cluster = first && clusterVariable(context, first);
  const all = cluster ? [cluster, ...own] : own;
  const read = [...targets, ...(content.annotations ?? [])].flatMap(({ query }) => recordedIn(query));
  const rates = ratesVariable(read, all, context.rates);
  return rates ? [...all, rates] : all;
}
