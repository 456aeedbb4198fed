import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { messageOf, UserError } from '../errors.ts';
import { PAGE_MARK, renderPage } from '../preview/page.ts';
import type { PageData } from '../preview/page-data.ts';
import { concatenated, SCRIPT_PARTS } from '../preview/script.ts';

const SOURCES = resolve(import.meta.dirname, '..', 'preview');

/** The page with everything it needs in it. @param reloads for `--watch` only */
export function pageOf(data: PageData, reloads: boolean): string {
  const library = dirname(createRequire(import.meta.url).resolve('uplot/dist/uPlot.iife.min.js'));
  const part = (path: string) => ({ path, text: readFileSync(join(SOURCES, path), 'utf8') });
  return renderPage(data, {
    styles: [readFileSync(join(library, 'uPlot.min.css'), 'utf8'), part('page.css').text],
    scripts: [
      readFileSync(join(library, 'uPlot.iife.min.js'), 'utf8'),
      concatenated(SCRIPT_PARTS.map(part)),
      ...(reloads ? [concatenated([part('client/reload.ts')])] : []),
    ],
    reloads,
  });
}

/**
 * Refuses to write over what is no page of ours.
 * @throws UserError
 */
export function assertOurs(path: string): void {
  if (!existsSync(path)) return;
  let first: string;
  try {
    first = readFileSync(path, 'utf8').slice(0, PAGE_MARK.length);
  } catch (cause) {
    throw new UserError(`cannot write ${path}: ${messageOf(cause)}`, ['choose another file: --out FILE'], { cause });
  }
  if (first === PAGE_MARK) return;
  throw new UserError(`${basename(path)} is there and is no page of ciliascope`, [
    'move it away, or choose another: --out FILE',
  ]);
}

/** Writes beside the goal and renames: whoever has the page open finds the old one or the new one. */
export function writePage(path: string, page: string): void {
  const fresh = join(dirname(path), `.${basename(path)}.ciliascope-${process.pid}`);
  try {
    writeFileSync(fresh, page);
    renameSync(fresh, path);
  } catch (cause) {
    throw new UserError(`cannot write ${path}: ${messageOf(cause)}`, ['make its folder, and make it writable'], {
      cause,
    });
  }
}
