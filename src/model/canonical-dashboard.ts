import { isDeepStrictEqual } from 'node:util';
import type { Json, JsonObject } from './dashboard.ts';
import { isObject, listOf } from './json.ts';

/** Fields that say nothing of a dashboard: identity and what a server or an export adds. */
const DROPPED = ['id', 'uid', 'version', 'iteration', 'meta', '__inputs', '__requires', '__elements', 'schemaVersion'];

/** What Grafana writes where a spec says nothing (apps/dashboard/pkg/migration, v1 defaults). Absent and default are one. */
const DEFAULTS: Readonly<Record<string, Json>> = {
  tags: [],
  timezone: '',
  weekStart: '',
  editable: true,
  graphTooltip: 0,
  time: { from: 'now-6h', to: 'now' },
  timepicker: {},
  fiscalYearStartMonth: 0,
  links: [],
};
const PANEL_DEFAULTS: Readonly<Record<string, Json>> = {
  transparent: false,
  title: '',
  type: '',
  gridPos: { x: 0, y: 0, w: 6, h: 3 },
};

/**
 * A classic dashboard without what makes no difference: server fields, defaults, nulls, plugin versions, what a
 * variable happened to be set to, Grafana's built-in annotation, the order of tags. Grafana raises `schemaVersion` when
 * it likes; the panels tell whether that changed anything.
 */
export function canonicalDashboard(dashboard: JsonObject): Json {
  const { annotations, templating, panels, tags, ...others } = dashboard;
  const kept = Object.entries(others).filter(
    ([key, value]) => !DROPPED.includes(key) && !(key in DEFAULTS && isDeepStrictEqual(value, DEFAULTS[key])),
  );
  return bare({
    ...Object.fromEntries(kept),
    tags: Array.isArray(tags) ? [...new Set(tags.map(String))].sort() : [],
    annotations: isObject(annotations) ? listOf(annotations['list']).filter(({ builtIn }) => builtIn !== 1) : [],
    templating: isObject(templating) ? listOf(templating['list']).map(variable) : [],
    panels: listOf(panels).map(panel),
  });
}

/** What a query or a data source last offered belongs to the reader, not to the board; a preset data source does. */
function variable({ current, options, ...others }: JsonObject): JsonObject {
  const { type } = others;
  if (type === 'query') return others;
  if (type !== 'datasource') return { ...others, current, options };
  const preset = isObject(current) ? current['value'] : undefined;
  return preset === undefined || preset === '' ? others : { ...others, preset };
}

function panel(value: JsonObject): JsonObject {
  const { libraryPanel, id, title, gridPos } = value;
  // a library panel is stored elsewhere; what is here is a copy
  if (isObject(libraryPanel)) return { id, title, gridPos, libraryPanel: { uid: libraryPanel['uid'] } };
  const kept = Object.entries(value).filter(
    ([key, field]) => !(key in PANEL_DEFAULTS && isDeepStrictEqual(field, PANEL_DEFAULTS[key])),
  );
  const { panels, ...others } = Object.fromEntries(kept);
  return panels === undefined ? others : { ...others, panels: listOf(panels).map(panel) };
}

/** Without nulls, empty lists, empty objects and plugin versions. Members of lists stay: their place has a meaning. */
function bare(value: Json): Json {
  if (Array.isArray(value)) return value.map(bare);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).flatMap(([key, item]): [string, Json][] => {
    if (item === undefined || item === null || key === 'pluginVersion') return [];
    const inner = bare(item);
    const empty = isObject(inner) ? Object.keys(inner).length === 0 : Array.isArray(inner) && inner.length === 0;
    return empty ? [] : [[key, inner]];
  });
  return Object.fromEntries(entries);
}
