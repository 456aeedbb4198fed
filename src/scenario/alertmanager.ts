import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerProcess } from './server-process.ts';
import { startServer } from './server-process.ts';

/**
 * Starts a lone Alertmanager on a free loopback port.
 * @param configuration text of `alertmanager.yml`
 */
export async function startAlertmanager(binary: string, folder: string, configuration: string): Promise<ServerProcess> {
  const config = join(folder, 'alertmanager.yml');
  writeFileSync(config, configuration);
  return startServer({
    name: 'Alertmanager',
    binary,
    args: (port) => [
      `--config.file=${config}`,
      `--storage.path=${join(folder, 'alertmanager')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--cluster.listen-address=',
      '--log.level=warn',
    ],
  });
}
