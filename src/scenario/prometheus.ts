import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../errors.ts';
import { atEnd } from './at-end.ts';
import type { PrometheusApi } from './prometheus-api.ts';
import { prometheusApi } from './prometheus-api.ts';

/** A running Prometheus, and the folder its blocks lie in. */
export interface PrometheusServer {
  readonly api: PrometheusApi;
  readonly pid: number;
  /** Loopback address. */
  readonly url: string;
  stop(): Promise<void>;
}

/** How long a start may take: it is 0.2 s on an empty folder, and reading the index of many blocks takes seconds. */
const READY_MS = 60_000;
const STOP_MS = 5_000;

/**
 * Starts Prometheus on a free loopback port over the blocks in `<folder>/data`. It scrapes nothing.
 * @param binary path of `prometheus`, 2.42 or later
 */
export async function startPrometheus(binary: string, folder: string): Promise<PrometheusServer> {
  const config = join(folder, 'prometheus.yml');
  writeFileSync(config, 'global: {}\n');
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const started = await start(binary, folder, config, port);
    if ('server' in started) return started.server;
    // another process may take the port between our look and Prometheus' bind
    if (attempt === 3 || !started.log.includes('address already in use')) {
      throw new UserError('Prometheus did not start', started.log.trim().split('\n').slice(-3));
    }
  }
}

async function start(binary: string, folder: string, config: string, port: number) {
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(
    binary,
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      '--storage.tsdb.retention.time=10y',
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=warn',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const forget = atEnd(() => child.kill('SIGKILL'));
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log = (log + text).slice(-8000);
  });
  child.on('error', (error) => {
    log += `${error.message}\n`;
  });
  const api = prometheusApi(url);
  const deadline = Date.now() + READY_MS;
  while (Date.now() < deadline && child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    if (await api.isReady()) {
      const stop = async () => {
        await stopChild(child);
        forget();
      };
      return { server: { api, url, pid: child.pid, stop } };
    }
    await sleep(25);
  }
  await stopChild(child);
  forget();
  return { log };
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const stopped = await Promise.race([ended.then(() => true), sleep(STOP_MS, false, { ref: false })]);
  if (!stopped) {
    child.kill('SIGKILL');
    await ended;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port on the loopback interface');
  return address.port;
}
