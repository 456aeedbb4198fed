import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GrafanaDouble } from '../support/grafana-double.ts';
import { startGrafanaDouble } from '../support/grafana-double.ts';
import type { Ran, TestProject } from '../support/project.ts';
import { board, list, testProject } from '../support/project.ts';

const PROGRAM = join(import.meta.dirname, '..', '..', 'src', 'cli.ts');
const NAMES = ['one', 'two', 'three', 'four', 'five', 'six'];
const boards = Object.fromEntries(NAMES.map((name) => [`dashboards/${name}.ts`, board(name)]));

let grafana: GrafanaDouble;
let project: TestProject;
beforeEach(async () => {
  grafana = await startGrafanaDouble();
  project = testProject({ ...boards, 'dashboards/index.ts': list(...NAMES) });
  target();
});
afterEach(() => grafana.close());

const target = (more = '') =>
  project.write({
    'ciliascope.config.ts': `export default { publish: { grafana: { prod: { url: '${grafana.url}', auth: { token: { env: 'TEST_TOKEN' } }${more} } } } };\n`,
  });

interface Running {
  readonly done: Promise<Ran>;
  kill(signal: NodeJS.Signals): void;
}

/** The real program; it runs beside this process, which serves the double. */
function start(args: readonly string[], env: Readonly<Record<string, string>> = { TEST_TOKEN: 'editor' }): Running {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    cwd: project.dir,
    env: { PATH: process.env['PATH'] ?? '', NO_COLOR: '1', ...env },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (part: Buffer) => {
    stdout += part.toString();
  });
  child.stderr.on('data', (part: Buffer) => {
    stderr += part.toString();
  });
  const done = new Promise<Ran>((end) => child.on('close', (code) => end({ code, stdout, stderr })));
  return { done, kill: (signal) => child.kill(signal) };
}
const run = (...args: readonly string[]) => start(args).done;

