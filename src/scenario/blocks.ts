import { mkdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import type { OpenMetricsFile, Written } from './openmetrics.ts';
import { openMetricsFile } from './openmetrics.ts';
import { runPromtool } from './promtool.ts';
import type { Families } from './series.ts';
import type { Timeline } from './timeline.ts';

/** After this many series a file is full: promtool works on it while the next one is written. */
const SERIES_PER_FILE = 20_000;

/**
 * Writes families into TSDB blocks under `<folder>/data`, through OpenMetrics text. Must be done before Prometheus
 * starts. promtool reads about 300 000 samples a second and uses one core, so a big cluster goes through several.
 */
export async function writeBlocks(
  promtool: string,
  families: Families,
  timeline: Timeline,
  folder: string,
): Promise<Written> {
  const data = join(folder, 'data');
  mkdirSync(data, { recursive: true });
  const running = new Set<Promise<void>>();
  const all: Promise<void>[] = [];
  const total = { series: 0, samples: 0 };
  let files = 0;
  let file: OpenMetricsFile | undefined;
  let written: Written = { series: 0, samples: 0 };
  const backfill = async () => {
    if (!file) return;
    const { path } = file;
    file.close();
    file = undefined;
    total.series += written.series;
    total.samples += written.samples;
    while (running.size >= availableParallelism()) await Promise.race(running).catch(() => undefined);
    const run = createBlock(promtool, path, data).finally(() => running.delete(run));
    // all are awaited below; until then a failure must not end the process
    run.catch(() => undefined);
    running.add(run);
    all.push(run);
  };
  for (const family of families.values()) {
    file ??= openMetricsFile(join(folder, `${files++}.om`), timeline);
    written = file.add(family);
    if (written.series >= SERIES_PER_FILE) await backfill();
  }
  await backfill();
  await Promise.all(all);
  return total;
}

async function createBlock(promtool: string, path: string, data: string): Promise<void> {
  const { code, output } = await runPromtool(promtool, ['tsdb', 'create-blocks-from', 'openmetrics', '-q', path, data]);
  if (code !== 0) {
    throw new UserError('promtool could not make blocks from OpenMetrics', output.trim().split('\n').slice(-3));
  }
  rmSync(path);
}
