import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';
import { pageOf } from '../../src/commands/preview-page.ts';
import type { JsonObject } from '../../src/model/dashboard.ts';
import type { BoardResults, ResultSeries, ResultValue, TargetResult } from '../../src/model/results.ts';
import { boardView } from '../../src/preview/layout.ts';
import type { PageData } from '../../src/preview/page-data.ts';

/** 2026-01-01T01:00Z. */
const START = 1_767_229_200;
const STEP = 30;
const POINTS = 121;

/** A wave, different for every seed. */
export const wave = (seed: number, height = 1): readonly ResultValue[] =>
  Array.from({ length: POINTS }, (_, at) => Number((height * (2 + Math.sin(at / 9 + seed))).toPrecision(5)));

export const ranged = (refId: string, ...series: ResultSeries[]): TargetResult => ({
  ...{ refId, start: START, step: STEP, series, more: 0 },
});
export const instantly = (refId: string, ...series: ResultSeries[]): TargetResult => ({
  ...{ refId, start: START + 3600, step: 0, series, more: 0 },
});

const steps = [
  { color: 'green', value: null },
  { color: 'orange', value: 1.5 },
  { color: 'red', value: 2.5 },
];

/** A panel as Grafana stores it. */
export function panelJson(id: number, type: string, more: JsonObject = {}): JsonObject {
  return {
    ...{ id, type, title: `A ${type}`, description: `What the ${type} means.` },
    gridPos: { x: ((id - 1) % 3) * 8, y: Math.floor((id - 1) / 3) * 8, w: 8, h: 8 },
    fieldConfig: {
      defaults: { unit: 'reqps', color: { mode: 'thresholds' }, thresholds: { mode: 'absolute', steps } },
      overrides: [],
    },
    targets: [
      { refId: 'A', expr: `rate(${type.replaceAll('-', '_')}_total[$__rate_interval])`, legendFormat: '{{node}}' },
    ],
    ...more,
  };
}

const nodes = (values: (seed: number) => readonly ResultValue[]) =>
  ['n01', 'n02', 'n03'].map((node, seed): ResultSeries => ({ labels: { node }, values: values(seed) }));
const buckets = ['0.1', '0.5', '1', '+Inf'].map(
  (le, index): ResultSeries => ({ labels: { le }, values: wave(index).map((value) => Number(value) * (index + 1)) }),
);
const states = nodes((seed) => wave(seed).map((value) => Math.floor(Number(value))));

/** One panel of every type that is drawn, with its answers. */
const KINDS: readonly (readonly [type: string, TargetResult, JsonObject?])[] = [
  ['timeseries', ranged('A', ...nodes((seed) => wave(seed)))],
  ['stat', instantly('A', { labels: {}, values: [2.7] })],
  ['gauge', instantly('A', { labels: {}, values: [42] })],
  ['bargauge', instantly('A', ...nodes((seed) => [seed + 1]))],
  ['table', instantly('A', ...nodes((seed) => [seed + 1]))],
  [
    'heatmap',
    ranged('A', ...buckets),
    { targets: [{ refId: 'A', expr: 'x', format: 'heatmap', legendFormat: '{{le}}' }] },
  ],
  ['histogram', ranged('A', ...nodes((seed) => wave(seed)))],
  ['state-timeline', ranged('A', ...states)],
  [
    'text',
    ranged('A'),
    { targets: [], options: { mode: 'markdown', content: 'Some **words**, and a [link](https://cilium.io).' } },
  ],
];

export const KIND_NAMES = KINDS.map(([type]) => type);

export const allKinds: JsonObject = {
  uid: 'all',
  title: 'All kinds',
  panels: KINDS.map(([type, , more]) => panelJson(KIND_NAMES.indexOf(type) + 1, type, more)),
};
export const allResults: BoardResults = Object.fromEntries(
  KINDS.map(([, result], index) => [String(index + 1), [result]]),
);

/** A page of boards, with results for those that have some. */
export function dataOf(
  boards: readonly JsonObject[],
  results: Record<string, BoardResults> = {},
  more: Partial<PageData> = {},
): PageData {
  const drawn = Object.keys(results).length > 0;
  return {
    ...{ title: 'Test', boards: boards.map((board) => boardView(board)), slos: [], alerts: [], incidents: 0 },
    ...(drawn ? { results: { source: 'a test', from: START, to: START + 3600, after: results, before: {} } } : {}),
    ...more,
  };
}

/** Writes a page for the time of a test, and says where. */
export function pageFile(data: PageData): string {
  const folder = mkdtempSync(join(tmpdir(), 'ciliascope-page-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'preview.html');
  writeFileSync(file, pageOf(data, false));
  return pathToFileURL(file).href;
}
