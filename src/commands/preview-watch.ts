import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, watch } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { EXIT } from '../errors.ts';
import type { CommandIo } from './io.ts';
import type { PreviewOptions } from './preview.ts';

const PROGRAM = resolve(import.meta.dirname, '..', '..', 'bin', 'ciliascope.js');
/** What a page is made of. */
const SETTINGS = 'ciliascope.config.ts';
const CONTENT = ['dashboards', 'rules'];
/** Editors write a file in several steps. */
const SETTLE_MS = 150;

/**
 * Serves the page to this machine alone, and builds it anew when content changes: in a process of its own, since a
 * module that was loaded once stays as it was. Ends with Ctrl-C.
 */
export async function watchPreview(options: PreviewOptions, io: CommandIo): Promise<number> {
  const stop = io.interrupts?.();
  const folder = await mkdtemp(join(tmpdir(), 'ciliascope-preview-'));
  const file = join(folder, 'preview.html');
  const readers = new Set<ServerResponse>();
  const server = createServer((request, response) => answer(request, response, file, readers));
  try {
    const build = () => rebuild(options, file, io, stop);
    await build();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    io.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}/ (Ctrl-C ends it)\n`);
    await onEdits(io.projectDir, stop, async () => {
      if (!(await build())) return;
      for (const reader of readers) reader.write('data: built\n\n');
    });
  } finally {
    for (const reader of readers) reader.end();
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
  return EXIT.done;
}

async function answer(
  { url, headers }: IncomingMessage,
  response: ServerResponse,
  file: string,
  readers: Set<ServerResponse>,
): Promise<void> {
  const head = (status: number, type: string, more = {}) =>
    response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store', ...more });
  // a page of another name that was made to lead here is not to read this one
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers.host ?? '')) {
    head(403, 'text/plain').end('Only for this machine.\n');
  } else if (url === '/events') {
    head(200, 'text/event-stream').write(': here\n\n');
    readers.add(response);
    response.on('close', () => readers.delete(response));
  } else if (url !== '/') {
    head(404, 'text/plain').end('There is no page here.\n');
  } else {
    const page = await readFile(file).catch(() => undefined);
    if (page) head(200, 'text/html; charset=utf-8').end(page);
    else head(503, 'text/plain', { Refresh: '2' }).end('The content does not build yet: see the terminal.\n');
  }
}

/** Runs the command again without `--watch`. What it complains of goes to the terminal; the last good page stays. */
async function rebuild(options: PreviewOptions, file: string, io: CommandIo, stop?: AbortSignal): Promise<boolean> {
  const { base, only = [], prometheus, synthetic } = options;
  const option = (name: string, value: string | undefined) => (value === undefined ? [] : [`--${name}`, value]);
  const args = [
    ...['preview', '--reloads', '--out', file],
    ...[...option('base', base), ...option('prometheus', prometheus), ...option('synthetic', synthetic)],
    ...(only.length > 0 ? ['--only', ...only] : []),
  ];
  const started = performance.now();
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    cwd: io.projectDir,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...io.env },
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => io.stderr.write(text));
  const end = () => child.kill('SIGTERM');
  stop?.addEventListener('abort', end, { once: true });
  const [code] = (await once(child, 'close')) as [number | null];
  stop?.removeEventListener('abort', end);
  if (code === 0) io.stdout.write(`built in ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
  return code === 0;
}

/** Does something after every edit, one after the other, until it is stopped. */
async function onEdits(projectDir: string, stop: AbortSignal | undefined, act: () => Promise<void>): Promise<void> {
  let edited = Promise.withResolvers<void>();
  const watchers = [
    // editors replace a file, and what watched the old one would see nothing more
    watch(projectDir, (_, name) => name === SETTINGS && edited.resolve()),
    ...CONTENT.map((name) => join(projectDir, name))
      .filter((path) => existsSync(path))
      .map((path) => watch(path, { recursive: true }, () => edited.resolve())),
  ];
  stop?.addEventListener('abort', () => edited.resolve(), { once: true });
  try {
    while (!stop?.aborted) {
      await edited.promise;
      await new Promise((done) => setTimeout(done, SETTLE_MS));
      edited = Promise.withResolvers();
      if (!stop?.aborted) await act();
      if (stop?.aborted) edited.resolve();
    }
  } finally {
    for (const watcher of watchers) watcher.close();
  }
}
