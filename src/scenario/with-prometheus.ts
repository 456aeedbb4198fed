import { writeBlocks } from './blocks.ts';
import type { Written } from './openmetrics.ts';
import { startPrometheus } from './prometheus.ts';
import type { PrometheusApi } from './prometheus-api.ts';
import type { RecordsRead } from './records.ts';
import { writeRecords } from './records.ts';
import type { Families } from './series.ts';
import { inTemporaryFolder } from './temporary-folder.ts';
import type { Timeline } from './timeline.ts';

/** Paths of the programs a proof runs. */
export interface ProofEngines {
  readonly prometheus: string;
  readonly promtool: string;
}

/**
 * Does work against a real Prometheus that holds the families as blocks, and what rules record of them. Leaves neither
 * process nor folder behind.
 */
export async function withPrometheus<T>(
  engines: ProofEngines,
  families: Families,
  timeline: Timeline,
  work: (api: PrometheusApi, written: Written) => Promise<T>,
  records?: RecordsRead,
): Promise<T> {
  return inTemporaryFolder(async (folder) => {
    const written = await writeBlocks(engines.promtool, families, timeline, folder);
    if (records) await writeRecords(records, engines, timeline, folder);
    const server = await startPrometheus(engines.prometheus, folder);
    try {
      return await work(server.api, written);
    } finally {
      await server.stop();
    }
  });
}
