import { spawnSync } from 'node:child_process';

/** Short name of the commit that is checked out, with `+` where files differ from it; undefined outside git. */
export function commitOf(projectDir: string): string | undefined {
  const git = (...args: readonly string[]) => spawnSync('git', args, { cwd: projectDir, encoding: 'utf8' });
  const head = git('rev-parse', '--short=10', 'HEAD');
  if (head.status !== 0) return undefined;
  const dirty = git('status', '--porcelain', '--untracked-files=no').stdout !== '';
  return `${head.stdout.trim()}${dirty ? '+' : ''}`;
}
