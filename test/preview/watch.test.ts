import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { board, testProject } from '../support/project.ts';

const PROGRAM = join(import.meta.dirname, '..', '..', 'bin', 'ciliascope.js');

/** `preview --watch` in a folder, with all it has said. */
function watching(dir: string) {
  const child = spawn(process.execPath, [PROGRAM, 'preview', '--watch'], { cwd: dir });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  const until = async (pattern: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const match = pattern.exec(said);
      if (match) return match;
      if (child.exitCode !== null) throw new Error(`it ended: ${said}`);
      await new Promise((done) => setTimeout(done, 50));
    }
  };
  return {
    child,
    until,
    forget: () => {
      said = '';
    },
  };
}

const textOf = async (url: string, headers = {}) => (await fetch(url, { headers })).text();

/** What a page of another site gets, whose name was made to mean this machine. */
async function statusAs(host: string, url: string): Promise<number | undefined> {
  const [response] = (await once(request(url, { headers: { host } }).end(), 'response')) as [IncomingMessage];
  response.resume();
  return response.statusCode;
}

describe('ciliascope preview --watch', () => {
  it('serves the page, tells it when content was edited, and keeps the last good one', async () => {
    const project = testProject();
    const { child, until, forget } = watching(project.dir);
    const [, url = ''] = await until(/(http:\/\/127\.0\.0\.1:\d+\/)/);
    expect(await textOf(url)).toContain('Board forwarding');
    expect(await statusAs('evil.example:80', url)).toBe(403);
    const events = await fetch(`${url}events`);
    const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toBe(': here\n\n');

    project.write({ 'dashboards/forwarding.ts': board('forwarding').replace('Board forwarding', 'Edited board') });
    expect((await reader?.read())?.value).toBe('data: built\n\n');
    expect(await textOf(url)).toContain('Edited board');

    forget();
    project.write({ 'dashboards/forwarding.ts': 'export const board = ' });
    await until(/dashboards\/index\.ts cannot be loaded/);
    expect(await textOf(url)).toContain('Edited board');

    forget();
    project.write({ 'dashboards/forwarding.ts': board('forwarding').replace('Board forwarding', 'Mended board') });
    await until(/built in/);
    expect(await textOf(url)).toContain('Mended board');
    await reader?.cancel();

    expect((await fetch(`${url}etc/passwd`)).status).toBe(404);
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('waits for content that builds', async () => {
    const project = testProject({ 'dashboards/forwarding.ts': 'export const board = ' });
    const { until } = watching(project.dir);
    const [, url = ''] = await until(/(http:\/\/127\.0\.0\.1:\d+\/)/);
    expect((await fetch(url)).status).toBe(503);
    project.write({ 'dashboards/forwarding.ts': board('forwarding') });
    await until(/built in/);
    expect((await fetch(url)).status).toBe(200);
  });
});