describe('ciliascope plan and publish', () => {
  it('tell the story from the first plan to the second publish', async () => {
    const first = await run('plan', '--exit-code');
    expect([first.code, first.stdout]).toEqual([1, expect.stringContaining('7 create: 7 writes')]);
    expect(grafana.writes()).toEqual([]);
    const done = await run('publish', '--yes');
    expect([done.code, done.stdout]).toEqual([0, expect.stringContaining('7 writes: 7 done')]);
    const writes = grafana.writes().length;
    const again = await run('publish', '--yes');
    expect([again.code, again.stdout]).toEqual([0, expect.stringContaining('7 unchanged: nothing to write')]);
    expect([(await run('plan', '--exit-code')).code, grafana.writes().length]).toEqual([0, writes]);
  });

  it('publish a saved plan, and refuse it once anything has moved', async () => {
    expect((await run('plan', '--save', 'plan.json')).code).toBe(0);
    expect((await run('publish', 'plan.json', '--yes')).code).toBe(0);
    project.write({ 'dashboards/one.ts': board('one', { panel: "title: 'Other'" }) });
    await run('plan', '--save', 'plan.json');
    grafana.store.save('one', { json: { title: 'Mine' }, folderUid: '', message: '', by: 'alice' });
    const writes = grafana.writes().length;
    const refused = await run('publish', 'plan.json', '--yes');
    expect([refused.code, refused.stderr]).toEqual([
      2,
      expect.stringContaining('prod: dashboard/one: changed on the server since the plan was made'),
    ]);
    expect(grafana.writes().length).toBe(writes);
  });

  it('refuse a plan that was edited by hand', async () => {
    await run('plan', '--save', 'plan.json');
    const path = join(project.dir, 'plan.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"create"', '"delete"'));
    expect(await run('publish', 'plan.json', '--yes')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('was changed after it was saved'),
    });
    expect(grafana.writes()).toEqual([]);
  });

  it('leave an edit alone and say so by the exit code', async () => {
    await run('publish', '--yes');
    grafana.store.save('one', {
      json: { title: 'Mine' },
      folderUid: grafana.store.now('one')?.folderUid ?? '',
      message: '',
      by: 'alice',
    });
    expect(await run('publish', '--yes')).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('last changed by alice'),
    });
    project.write({ 'dashboards/two.ts': board('two', { panel: "title: 'Other'" }) });
    expect(await run('publish', '--yes')).toMatchObject({ code: 3 });
    expect(grafana.store.now('one')?.json['title']).toBe('Mine');
  });

  it('ask nobody where nobody is, and write nothing', async () => {
    expect(await run('publish')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('nobody can be asked here'),
    });
    expect(grafana.writes()).toEqual([]);
  });

  it('print JSON and Markdown', async () => {
    const { stdout } = await run('plan', '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({ version: 1, targets: [{ target: 'prod', set: 'ciliascope' }] });
    expect((await run('plan', '--format', 'markdown')).stdout).toContain('| create | folder | Cilium |');
  });

  it.each<[string, readonly string[], Readonly<Record<string, string>>, string]>([
    ['an unknown target', ['--target', 'prdo'], {}, 'did you mean "prod"'],
    ['a token that is not there', [], {}, 'TEST_TOKEN is not set'],
    ['a token that is not accepted', [], { TEST_TOKEN: 'canary' }, 'the credentials are not accepted'],
    ['a token without rights', [], { TEST_TOKEN: 'viewer' }, 'the token lacks dashboards:create'],
    [
      'a server that is not there',
      ['--grafana', 'http://127.0.0.1:9'],
      { GRAFANA_TOKEN: 'canary' },
      'nothing listens there',
    ],
    [
      'plain http to another machine',
      ['--grafana', 'http://grafana.example.org'],
      { GRAFANA_TOKEN: 'canary' },
      'plain http would show the credentials',
    ],
    ['no credentials', ['--grafana', 'https://grafana.example.org'], {}, 'no credentials for this Grafana'],
    ['an address that is none', ['--grafana', 'grafana'], { GRAFANA_TOKEN: 'canary' }, 'is no URL'],
    ['a plan that is not there', ['nope.json'], { TEST_TOKEN: 'editor' }, 'the plan cannot be read'],
  ])('refuse %s clearly, and change nothing', async (_, args, env, message) => {
    const refused = await start(['publish', '--yes', ...args], env).done;
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(refused.stderr).not.toMatch(/\bat .*\.ts:\d+/);
    expect(`${refused.stdout}${refused.stderr}`).not.toContain('canary');
    expect(grafana.writes()).toEqual([]);
  });

  it('refuse another organisation, and settings without a target', async () => {
    target(", org: 'Other'");
    expect(await run('plan')).toMatchObject({ code: 2, stderr: expect.stringContaining('expected "Other"') });
    project.write({ 'ciliascope.config.ts': 'export default {};\n' });
    expect(await run('plan')).toMatchObject({ code: 2, stderr: expect.stringContaining('no target to publish to') });
  });

  it('end what is in flight on Ctrl-C, say what is done, and complete it when run again', async () => {
    grafana.fault({ method: 'POST', path: /dashboards/, times: 6, kind: 'slow' });
    const running = start(['publish', '--yes']);
    while (!grafana.requests.includes('POST /api/dashboards/db')) await sleep(5);
    running.kill('SIGINT');
    const { code, stdout } = await running.done;
    expect([code, stdout]).toEqual([130, expect.stringMatching(/\d done, \d not tried; run the command again/)]);
    expect((await run('publish', '--yes')).code).toBe(0);
    expect([...grafana.store.boards.keys()].sort()).toEqual([...NAMES].sort());
  });

  it('complete what a SIGKILL cut off, wherever it cut', async () => {
    const rounds = process.env['CI'] ? 12 : 3;
    for (let round = 0; round < rounds; round++) {
      for (const name of NAMES)
        project.write({ [`dashboards/${name}.ts`]: board(name, { panel: `title: 'Round ${round}'` }) });
      grafana.fault({ method: 'POST', path: /dashboards/, times: 3, kind: 'slow' });
      const seen = grafana.writes().length;
      const running = start(['publish', '--yes']);
      while (grafana.writes().length <= seen + (round % 5)) await sleep(2);
      await sleep((round * 37) % 120);
      running.kill('SIGKILL');
      await running.done;
      grafana.clearFaults();
      expect(await run('publish', '--yes')).toMatchObject({ code: 0 });
      const before = grafana.writes().length;
      expect(await run('publish', '--yes')).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('nothing to write'),
      });
      expect(grafana.writes().length).toBe(before);
    }
  }, 120_000);

  it('print the least rights for a cluster', async () => {
    project.write({
      'ciliascope.config.ts':
        "export default { publish: { kubernetes: { c: { namespace: 'obs', artefacts: ['rules'] } } } };\n",
    });
    const { code, stdout } = await run('publish', '--print-rbac');
    expect([code, stdout]).toEqual([0, expect.stringContaining('namespace: obs')]);
    expect(stdout).toContain('prometheusrules');
    expect(stdout).not.toContain('configmaps');
  });
});
