import {
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { VariableDefinition } from '../define/context.ts';
import type { DashboardContent, DashboardDefinition } from '../define/dashboard.ts';
import type { JsonObject } from '../model/dashboard.ts';
import { annotationJson, builtInAnnotation } from './annotations.ts';
import type { Board } from './board.ts';
import { omit, toPlain } from './plain.ts';
import { datasourceVariable, queryVariable } from './variables.ts';

/** Version of the classic model: the newest that Grafana 12.0 knows, so that no server refuses it as too new. */
const SCHEMA_VERSION = 41;

/** Every board carries it: the drop-down of all our boards lists by this tag. */
export const PRODUCT_TAG = 'ciliascope';

/** The whole board in the form Grafana stores, every field it would fill in already there (its fixed point). */
export function dashboardJson(
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
