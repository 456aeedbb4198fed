import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PrometheusApi } from './prometheus-api.ts';
import { prometheusApi } from './prometheus-api.ts';
import type { ServerProcess } from './server-process.ts';
import { startServer } from './server-process.ts';

/** A running Prometheus. */
export interface PrometheusServer extends ServerProcess {
  readonly api: PrometheusApi;
}

/** A configuration that scrapes nothing and evaluates nothing: only what the blocks hold can be asked for. */
const AT_REST = 'global: {}\n';

/**
 * Starts Prometheus on a free loopback port over the blocks in `<folder>/data`.
 * @param binary path of `prometheus`, 2.42 or later
 * @param configuration text of `prometheus.yml`; paths in it are relative to the folder
 * @param flags more of the command line, such as `--enable-feature=exemplar-storage`
 */
export async function startPrometheus(
  binary: string,
  folder: string,
  configuration = AT_REST,
  flags: readonly string[] = [],
): Promise<PrometheusServer> {
  const config = join(folder, 'prometheus.yml');
  writeFileSync(config, configuration);
  const server = await startServer({
    name: 'Prometheus',
    binary,
    args: (port) => [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      '--storage.tsdb.retention.time=10y',
      `--web.listen-address=127.0.0.1:${port}`,
      // alerts of the first evaluations find no Alertmanager yet: it is discovered after five seconds
      '--rules.alert.resend-delay=5s',
      '--log.level=warn',
      ...flags,
    ],
  });
  return { ...server, api: prometheusApi(server.url) };
}
