import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../errors.ts';
import { atEnd } from './at-end.ts';

/** A server of ours on a loopback port. */
export interface ServerProcess {
  readonly pid: number;
  /** Loopback address. */
  readonly url: string;
  stop(): Promise<void>;
}

export interface ServerOptions {
  /** How it is called in messages. */
  readonly name: string;
  readonly binary: string;
  args(port: number): readonly string[];
}

/** How long a start may take: 0.2 s with nothing to read, while the index of many blocks takes seconds. */
const READY_MS = 60_000;
const STOP_MS = 5_000;

/** Starts a server that says at `/-/ready` when it is, on a free port of the loopback interface. */
export async function startServer(options: ServerOptions): Promise<ServerProcess> {
  for (let attempt = 1; ; attempt++) {
    const started = await start(options, await freePort());
    if ('pid' in started) return started;
    // another process may take the port between our look and the server's bind
    if (attempt === 3 || !started.log.includes('address already in use')) {
      throw new UserError(`${options.name} did not start`, started.log.trim().split('\n').slice(-3));
    }
  }
}

async function start({ binary, args }: ServerOptions, port: number): Promise<ServerProcess | { readonly log: string }> {
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(binary, [...args(port)], { stdio: ['ignore', 'ignore', 'pipe'] });
  const forget = atEnd(() => child.kill('SIGKILL'));
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log = (log + text).slice(-8000);
  });
  child.on('error', (error) => {
    log += `${error.message}\n`;
  });
  const stop = async () => {
    await stopChild(child);
    forget();
  };
  const deadline = Date.now() + READY_MS;
  while (Date.now() < deadline && child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    if (await isReady(url)) return { url, pid: child.pid, stop };
    await sleep(25);
  }
  await stop();
  return { log };
}

async function isReady(url: string): Promise<boolean> {
  // not listening yet is the usual answer of the first moments
  const response = await fetch(`${url}/-/ready`).catch(() => undefined);
  await response?.arrayBuffer();
  return response?.ok ?? false;
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

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port on the loopback interface');
  return address.port;
}
