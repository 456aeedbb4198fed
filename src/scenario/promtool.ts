import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { UserError } from '../errors.ts';
import type { Written } from './openmetrics.ts';
import { writeOpenMetrics } from './openmetrics.ts';
import type { Families } from './series.ts';
import type { Timeline } from './timeline.ts';

/** An expression that promtool refused. */
export interface LoadFault {
  /** Position in the list that was checked. */
  readonly index: number;
  readonly message: string;
}

/** Runs promtool; never throws on a bad exit, only when it cannot be run at all. */
async function runPromtool(binary: string, args: readonly string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(binary, [...args], { stdio: ['ignore', 'pipe', 'pipe'] });
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

/** Above this many series the text is split, and as many promtools work side by side. */
const SERIES_PER_PART = 15_000;
const MAX_PARTS = 2;

/** Writes families into TSDB blocks under `<folder>/data`, through OpenMetrics text. Before Prometheus starts. */
export async function writeBlocks(
  binary: string,
  families: Families,
  timeline: Timeline,
  folder: string,
): Promise<Written> {
  const data = join(folder, 'data');
  mkdirSync(data, { recursive: true });
  const parts = split(families);
  const written = parts.map((part, index) => writeOpenMetrics(join(folder, `${index}.om`), part, timeline));
  await Promise.all(
    parts.map(async (_, index) => {
      const file = join(folder, `${index}.om`);
      const { code, output } = await runPromtool(binary, [
        'tsdb',
        'create-blocks-from',
        'openmetrics',
        '-q',
        file,
        data,
      ]);
      if (code !== 0 || !existsSync(data)) {
        throw new UserError('promtool could not make blocks from OpenMetrics', output.trim().split('\n').slice(-3));
      }
    }),
  );
  return {
    series: written.reduce((sum, { series }) => sum + series, 0),
    samples: written.reduce((sum, { samples }) => sum + samples, 0),
  };
}

/** Families stay whole. Alternating by name spreads the big ones well enough. */
function split(families: Families): readonly Families[] {
  let series = 0;
  for (const family of families.values()) {
    for (const _ of family.series()) series++;
    if (series > SERIES_PER_PART) break;
  }
  if (series <= SERIES_PER_PART) return [families];
  return Array.from(
    { length: MAX_PARTS },
    (_, part) => new Map([...families].filter((_, index) => index % MAX_PARTS === part)),
  );
}
