import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Side } from '../diff/diff.ts';
import { UserError } from '../errors.ts';
import { COSTS_FILE, parseCosts } from '../model/costs.ts';
import { commitFor, fileAt, filesAt, mergeBase, resolveCommit } from './git.ts';

/** What is compared with what, and the commit of the base where it is one. */
export interface Sides {
  readonly before: Side;
  readonly after: Side;
  readonly commit?: string;
}

/**
 * The two sides of a comparison. Nothing named: `out/` where the work left the default branch, and now. One name: a
 * commit, or a folder or file, and `out/` now. Two: both.
 * @throws UserError when one of them cannot be read or holds nothing
 */
export function sidesOf(names: readonly string[], out: string, projectDir: string): Sides {
  const [base, head] = names;
  const before =
    base === undefined ? atCommit(mergeBase(projectDir), undefined, out, projectDir) : named(base, out, projectDir);
  return { ...before, after: head === undefined ? nowIn(out, projectDir) : named(head, out, projectDir).before };
}

/** A name that is both is taken for a commit, as git does. */
function pathOf(name: string, projectDir: string): string | undefined {
  const path = resolve(projectDir, name);
  return existsSync(path) && resolveCommit(projectDir, name) === undefined ? path : undefined;
}

/** The side that a name means, and its commit where it is one. */
function named(name: string, out: string, projectDir: string): Omit<Sides, 'after'> {
  const path = pathOf(name, projectDir);
  return path ? { before: onDisk(path, name) } : atCommit(commitFor(projectDir, name), name, out, projectDir);
}

function atCommit(commit: string, ref: string | undefined, out: string, projectDir: string): Omit<Sides, 'after'> {
  return { before: at(commit, ref, out, projectDir), commit };
}

function at(commit: string, ref: string | undefined, out: string, projectDir: string): Side {
  const short = commit.slice(0, 10);
  const name = ref === undefined || commit.startsWith(ref) ? short : `${ref} (${short})`;
  const files = [...filesAt(projectDir, commit, out)].map(([path, text]) => ({ path, text }));
  if (files.length > 0) return { name, files, ...costsIn(fileAt(projectDir, commit, COSTS_FILE)) };
  throw new UserError(`there is no ${out}/ at ${name}`, [
    `commit ${out}/ there, or compare with another commit: ciliascope diff <base>`,
    `or build it elsewhere and name the folder: ciliascope diff FOLDER`,
  ]);
}

function nowIn(out: string, projectDir: string): Side {
  const path = resolve(projectDir, out);
  if (!existsSync(path)) throw new UserError(`there is no ${out}/`, ['ciliascope build']);
  const costs = join(projectDir, COSTS_FILE);
  return { ...onDisk(path, out), ...costsIn(existsSync(costs) ? readFileSync(costs, 'utf8') : undefined) };
}

function costsIn(text: string | undefined): Pick<Side, 'costs'> {
  const costs = text === undefined ? undefined : parseCosts(text);
  return costs ? { costs } : {};
}

/** A file, or all JSON and YAML files below a folder. */
function onDisk(path: string, name: string): Side {
  if (statSync(path).isFile()) {
    const file = { path: basename(path), text: readFileSync(path, 'utf8') };
    if (/\.(json|ya?ml)$/.test(path)) return { name, files: [file] };
    throw new UserError(`${name} is neither JSON nor YAML`, ['name a dashboard (.json) or a rule file (.yaml)']);
  }
  const paths = globSync('**/*.{json,yaml,yml}', { cwd: path }).sort();
  if (paths.length === 0) throw new UserError(`${name} holds no JSON and no YAML`, ['ciliascope build']);
  return {
    name,
    files: paths.map((one) => ({ path: one.replaceAll('\\', '/'), text: readFileSync(join(path, one), 'utf8') })),
  };
}
