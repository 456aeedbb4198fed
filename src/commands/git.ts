import { spawnSync } from 'node:child_process';
import { UserError } from '../errors.ts';

const MEBIBYTE = 1024 * 1024;

/** Runs git in the project. */
function git(projectDir: string, args: readonly string[], input?: string) {
  const ran = spawnSync('git', args, {
    cwd: projectDir,
    maxBuffer: 2048 * MEBIBYTE,
    ...(input === undefined ? {} : { input }),
  });
  return { ok: ran.status === 0, bytes: ran.stdout ?? Buffer.alloc(0), error: String(ran.stderr ?? '').trim() };
}

const line = (projectDir: string, ...args: readonly string[]): string | undefined => {
  const { ok, bytes } = git(projectDir, args);
  return ok ? bytes.toString('utf8').trim() : undefined;
};

/** Short name of the commit that is checked out, with `+` where files differ from it; undefined outside git. */
export function commitOf(projectDir: string): string | undefined {
  const head = line(projectDir, 'rev-parse', '--short=10', 'HEAD');
  if (head === undefined) return undefined;
  const dirty = line(projectDir, 'status', '--porcelain', '--untracked-files=no') !== '';
  return `${head}${dirty ? '+' : ''}`;
}

/** Full name of the commit a ref means; undefined when there is none. */
export function resolveCommit(projectDir: string, ref: string): string | undefined {
  return line(projectDir, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`);
}

/**
 * Where the work left the default branch: what a pull request is compared with.
 * @throws UserError outside git, without a default branch, or in a clone that does not reach so far back
 */
export function mergeBase(projectDir: string): string {
  demandGit(projectDir);
  const remote = line(projectDir, 'symbolic-ref', '--quiet', 'refs/remotes/origin/HEAD');
  const candidates = [remote, 'origin/main', 'origin/master', 'main', 'master'];
  const branch = candidates.find((name) => name !== undefined && resolveCommit(projectDir, name) !== undefined);
  if (branch === undefined) {
    throw new UserError('there is no default branch to compare with', [
      'name a commit or a branch: ciliascope diff <base>',
      'in CI: git fetch origin main',
    ]);
  }
  const base = line(projectDir, 'merge-base', 'HEAD', branch);
  if (base !== undefined) return base;
  throw new UserError(`this clone does not hold where the work left ${branch}`, [
    ...(isShallow(projectDir) ? ['git fetch --unshallow, or fetch-depth: 0 in CI'] : []),
    'or name a commit: ciliascope diff <base>',
  ]);
}

/** @throws UserError for a ref that is no commit here */
export function commitFor(projectDir: string, ref: string): string {
  demandGit(projectDir);
  const commit = resolveCommit(projectDir, ref);
  if (commit !== undefined) return commit;
  throw new UserError(`"${ref}" is no commit, branch or tag of this repository, and no folder or file`, [
    isShallow(projectDir)
      ? 'this clone is shallow: git fetch --unshallow, or fetch-depth: 0 in CI'
      : `git fetch origin ${ref}, if it is a branch`,
  ]);
}

/** Text of every file below a folder at a commit, by path below that folder. Empty when the folder is not there. */
export function filesAt(projectDir: string, commit: string, folder: string): ReadonlyMap<string, string> {
  const prefix = line(projectDir, 'rev-parse', '--show-prefix') ?? '';
  const root = `${prefix}${folder}`;
  const listed = git(projectDir, ['ls-tree', '-r', '-z', '--full-tree', commit, '--', `${root}/`]);
  if (!listed.ok) throw new UserError(`git cannot list ${folder}/ at ${commit.slice(0, 10)}: ${listed.error}`);
  const entries = listed.bytes
    .toString('utf8')
    .split('\0')
    .flatMap((entry) => {
      const match = /^\d+ blob ([0-9a-f]+)\t(.*)$/s.exec(entry);
      return match ? [{ id: match[1] ?? '', path: (match[2] ?? '').slice(root.length + 1) }] : [];
    });
  const blobs = git(projectDir, ['cat-file', '--batch'], entries.map(({ id }) => `${id}\n`).join(''));
  if (!blobs.ok) throw new UserError(`git cannot read ${folder}/ at ${commit.slice(0, 10)}: ${blobs.error}`);
  const files = new Map<string, string>();
  let at = 0;
  for (const { path } of entries) {
    // `<id> blob <size>`, a line feed, the bytes, a line feed
    const end = blobs.bytes.indexOf(10, at);
    const size = Number(blobs.bytes.subarray(at, end).toString('utf8').split(' ')[2]);
    files.set(path, blobs.bytes.subarray(end + 1, end + 1 + size).toString('utf8'));
    at = end + size + 2;
  }
  return files;
}

/** Text of one file at a commit; undefined when it is not there. */
export function fileAt(projectDir: string, commit: string, path: string): string | undefined {
  const { ok, bytes } = git(projectDir, ['show', `${commit}:./${path}`]);
  return ok ? bytes.toString('utf8') : undefined;
}

/** Source files that differ between a commit and the working tree. */
export function changedModules(projectDir: string, commit: string): readonly string[] {
  const names = line(projectDir, 'diff', '--name-only', '--relative', commit, '--', '*.ts');
  return (names ?? '').split('\n').filter((name) => name !== '');
}

function demandGit(projectDir: string): void {
  const inside = line(projectDir, 'rev-parse', '--is-inside-work-tree');
  if (inside === 'true') return;
  throw new UserError('this is no git repository, so there is nothing to compare with', [
    'name two folders or files: ciliascope diff BEFORE AFTER',
  ]);
}

const isShallow = (projectDir: string) => line(projectDir, 'rev-parse', '--is-shallow-repository') === 'true';
