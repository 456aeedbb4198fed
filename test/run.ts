// `npm test`: everything that must hold of the sources. The last line is the sum: N passed, N failed.
// Arguments go to vitest: `npm test -- test/unit/promql`.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { obtainEngines } from '../src/scenario/engines.ts';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** What this reads of the JSON report of vitest. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { status: string }[];
  }[];
}

export const PROJECT = resolve(import.meta.dirname, '..');

/** Runs a script of the project (a file of node_modules, or bin/) under this Node; its output goes to the terminal. */
export function runScript(...command: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [...process.execArgv, ...command], { cwd: PROJECT, stdio: 'inherit' });
  const stop = () => {
    child.kill('SIGTERM');
    process.exit(128 + 15);
  };
  process.once('SIGTERM', stop);
  return new Promise<number>((done, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => done(code ?? 1));
  }).finally(() => process.off('SIGTERM', stop));
}

/** Types (with the type tests), lint, then all tests on the real engines. */
export async function runAll(vitestArgs: readonly string[]): Promise<Counts> {
  const log = (line: string) => process.stderr.write(`${line}\n`);
  const engines = await obtainEngines({ projectDir: PROJECT, env: process.env, log });
  for (const { name, version, reason } of engines) say(reason ? `no ${name}: ${reason}` : `${name} ${version ?? ''}`);
  const types = await check('types', 'node_modules/typescript/bin/tsc', '-p', '.');
  const page = await check('types of the page', 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.browser.json');
  const lint = await check('lint', 'node_modules/@biomejs/biome/bin/biome', 'check', '.');
  return sum(types, page, lint, await runVitest(vitestArgs));
}

/** One check that passes when its program exits with 0. */
export async function check(name: string, ...command: readonly string[]): Promise<Counts> {
  const passed = (await runScript(...command)) === 0;
  say(`${name}: ${passed ? 'passed' : 'FAILED'}`);
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
}

async function runVitest(args: readonly string[]): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), 'ciliascope-test-'));
  const file = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  try {
    const code = await runScript('node_modules/vitest/vitest.mjs', 'run', ...reporters, ...args);
    const counts = countsOf(JSON.parse(readFileSync(file, 'utf8')));
    // Vitest also fails of errors outside of any test, and when it finds no test at all.
    return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  } catch (error) {
    process.stderr.write(`vitest left no report: ${error}\n`);
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A file that could not be loaded, or whose hook failed, has no failed test of its own and counts as one. */
export function countsOf(report: Report): Counts {
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

export function sum(...all: readonly Counts[]): Counts {
  const total = (key: keyof Counts) => all.reduce((count, counts) => count + counts[key], 0);
  return { passed: total('passed'), failed: total('failed'), skipped: total('skipped') };
}

/** Prints the last line and sets the exit code. In CI a skipped test is a lane that does not run: that fails. */
export function finish({ passed, failed, skipped }: Counts): void {
  if (skipped > 0 && process.env['CI']) say('In CI nothing may be skipped.');
  say(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  process.exitCode = failed > 0 || (skipped > 0 && process.env['CI']) ? 1 : 0;
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

if (process.argv[1] === import.meta.filename) finish(await runAll(process.argv.slice(2)));
