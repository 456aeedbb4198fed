import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { medianOf, runProgram, tableOf } from './measure.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const RUNS = 7;

/** A project with every board of ours `times` over, under uids of their own. */
function projectWith(times: number): string {
  const dir = mkdtempSync(join(tmpdir(), 'ciliascope-bench-'));
  mkdirSync(join(dir, 'dashboards'));
  writeFileSync(join(dir, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(dir, 'ciliascope.config.ts'), 'export default {};');
  writeFileSync(
    join(dir, 'dashboards', 'index.ts'),
    `import { dashboards as ours } from ${JSON.stringify(join(ROOT, 'dashboards', 'index.ts'))};
     const copy = (board, i) => ({ ...board, uid: board.uid + '-' + i, suppress: [{ code: 'dashboard-uid', reason: 'a copy, for the bench' }] });
     export const dashboards = Array.from({ length: ${times} }, (_, i) => ours.map((board) => i === 0 ? board : copy(board, i))).flat();`,
  );
  return dir;
}

/** Builds as a user starts them: a new process, out/ empty; cold without Node's compile cache, warm with it. */
export function benchBuild(): string {
  const launcher = join(ROOT, 'bin', 'ciliascope.js');
  const measure = (times: number, cold: boolean) => {
    const dir = projectWith(times);
    const env: Record<string, string> = cold ? { NODE_DISABLE_COMPILE_CACHE: '1' } : {};
    const runs = Array.from({ length: RUNS }, () => {
      rmSync(join(dir, 'out'), { recursive: true, force: true });
      return runProgram([launcher, 'build'], dir, env);
    });
    rmSync(dir, { recursive: true, force: true });
    return {
      seconds: medianOf(runs.map(({ seconds }) => seconds)),
      megabytes: medianOf(runs.map(({ megabytes }) => megabytes)),
    };
  };
  const rows = [
    { name: 'our boards, cold', ...measure(1, true) },
    { name: 'our boards, warm', ...measure(1, false) },
    { name: '10 x our boards, cold', ...measure(10, true) },
  ];
  const ratio = (rows[2]?.seconds.median ?? 0) / (rows[0]?.seconds.median ?? 1);
  const cells = rows.map(({ name, seconds, megabytes }) => [
    name,
    `${seconds.median.toFixed(2)} s`,
    `${seconds.low.toFixed(2)} to ${seconds.high.toFixed(2)} s`,
    `${megabytes.median.toFixed(0)} MB`,
  ]);
  return `build (median of ${RUNS})\n${tableOf([['', 'median', 'middle half', 'peak memory'], ...cells])}10 x the boards take ${ratio.toFixed(1)} x the time\n`;
}
