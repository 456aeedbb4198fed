import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { medianOf, runProgram, tableOf } from './measure.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const RUNS = 5;
const PANELS = 50;

/** Compares as a user does: a new process, two folders, Markdown. */
export function benchDiff(boards: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'ciliascope-bench-'));
  try {
    const cases = [
      { name: 'our set, every unit and window changed', after: ourSet(folder) },
      { name: `${boards} boards x ${PANELS} panels, one in ten changed`, after: manyBoards(folder, 'few', boards, 10) },
      { name: `${boards} boards x ${PANELS} panels, all changed`, after: manyBoards(folder, 'all', boards, 1) },
    ];
    const rows = cases.map(({ name, after }) => {
      const args = [join(ROOT, 'bin', 'ciliascope.js'), 'diff', `${after}-before`, after, '--format', 'markdown'];
      const runs = Array.from({ length: RUNS }, () => runProgram(args, folder));
      const [seconds, megabytes] = [
        medianOf(runs.map((run) => run.seconds)),
        medianOf(runs.map((run) => run.megabytes)),
      ];
      return [
        name,
        `${seconds.median.toFixed(2)} s`,
        `${seconds.low.toFixed(2)} to ${seconds.high.toFixed(2)} s`,
        `${megabytes.median.toFixed(0)} MB`,
      ];
    });
    return `diff (median of ${RUNS})\n${tableOf([['', 'median', 'middle half', 'peak memory'], ...rows])}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function ourSet(folder: string): string {
  const after = join(folder, 'ours');
  for (const copy of [after, `${after}-before`]) cpSync(join(ROOT, 'out'), copy, { recursive: true });
  for (const path of globSync('**/*.{json,yaml}', { cwd: after }).filter((one) => one !== 'index.json')) {
    const text = readFileSync(join(after, path), 'utf8');
    writeFileSync(join(after, path), text.replaceAll('"unit": "', '"unit": "x').replaceAll('[5m]', '[7m]'));
  }
  return after;
}

/** Boards like ours in kind; every `nth` one differs in its queries. */
function manyBoards(folder: string, name: string, boards: number, nth: number): string {
  const after = join(folder, name);
  for (const [copy, window] of [
    [`${after}-before`, '5m'],
    [after, '10m'],
  ] as const) {
    mkdirSync(copy);
    for (let index = 0; index < boards; index++) {
      const panels = Array.from({ length: PANELS }, (_, id) => ({
        id: id + 1,
        title: `Panel ${id}`,
        type: 'timeseries',
        gridPos: { x: (id % 3) * 8, y: Math.floor(id / 3) * 8, w: 8, h: 8 },
        targets: [
          {
            refId: 'A',
            expr: `sum by (cluster, node) (rate(metric_${index % 100}_${id}{cluster=~"$cluster", node=~"$node"}[${index % nth === 0 ? window : '5m'}]))`,
          },
        ],
      }));
      writeFileSync(
        join(copy, `board-${index}.json`),
        JSON.stringify({ uid: `board-${index}`, title: `Board ${index}`, panels }),
      );
    }
  }
  return after;
}
