import { spawnSync } from 'node:child_process';

/** Median of the measurements, and how far the middle half spreads. */
export interface Median {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

export function medianOf(values: readonly number[]): Median {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.round((sorted.length - 1) * share)] ?? Number.NaN;
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}

/** Wall time and memory of one run of a program. */
export interface Run {
  readonly seconds: number;
  readonly megabytes: number;
}

const REPORT_MEMORY = `process.on('exit', () => process.stderr.write('\\nmaxRSS=' + process.resourceUsage().maxRSS))`;

/** Runs the real program; throws when it fails, since a failing run measures nothing. @param fine exit codes that are no failure */
export function runProgram(
  args: readonly string[],
  cwd: string,
  env: Record<string, string> = {},
  fine: readonly (number | null)[] = [0],
): Run {
  const started = performance.now();
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(REPORT_MEMORY)}`, ...args],
    { cwd, encoding: 'utf8', env: { ...process.env, ...env } },
  );
  const seconds = (performance.now() - started) / 1000;
  if (!fine.includes(status)) throw new Error(`${args.join(' ')} exited with ${status}:\n${stdout}${stderr}`);
  return { seconds, megabytes: Number(/maxRSS=(\d+)/.exec(stderr)?.[1]) / 1024 };
}

/** A table with its columns aligned, the first to the left. */
export function tableOf(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const pad = (cell: string, column: number) =>
    column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  return rows.map((row) => `${row.map(pad).join('  ')}\n`).join('');
}
