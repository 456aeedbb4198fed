import { stripTypeScriptTypes } from 'node:module';

/** A source file of the page's script, with its path below `src/preview/`. */
export interface ScriptPart {
  readonly path: string;
  readonly text: string;
}

/** Modules that run in the page, each after those it needs when it is read. They share one scope: names are unique. */
export const SCRIPT_PARTS = [
  ...['board.ts', 'numbers.ts', 'unit-tables.ts', 'durations.ts', 'dates.ts', 'units.ts', 'regexp.ts', 'mappings.ts'],
  ...['thresholds.ts', 'field.ts', 'colors.ts', 'display.ts', 'reducers.ts', 'legends.ts', 'frames.ts', 'tables.ts'],
  ...['markdown.ts', 'grid.ts', 'buckets.ts', 'states.ts', 'search-index.ts'],
  ...['dom', 'context', 'state', 'charts', 'plot', 'series-styles', 'chart-axes', 'chart-tooltip', 'chart-legend'].map(
    (name) => `client/${name}.ts`,
  ),
  ...['timeseries', 'stat', 'gauge', 'bar-gauge', 'table', 'heatmap', 'histogram', 'state-timeline', 'text-panel'].map(
    (name) => `client/${name}.ts`,
  ),
  ...['drawing', 'facts', 'panel-card', 'panel-dialog', 'board-page', 'compare-page', 'index-page', 'slo-page'].map(
    (name) => `client/${name}.ts`,
  ),
  ...['alert-page', 'theme', 'search-box', 'help', 'keyboard', 'printing', 'main'].map((name) => `client/${name}.ts`),
];

/**
 * One script of all parts: types, imports and exports taken away, in one block, where two things of one name are an
 * error of syntax.
 */
export function concatenated(parts: readonly ScriptPart[]): string {
  const bodies = parts.map(({ path, text }) => `// ${path}\n${withoutModules(withoutTypes(text))}`);
  return `'use strict';\n{\n${bodies.join('\n')}\n}\n`;
}

/** Node's own stripping; that it is called experimental is no news for whoever looks at a dashboard. */
function withoutTypes(text: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    return stripTypeScriptTypes(text);
  } finally {
    process.emitWarning = emitWarning;
  }
}

function withoutModules(text: string): string {
  return text
    .replaceAll(/^import\s[^;]*?from\s+'[^']+';$/gm, '')
    .replaceAll(/^export (?=(?:async )?(?:const|let|function|class)\b)/gm, '')
    .replaceAll(/[ \t]+$/gm, '')
    .replaceAll(/\n{2,}/g, '\n');
}
