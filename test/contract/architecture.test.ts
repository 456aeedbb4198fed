import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');

/** Room -> rooms it may import from. A room is a folder of `src/`, or a file beside them. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  catalog: [],
  model: ['catalog'],
  promql: ['catalog'],
  settings: ['catalog', 'promql', 'errors'],
  define: ['catalog', 'promql', 'model', 'settings'],
  compile: ['catalog', 'promql', 'model', 'settings', 'define', 'errors'],
  contract: ['catalog', 'promql', 'model', 'settings'],
  checks: ['catalog', 'promql', 'model', 'settings', 'contract'],
  emit: ['catalog', 'promql', 'model', 'errors', 'contract', 'settings'],
  diff: ['catalog', 'model', 'promql'],
  plan: ['model', 'errors'],
  targets: ['model', 'settings', 'plan', 'errors'],
  report: ['model', 'errors'],
  preview: ['catalog', 'promql', 'model', 'errors', 'diff'],
  doctor: ['catalog', 'promql', 'model', 'settings', 'errors', 'contract', 'targets'],
  estimate: ['catalog', 'promql', 'model', 'settings', 'errors', 'contract'],
  upgrade: ['catalog', 'promql', 'model', 'settings', 'errors', 'checks', 'diff'],
  scenario: ['catalog', 'promql', 'model', 'settings', 'errors'],
  dashboards: ['define'],
  rules: ['define'],
};

/** Types may be named from further up: they are gone when the program runs. */
const MAY_NAME: Readonly<Record<string, readonly string[]>> = {
  model: ['settings'],
  define: [],
  report: ['plan', 'targets', 'diff', 'doctor', 'estimate', 'upgrade'],
};

/** Doors to the world: built-in modules only where they belong. */
const DOORS: Readonly<Record<string, RegExp>> = {
  'node:fs': /^src\/(emit\/files|settings\/read|catalog\/generate|checks\/docs|scenario\/.*|commands\/.*|cli)\.ts$/,
  'node:fs/promises': /^src\/(settings\/(read|secrets)|targets\/rule-files\/.*|scenario\/.*|commands\/.*)\.ts$/,
  'node:child_process': /^src\/(scenario\/|commands\/(git|preview-watch)\.ts)/,
  undici: /^src\/targets\/http\.ts$/,
  '@kubernetes/client-node': /^src\/targets\/kubernetes\//,
  'node:http': /^src\/(targets|scenario)\/|^src\/commands\/preview-watch\.ts/,
};

interface Import {
  readonly file: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

const files = globSync('{src,dashboards,rules}/**/*.ts', { cwd: ROOT }).sort();
const imports = files.flatMap((file) => importsOf(file, readFileSync(join(ROOT, file), 'utf8')));

function importsOf(file: string, text: string): Import[] {
  const pattern = /^(?:import|export)\s+(type\s+)?(?:[\w*{][^'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
  const dynamic = /import\(\s*['"]([^'"]+)['"]\s*\)/g;
  const resolve = (target: string) =>
    target.startsWith('.') ? relative(ROOT, join(ROOT, dirname(file), target)) : target;
  return [
    ...[...text.matchAll(pattern)].map((match) => ({
      file,
      target: resolve(match[2] ?? ''),
      typeOnly: match[1] !== undefined,
    })),
    ...[...text.matchAll(dynamic)].map((match) => ({ file, target: resolve(match[1] ?? ''), typeOnly: false })),
  ];
}

/** `src/checks/x.ts` and `src/define.ts` -> `checks`, `define`; `dashboards/a/b.ts` -> `dashboards`. */
function roomOf(path: string): string {
  const [first = '', second = ''] = path.split('/');
  return first === 'src' ? second.replace(/\.ts$/, '') : first;
}

describe('the architecture', () => {
  it('finds the imports it judges', () => {
    expect(imports.length).toBeGreaterThan(200);
  });

  it('lets every room import only what lies below it', () => {
    const wrong = imports
      .filter(({ target }) => /^(src|dashboards|rules)\//.test(target))
      .filter(({ file, target, typeOnly }) => {
        const [from, to] = [roomOf(file), roomOf(target)];
        const allowed = MAY_IMPORT[from];
        return allowed && from !== to && !allowed.includes(to) && !(typeOnly && MAY_NAME[from]?.includes(to));
      })
      .map(({ file, target }) => `${file} -> ${target}`);
    expect(wrong).toEqual([]);
  });

  it('lets content see the authoring API and nothing else of src/', () => {
    const wrong = imports.filter(
      ({ file, target }) =>
        /^(dashboards|rules)\//.test(file) &&
        (target.startsWith('node:') || (target.startsWith('src/') && target !== 'src/define.ts')),
    );
    expect(wrong).toEqual([]);
  });

  it('opens doors to the world only where they belong', () => {
    const wrong = imports
      .filter(({ file, target }) => DOORS[target] && !DOORS[target].test(file))
      .map(({ file, target }) => `${file} -> ${target}`);
    expect(wrong).toEqual([]);
  });

  it('has no cycles', () => {
    const graph = Map.groupBy(
      imports.filter(({ typeOnly }) => !typeOnly),
      ({ file }) => file,
    );
    const cycles: string[] = [];
    const done = new Set<string>();
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
      if (done.has(file) || path.includes(file)) return;
      for (const { target } of graph.get(file) ?? []) visit(target, [...path, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
    expect(cycles).toEqual([]);
  });

  it('keeps files short: none over 300 lines, the median under 100', () => {
    const lengths = files
      .filter((file) => !file.endsWith('.gen.ts'))
      .map((file) => [file, readFileSync(join(ROOT, file), 'utf8').split('\n').length] as const);
    expect(lengths.filter(([, length]) => length > 300)).toEqual([]);
    expect(lengths.map(([, length]) => length).sort((a, b) => a - b)[Math.floor(lengths.length / 2)]).toBeLessThan(100);
  });

  it('exports by name', () => {
    const wrong = files.filter((file) => /^export default/m.test(readFileSync(join(ROOT, file), 'utf8')));
    expect(wrong).toEqual([]);
  });

  it('writes to no terminal outside commands and the program itself', () => {
    const wrong = files
      .filter((file) => /\bconsole\.|process\.(stdout|stderr)/.test(readFileSync(join(ROOT, file), 'utf8')))
      .filter((file) => !/^src\/(commands\/|cli\.ts|catalog\/generate\.ts|checks\/docs\.ts)/.test(file));
    expect(wrong).toEqual([]);
  });
});
