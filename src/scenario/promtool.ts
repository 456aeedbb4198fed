import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { UserError } from '../errors.ts';

/** An expression that promtool refused. */
export interface LoadFault {
  /** Position in the list that was checked. */
  readonly index: number;
  readonly message: string;
}

/**
 * Runs promtool; never throws on a bad exit, only when it cannot be run at all.
 * @param cwd folder that relative paths in the arguments start from
 */
export async function runPromtool(
  binary: string,
  args: readonly string[],
  cwd?: string,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(binary, [...args], { stdio: ['ignore', 'pipe', 'pipe'], cwd });
  const failed = once(child, 'error').then(([error]) => {
    throw new UserError(`promtool cannot be run: ${String(error)}`, ['npm run engines']);
  });
  const done = Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  const [stdout, stderr, [code]] = await Promise.race([done, failed]);
  return { code: code as number | null, output: stdout + stderr };
}

/**
 * Which expressions do not load as rules.
 * @param exprs PromQL without Grafana variables
 * @param folder where the rule file is written
 */
export async function checkLoads(
  binary: string,
  exprs: readonly string[],
  folder: string,
): Promise<readonly LoadFault[]> {
  if (exprs.length === 0) return [];
  const rules = exprs.map((expr, index) => ({ record: `proof:expr:${index}`, expr }));
  const file = join(folder, 'queries.rules.json');
  // a rule file is YAML, and JSON is YAML
  writeFileSync(file, JSON.stringify({ groups: [{ name: 'queries', rules }] }));
  const { code, output } = await runPromtool(binary, ['check', 'rules', file]);
  if (code === 0) return [];
  const faults = [...output.matchAll(/proof:expr:(\d+)"?:\s*(.*)/g)].map(([, index, message = '']) => ({
    index: Number(index),
    message: message.trim(),
  }));
  if (faults.length === 0) throw new UserError('promtool check rules failed', output.trim().split('\n').slice(-3));
  return faults;
}
