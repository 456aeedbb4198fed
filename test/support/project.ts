import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const DEFINE = JSON.stringify(join(ROOT, 'src', 'define.ts'));

/** What a run of the real program said and left. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A user's project in a temporary folder. */
export interface TestProject {
  readonly dir: string;
  write(files: Record<string, string>): void;
  run(...args: string[]): Ran;
  /** Files of `out/` with their text. */
  out(): Record<string, string>;
}

/** A project that builds: settings, and a list with one board. Override files to break it. */
export function testProject(files: Record<string, string> = {}): TestProject {
  const dir = mkdtempSync(join(tmpdir(), 'ciliascope-project-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const write = (more: Record<string, string>) => {
    for (const [path, text] of Object.entries(more)) {
      mkdirSync(dirname(join(dir, path)), { recursive: true });
      writeFileSync(join(dir, path), text);
    }
  };
  write({
    'package.json': '{ "type": "module" }',
    'ciliascope.config.ts': 'export default {};\n',
    'dashboards/index.ts': list('forwarding'),
    'dashboards/forwarding.ts': board('forwarding'),
    ...files,
  });
  return {
    dir,
    write,
    run: (...args) => runIn(dir, ...args),
    out: () =>
      Object.fromEntries(
        readdirSync(join(dir, 'out'), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
          .map((path) => [path.slice(dir.length + 5), readFileSync(path, 'utf8')]),
      ),
  };
}

/** The real program in a folder. */
export function runIn(dir: string, ...args: readonly string[]): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'bin', 'ciliascope.js'), ...args], {
    cwd: dir,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { code: status, stdout, stderr };
}

/** `dashboards/index.ts` with the boards of these files. */
export function list(...names: string[]): string {
  const imports = names.map((name, index) => `import { board as b${index} } from './${name}.ts';\n`);
  return `${imports.join('')}export const dashboards = [${names.map((_, index) => `b${index}`).join(', ')}];\n`;
}

/** A right board; `panel` replaces options of its only panel, `build` the whole function body. */
export function board(uid: string, parts: { panel?: string; body?: string } = {}): string {
  const body =
    parts.body ??
    `const sent = metric('cilium_forward_count_total');
    return { rows: [row('Traffic', [timeseries({
      title: 'Forwarded packets',
      description: 'Packets forwarded per second. Falls when a node stops working: look at its agent.',
      unit: 'pps',
      legend: 'all nodes',
      query: promql\`sum(rate(\${sent}[$__rate_interval]))\`,
      ${parts.panel ?? ''}
    })])] };`;
  return `import { defineDashboard, promql, row, timeseries } from ${DEFINE};
export const board = defineDashboard({
  uid: '${uid}', title: 'Board ${uid}', question: 'Does traffic flow?', tags: ['test'], neighbours: [],
  build: ({ metric }) => {
    ${body}
  },
});
`;
}
