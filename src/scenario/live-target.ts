import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { renderLabels } from './openmetrics.ts';
import type { Families } from './series.ts';
import type { Timeline } from './timeline.ts';

/** An endpoint that goes on where a backfill ended. */
export interface LiveTarget {
  /** `127.0.0.1:12345`; the path is `/metrics`. */
  readonly address: string;
  readonly series: number;
  stop(): Promise<void>;
}

/** Samples that a pace is taken over: between two neighbours, counters of few events stand still or jump. */
const PACE = 10;

/**
 * Serves every series of a timeline that has ended, moving on at the pace of its last samples, so that rules have
 * something to read now. All labels are on the series: scrape it with `honor_labels`.
 */
export async function startLiveTarget(families: Families, timeline: Timeline): Promise<LiveTarget> {
  const heads: string[] = [];
  const lasts: number[] = [];
  const paces: number[] = [];
  for (const family of families.values()) {
    for (const { name, labels, first, values } of family.series()) {
      const last = values.at(-1) ?? Number.NaN;
      if (Number.isNaN(last)) continue;
      heads.push(`${name}${renderLabels(labels)} `);
      lasts.push(last);
      const steps = Math.min(PACE, values.length - 1 - first);
      paces.push(name === 'up' || steps < 1 ? 0 : (last - (values.at(-1 - steps) ?? last)) / (steps * timeline.step));
    }
  }
  const server = createServer((_, response) => {
    const elapsed = Date.now() / 1000 - timeline.end;
    response.writeHead(200, { 'Content-Type': 'text/plain; version=0.0.4' });
    const lines = heads.map((head, index) => `${head}${(lasts[index] ?? 0) + (paces[index] ?? 0) * elapsed}\n`);
    response.end(lines.join(''));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    series: heads.length,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
