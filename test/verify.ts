// `npm run verify`: all that CI runs. The tests, then a rebuild that must change nothing of the committed out/.
import { execFileSync } from 'node:child_process';
import type { Counts } from './run.ts';
import { check, finish, PROJECT, runAll, say, sum } from './run.ts';

async function rebuild(): Promise<Counts> {
  const built = await check('build', 'bin/ciliascope.js', 'build');
  if (built.failed > 0) return built;
  const dirty = changesOfOut();
  if (dirty === '') return built;
  say(`out/ is not what the sources build: run \`npm run build\` and commit it.\n${dirty}`);
  return { passed: 0, failed: 1, skipped: 0 };
}

/** What git sees of out/ beyond the commit; git's own words where it cannot say. */
function changesOfOut(): string {
  try {
    return execFileSync('git', ['status', '--porcelain', '--', 'out'], { cwd: PROJECT, encoding: 'utf8' }).trim();
  } catch (error) {
    return `git cannot say: ${error instanceof Error ? error.message : error}`;
  }
}

finish(sum(await runAll([]), await rebuild()));
