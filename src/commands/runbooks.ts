import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Model } from '../model/model.ts';
import { alertList } from '../report/alert-list.ts';
import { withSloText } from '../report/slo-text.ts';
import { loadProject } from './load.ts';

/** The list of alerts and every runbook of an SLO alert that exists -> the text it must have. */
export function sloPages(model: Model, read: (name: string) => string | undefined): ReadonlyMap<string, string> {
  const byAlert = [...Map.groupBy(model.slos, ({ alert }) => alert)];
  return new Map([
    ['README', alertList(model)] as const,
    ...byAlert.flatMap(([alert, slos]) => {
      const page = read(alert);
      return page === undefined ? [] : [[alert, withSloText(page, slos)] as const];
    }),
  ]);
}

const PROJECT = join(import.meta.dirname, '..', '..');

/** Where the runbook of an alert stands. */
export const runbookPath = (alert: string): string => join(PROJECT, 'docs', 'alerts', `${alert}.md`);

export const readRunbook = (alert: string): string | undefined =>
  existsSync(runbookPath(alert)) ? readFileSync(runbookPath(alert), 'utf8') : undefined;

/** `npm run docs`: brings the generated parts of the runbooks up to date. */
if (process.argv[1] === import.meta.filename) {
  const { model } = await loadProject(PROJECT);
  for (const [alert, text] of sloPages(model, readRunbook)) {
    if (readRunbook(alert) === text) continue;
    writeFileSync(runbookPath(alert), text);
    process.stdout.write(`wrote docs/alerts/${alert}.md\n`);
  }
}
