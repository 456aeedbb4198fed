import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Coverage } from '../model/coverage.ts';
import { coveragePage } from '../report/coverage.ts';
import { readSettings } from '../settings/read.ts';
import { compileProject, readContent } from './load.ts';

/**
 * docs/coverage.md: where each insight is shown, what is left out, and which metrics no board reads.
 *   node src/commands/coverage.ts  says when the page is not what content says
 *   npm run docs                   writes it
 */
const PROJECT = join(import.meta.dirname, '..', '..');
const PAGE = join(PROJECT, 'docs', 'coverage.md');
const COVERAGE = join(PROJECT, 'dashboards', 'coverage', 'index.ts');

export const readCoverage = (): string | undefined => (existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : undefined);

/** `npm run docs`: brings the page up to date. */
if (process.argv[1] === import.meta.filename) {
  const [settings, content] = await Promise.all([readSettings(PROJECT), readContent(PROJECT)]);
  const models = [settings, ...settings.minors.map((minor) => ({ ...settings, minors: [minor] }))].map(
    (each) => compileProject(content, each, PROJECT).model,
  );
  const { coverage }: { readonly coverage: Coverage } = await import(pathToFileURL(COVERAGE).href);
  const page = coveragePage(models, coverage);
  if (readCoverage() !== page) {
    const write = process.argv.includes('--write');
    if (write) writeFileSync(PAGE, page);
    else process.exitCode = 1;
    process.stdout.write(`${write ? 'wrote' : 'not what content says:'} docs/coverage.md\n`);
  }
}
