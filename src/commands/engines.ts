import { resolve } from 'node:path';
import { EXIT } from '../errors.ts';
import type { EngineReport } from '../scenario/engines.ts';
import { obtainEngines } from '../scenario/engines.ts';
import type { CommandIo } from './io.ts';

/** Obtains the real servers that tests and scenarios run, and lists them: name, version, path or what to do. */
export async function enginesCommand(io: Pick<CommandIo, 'stdout' | 'stderr'>): Promise<number> {
  const projectDir = resolve(import.meta.dirname, '../..');
  const log = (line: string) => io.stderr.write(`${line}\n`);
  const reports = await obtainEngines({ projectDir, env: process.env, log });
  io.stdout.write(renderTable(reports));
  const has = (name: string) => reports.some((report) => report.name === name && report.path !== undefined);
  // Without these two nothing can be proven; the others serve single lanes.
  return has('prometheus') && has('promtool') ? EXIT.done : EXIT.no;
}

function renderTable(reports: readonly EngineReport[]): string {
  const rows = reports.map(({ name, version, path, reason }) => [name, version ?? '-', path ?? `missing: ${reason}`]);
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return rows.map((row) => `${line(row)}\n`).join('');
}
