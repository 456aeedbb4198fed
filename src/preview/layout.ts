import type { JsonObject } from '../model/dashboard.ts';
import type { BoardView, LinkView, PanelView, SectionView, TargetView, VariableView } from './board.ts';
import { listOf, numberOf, objectOf, textOf } from './board.ts';
import { placed } from './grid.ts';

/** A panel of a dashboard's JSON with the key it has on the page. */
export interface KeyedPanel {
  readonly key: string;
  readonly json: JsonObject;
}

/** A row of a dashboard's JSON with its panels, whether they stand in it (collapsed) or after it. */
export interface KeyedSection {
  readonly row?: KeyedPanel;
  readonly panels: readonly KeyedPanel[];
}

/**
 * A classic dashboard as Grafana lays it out: 24 columns, gaps closed, rows with what belongs to them. Takes any JSON:
 * what is missing has Grafana's default.
 */
export function boardView(json: JsonObject, folder = ''): BoardView {
  return {
    uid: textOf(json['uid']) || textOf(json['title']),
    title: textOf(json['title']) || textOf(json['uid']),
    description: textOf(json['description']),
    folder,
    tags: Array.isArray(json['tags']) ? json['tags'].map(String) : [],
    variables: listOf(objectOf(json['templating'])['list']).filter(isShown).map(variableView),
    links: listOf(json['links']).map(linkView),
    sections: sectionsOf(json).map(sectionView),
  };
}

/** Rows and panels in reading order, each with a key: its id, or its place where the id is missing or taken. */
export function sectionsOf(json: JsonObject): readonly KeyedSection[] {
  const taken = new Set<string>();
  const keyed = (panel: JsonObject): KeyedPanel => {
    const id = numberOf(panel['id']);
    let key = id === undefined ? `n${taken.size + 1}` : String(id);
    while (taken.has(key)) key = `${key}x`;
    taken.add(key);
    return { key, json: panel };
  };
  const sections: { row?: KeyedPanel; panels: KeyedPanel[] }[] = [];
  for (const panel of listOf(json['panels']).toSorted(inReadingOrder)) {
    if (panel['type'] === 'row') {
      sections.push({ row: keyed(panel), panels: listOf(panel['panels']).map(keyed) });
      continue;
    }
    if (sections.length === 0) sections.push({ panels: [] });
    sections.at(-1)?.panels.push(keyed(panel));
  }
  return sections;
}

function inReadingOrder(a: JsonObject, b: JsonObject): number {
  const [first, second] = [objectOf(a['gridPos']), objectOf(b['gridPos'])];
  const by = (axis: string) => (numberOf(first[axis]) ?? 0) - (numberOf(second[axis]) ?? 0);
  return by('y') || by('x');
}

function sectionView({ row, panels }: KeyedSection): SectionView {
  const boxes = placed(panels.map(({ json }) => objectOf(json['gridPos'])));
  const views = panels.map(({ key, json }, index) => panelView(key, json, boxes[index] ?? { x: 0, y: 0, w: 24, h: 8 }));
  const repeat = textOf(row?.json['repeat']);
  return {
    key: row?.key ?? 'top',
    ...(row ? { title: textOf(row.json['title']) || 'Row' } : {}),
    collapsed: row?.json['collapsed'] === true,
    ...(repeat ? { repeat } : {}),
    panels: views.toSorted((a, b) => a.y - b.y || a.x - b.x),
  };
}

function panelView(key: string, json: JsonObject, box: Pick<PanelView, 'x' | 'y' | 'w' | 'h'>): PanelView {
  const repeat = textOf(json['repeat']);
  const library = textOf(objectOf(json['libraryPanel'])['name']);
  return {
    key,
    title: textOf(json['title']) || library,
    description: textOf(json['description']),
    type: textOf(json['type']) || (library ? 'library panel' : 'unknown'),
    ...box,
    ...(repeat ? { repeat } : {}),
    fieldConfig: objectOf(json['fieldConfig']),
    options: objectOf(json['options']),
    transformations: listOf(json['transformations']),
    targets: listOf(json['targets'])
      .filter(({ hide }) => hide !== true)
      .map(targetView),
    links: listOf(json['links']).map(linkView),
  };
}

function targetView(target: JsonObject, index: number): TargetView {
  return {
    refId: textOf(target['refId']) || String.fromCharCode(65 + index),
    expr: textOf(target['expr']),
    legend: textOf(target['legendFormat']),
    format: textOf(target['format']) || 'time_series',
    instant: target['instant'] === true && target['range'] !== true,
  };
}

const linkView = (link: JsonObject): LinkView => ({
  title: textOf(link['title']) || textOf(link['url']),
  url: textOf(link['url']),
});

/** 2 hides a variable. */
const isShown = ({ hide }: JsonObject) => hide !== 2 && hide !== 'hideVariable';

function variableView(variable: JsonObject): VariableView {
  const text = objectOf(variable['current'])['text'];
  const value = Array.isArray(text) ? text.join(' + ') : textOf(text);
  return {
    name: textOf(variable['name']),
    label: textOf(variable['label']) || textOf(variable['name']),
    type: textOf(variable['type']),
    description: textOf(variable['description']),
    value: value || (variable['includeAll'] === true ? 'All' : variable['type'] === 'datasource' ? 'default' : ''),
  };
}
