import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dashboards } from '../../dashboards/index.ts';
import { runIn } from '../support/project.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
const GUIDE = 'docs/guides/getting-started.md';

const COMMANDS = [...runIn(ROOT, '--help').stdout.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name ?? '');

/** What a page calls in its code blocks: `doctor`, and the options it gives it. */
const calls = (file: string) =>
  [...read(file).matchAll(/^node bin\/ciliascope\.js ([a-z]+)(.*?)(?: #.*)?$/gm)].map(
    ([, command = '', rest = '']) => ({
      command,
      options: [...rest.matchAll(/--[a-z-]+/g)].map(([option]) => option),
    }),
  );

describe('the README', () => {
  it('lists the dashboards there are, each with its question', () => {
    const listed = [...read('README.md').matchAll(/^\| `([a-z-]+)` \| (.*) \|$/gm)].map(([, uid, question]) => [
      uid,
      question,
    ]);
    expect(listed).toEqual(dashboards.map(({ uid, question }) => [uid, question]));
  });

  it.each(['README.md', GUIDE, 'CONTRIBUTING.md', 'docs/proof.md', 'docs/checks/README.md'])(
    '%s names only npm scripts that exist',
    (file) => {
      const named = [...read(file).matchAll(/npm (?:run )?([a-z]+)/g)].map(([, name]) => name ?? '');
      expect(named.filter((name) => name !== 'ci' && !(name in scripts))).toEqual([]);
    },
  );

  it.each(['README.md', GUIDE])('%s calls only commands and options that exist', (file) => {
    const called = calls(file);
    const commands = [...new Set(called.map(({ command }) => command))];
    expect(commands.filter((command) => !COMMANDS.includes(command))).toEqual([]);
    for (const command of commands) {
      const help = runIn(ROOT, command, '--help').stdout;
      const options = called.filter((call) => call.command === command).flatMap((call) => call.options);
      expect(
        options.filter((option) => !help.includes(`  ${option} `)),
        command,
      ).toEqual([]);
    }
    expect(called.length).toBeGreaterThan(5);
  });

  it.each(['README.md', GUIDE])('%s names only files of out/ that the build writes', (file) => {
    const named = [...read(file).matchAll(/\bout\/[\w./*-]+/g)].map(([path]) => path);
    expect(named.filter((path) => globSync(path, { cwd: ROOT }).length === 0)).toEqual([]);
  });

  it('has both set-up commands on its first screen', () => {
    const screen = read('README.md').split('\n').slice(0, 12).join('\n');
    expect(screen).toMatch(/npm ci && npm run build[\s\S]*npm ci && npm test/);
  });
});
