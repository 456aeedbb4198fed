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
  if (base === undefined) return fromCommit(mergeBase(projectDir), undefined, out, projectDir);
  if (head === undefined) {
    const path = pathOf(base, projectDir);
    return path ? { before: onDisk(path, base), after: nowIn(out, projectDir) } : named(base, out, projectDir);
  }
  const [a, b] = [pathOf(base, projectDir), pathOf(head, projectDir)];
  if (a && b) return { before: onDisk(a, base), after: onDisk(b, head) };
  if (!a && !b) {
    const after = commitFor(projectDir, head);
    return { ...named(base, out, projectDir), after: at(after, head, out, projectDir) };
  }
  return a
    ? { before: onDisk(a, base), after: at(commitFor(projectDir, head), head, out, projectDir) }
    : { ...named(base, out, projectDir), after: onDisk(b ?? head, head) };
}

/** A name that is both is taken for a commit, as git does. */
function pathOf(name: string, projectDir: string): string | undefined {
  const path = resolve(projectDir, name);
  return existsSync(path) && resolveCommit(projectDir, name) === undefined ? path : undefined;
}

const named = (ref: string, out: string, projectDir: string): Sides =>
  fromCommit(commitFor(projectDir, ref), ref, out, projectDir);

function fromCommit(commit: string, ref: string | undefined, out: string, projectDir: string): Sides {
  return { before: at(commit, ref, out, projectDir), after: nowIn(out, projectDir), commit };
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
