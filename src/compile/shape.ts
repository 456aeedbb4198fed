import type { DashboardContent, DashboardDefinition } from '../define/dashboard.ts';

/**
 * Content is TypeScript, but nothing forces its author to run the compiler before the build. Says in words what the
 * types would have said, where a wrong shape would otherwise end deep inside Grafana's SDK.
 * @throws Error with a full sentence, which becomes a problem of the definition
 */
export function assertDefinition(definition: DashboardDefinition): void {
  for (const key of ['uid', 'title', 'question'] as const) {
    if (typeof definition[key] !== 'string') throw new Error(`${key} must be a string`);
  }
  for (const key of ['tags', 'neighbours'] as const) {
    if (!Array.isArray(definition[key])) throw new Error(`${key} must be a list`);
  }
  if (typeof definition.build !== 'function') throw new Error('build must be a function');
}

/** The same for what `build` returned. */
export function assertContent(content: DashboardContent): void {
  if (!Array.isArray(content?.rows)) throw new Error('build must return { rows: [...] }');
  for (const [index, { kind, title, panels }] of content.rows.entries()) {
    if (kind !== 'row') throw new Error(`rows[${index}] is no row: write row('Title', [...])`);
    for (const panel of panels) {
      const where = `panel "${panel?.title}" of row "${title}"`;
      if (panel?.kind !== 'panel')
        throw new Error(`${where} is no panel: write timeseries({ ... }), stat({ ... }), ...`);
      for (const key of ['title', 'description'] as const) {
        if (typeof panel[key] !== 'string') throw new Error(`${where}: ${key} must be a string`);
      }
      if (panel.unit !== undefined && typeof panel.unit !== 'string')
        throw new Error(`${where}: unit must be a string`);
      for (const { query } of panel.targets) {
        if (query?.kind !== 'promql') throw new Error(`${where}: a query must be written as promql\`...\``);
      }
    }
  }
}
