import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { enginesCommand } from '../../src/commands/engines.ts';
import type { EngineName } from '../../src/scenario/engines.ts';
import { findEngine, findEngines, obtainEngines } from '../../src/scenario/engines.ts';
import { hasApt } from '../../src/scenario/engines-apt.ts';
import { missing, requireEngine } from '../support/engines.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ciliascope-engines-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program that only knows its version. */
function fake(path: string, version: string, mode = 0o755): void {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, `#!/bin/sh\necho "prometheus, version ${version}+ds"\n`);
  chmodSync(path, mode);
}

describe('findEngine', () => {
  test('takes CILIASCOPE_ENGINES (with or without bin/), then KUBEBUILDER_ASSETS, then .engines, then PATH', () => {
    const env = {
      CILIASCOPE_ENGINES: join(folder, 'mine'),
      KUBEBUILDER_ASSETS: join(folder, 'k8s'),
      PATH: join(folder, 'path'),
    };
    const places = [
      'path/prometheus',
      '.engines/bin/prometheus',
      'k8s/prometheus',
      'mine/prometheus',
      'mine/bin/prometheus',
    ];
    for (const place of places) {
      fake(join(folder, place), '1.2.3');
      expect(findEngine('prometheus', env, folder)).toBe(join(folder, place));
    }
  });

  test('passes over a file that is no program, and a folder', () => {
    fake(join(folder, '.engines/bin/prometheus'), '1.2.3', 0o644);
    mkdirSync(join(folder, '.engines/team/bin/prometheus'), { recursive: true });
    expect(findEngine('prometheus', {}, folder)).toBeUndefined();
  });

  test('knows the Alertmanager of Debian by its other name', () => {
    fake(join(folder, 'path/prometheus-alertmanager'), '0.25.0');
    const found = findEngine('alertmanager', { PATH: join(folder, 'path') }, folder);
    expect(found).toBe(join(folder, 'path/prometheus-alertmanager'));
  });

  test('findEngines lists each version once, the preferred first', () => {
    fake(join(folder, '.engines/team/bin/prometheus'), '3.5.3');
    fake(join(folder, '.engines/bin/prometheus'), '2.42.0');
    fake(join(folder, 'path/prometheus'), '2.42.0');
    const versions = findEngines('prometheus', { PATH: join(folder, 'path') }, folder).map((engine) => engine.version);
    expect(versions).toEqual(['3.5.3', '2.42.0']);
  });
});

describe('obtainEngines', () => {
  test('without apt says in one line each what to install', async () => {
    const reports = await obtainEngines({ projectDir: folder, env: { PATH: folder }, log: () => {} });
    expect(reports.map((report) => report.path)).toEqual(reports.map(() => undefined));
    for (const { reason } of reports) expect(reason).toMatch(/^[^\n]*(PATH|KUBEBUILDER_ASSETS)[^\n]*$/);
  });

  test('with apt obtains working programs without root, for two callers at once, and has nothing to do after', async () => {
    const env = { PATH: process.env['PATH'] };
    if (!hasApt(env)) missing('this system has no apt-get');
    // A PATH with nothing but apt by name: an installed Prometheus would leave nothing to obtain.
    const tools = join(folder, 'tools');
    for (const name of ['apt-get', 'dpkg']) fake(join(tools, name), '0.0.0');
    const lines: string[] = [];
    const call = () => obtainEngines({ projectDir: folder, env: { PATH: tools }, log: (line) => lines.push(line) });
    const [reports] = await Promise.all([call(), call()]);
    const obtained = (reports ?? []).filter((report) => report.version !== undefined);
    const names = ['prometheus', 'promtool', 'alertmanager', 'amtool', 'etcd'];
    expect(
      obtained.map((report) => report.name),
      JSON.stringify(reports),
    ).toEqual(names);
    expect(readdirSync(join(folder, '.engines')).sort()).toEqual(['bin', 'packages']);
    expect(readdirSync(join(folder, '.engines/bin')).sort()).toEqual(names.sort());
    expect(lines.length).toBeGreaterThan(0);
    lines.length = 0;
    expect(await call()).toEqual(reports);
    expect(lines).toEqual([]);
  });
});

describe('the engines at hand', () => {
  test.each<EngineName>(['promtool', 'amtool', 'etcd', 'alertmanager'])('%s prints a version', (name) => {
    const { status, stdout, stderr } = spawnSync(requireEngine(name), ['--version'], { encoding: 'utf8' });
    expect(status).toBe(0);
    expect(stdout + stderr).toMatch(/\d+\.\d+\.\d+/);
  });

  test('each Prometheus becomes ready and ends at a signal to its pid', async () => {
    requireEngine('prometheus');
    const found = findEngines('prometheus');
    for (const { path, version } of found) {
      const port = await freePort();
      const data = join(folder, String(version));
      writeFileSync(join(folder, 'prometheus.yml'), '');
      const flags = [`--storage.tsdb.path=${data}`, `--web.listen-address=127.0.0.1:${port}`];
      const server = spawn(path, [`--config.file=${join(folder, 'prometheus.yml')}`, ...flags], { stdio: 'ignore' });
      const ended = once(server, 'exit');
      try {
        expect(await readyWithin(20_000, `http://127.0.0.1:${port}/-/ready`), `${path} ${version}`).toBe(true);
      } finally {
        server.kill('SIGTERM');
      }
      expect(await ended).toEqual([0, null]);
    }
    expect(found.length).toBeGreaterThan(0);
  });

  test('`engines` lists every engine with its version and path', async () => {
    requireEngine('prometheus');
    let text = '';
    const code = await enginesCommand({ stdout: { write: (part) => (text += part) }, stderr: { write: () => {} } });
    expect(text).toMatch(/^prometheus +\d+\.\d+\.\d+ +\/.*prometheus\npromtool +\d+\.\d+\.\d+ +\//);
    expect(code).toBe(0);
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function readyWithin(milliseconds: number, url: string): Promise<boolean> {
  for (const end = Date.now() + milliseconds; Date.now() < end; await wait(50)) {
    const ready = await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return true;
  }
  return false;
}
