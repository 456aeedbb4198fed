import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { messageOf, UserError } from '../errors.ts';
import type { Artifact } from '../model/model.ts';
import type { IndexFile } from './index-file.ts';
import { INDEX_PATH } from './index-file.ts';

/** What a write did to `out/`, by path. */
export interface WriteReport {
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  /** Ours from an earlier build, no longer produced. */
  readonly removed: readonly string[];
  /** Not ours: left alone. */
  readonly foreign: readonly string[];
}

/**
 * Brings `out/` to the artifacts. The new tree is built beside the old one and takes its place by rename, so whoever
 * looks (or whatever crashes) finds the old tree or the new one, never half of each. Files that no earlier build of
 * ours listed are kept. Writes nothing when nothing changes.
 * @throws UserError when the folder cannot be read or replaced; it is then as it was
 */
export function writeOut(outDir: string, artifacts: readonly Artifact[]): WriteReport {
  try {
    recover(outDir);
    const present = listFiles(outDir);
    const owned = ownedPaths(outDir);
    const wanted = new Map(artifacts.map(({ path, text }) => [path, text]));
    const report = {
      written: [...wanted].filter(([path, text]) => readIfThere(join(outDir, path)) !== text).map(([path]) => path),
      unchanged: [...wanted].filter(([path, text]) => readIfThere(join(outDir, path)) === text).map(([path]) => path),
      removed: present.filter((path) => owned.has(path) && !wanted.has(path)),
      foreign: present.filter((path) => !owned.has(path) && !wanted.has(path)),
    };
    if (report.written.length + report.removed.length > 0) replaceTree(outDir, artifacts, report.foreign);
    return report;
  } catch (error) {
    throw error instanceof UserError ? error : cannotWrite(outDir, error);
  }
}

function replaceTree(outDir: string, artifacts: readonly Artifact[], foreign: readonly string[]): void {
  if (existsSync(outDir)) accessSync(outDir, constants.R_OK | constants.W_OK | constants.X_OK);
  const fresh = sibling(outDir, 'new');
  try {
    for (const { path, text } of artifacts) {
      mkdirSync(dirname(join(fresh, path)), { recursive: true });
      writeFileSync(join(fresh, path), text);
    }
    for (const path of foreign) {
      mkdirSync(dirname(join(fresh, path)), { recursive: true });
      cpSync(join(outDir, path), join(fresh, path), { preserveTimestamps: true, verbatimSymlinks: true });
    }
    swap(outDir, fresh);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** Two renames. Should the process die between them, the next build finds the old tree and puts it back. */
function swap(outDir: string, fresh: string): void {
  const old = sibling(outDir, 'old');
  if (existsSync(outDir)) renameSync(outDir, old);
  try {
    renameSync(fresh, outDir);
  } catch (error) {
    if (existsSync(old)) renameSync(old, outDir);
    throw error;
  }
  rmSync(old, { recursive: true, force: true });
}

/** Finishes or undoes what an interrupted build left beside `out/`. */
function recover(outDir: string): void {
  const parent = dirname(outDir);
  if (!existsSync(parent)) return;
  for (const name of readdirSync(parent)) {
    const match = /^\.(.+)\.ciliascope-(old|new)-(\d+)$/.exec(name);
    if (match?.[1] !== basename(outDir) || isRunning(Number(match[3]))) continue;
    const path = join(parent, name);
    if (match[2] === 'old' && !existsSync(outDir)) renameSync(path, outDir);
    else rmSync(path, { recursive: true, force: true });
  }
}

function sibling(outDir: string, role: 'new' | 'old'): string {
  return join(dirname(outDir), `.${basename(outDir)}.ciliascope-${role}-${process.pid}`);
}

function isRunning(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Paths the last build wrote, by its index: the proof that a file is ours. */
function ownedPaths(outDir: string): ReadonlySet<string> {
  const text = readIfThere(join(outDir, INDEX_PATH));
  if (text === undefined) return new Set();
  try {
    const index = JSON.parse(text) as IndexFile;
    return new Set([INDEX_PATH, ...index.files.map(({ path }) => path)]);
  } catch {
    throw new UserError(`${outDir}/${INDEX_PATH} is not the index ciliascope wrote`, [
      'restore it from git, or move the folder away and build again',
    ]);
  }
}

function listFiles(dir: string): readonly string[] {
  if (!existsSync(dir)) return [];
  if (!statSync(dir).isDirectory()) throw new UserError(`${dir} is a file, not a folder`, ['move it away']);
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || (error as NodeJS.ErrnoException).code === 'ENOTDIR')
      return undefined;
    throw error;
  }
}

function cannotWrite(outDir: string, cause: unknown): UserError {
  return new UserError(
    `cannot write ${outDir}: ${messageOf(cause)}`,
    ['nothing was changed; make the folder and its parent writable, then build again'],
    { cause },
  );
}
