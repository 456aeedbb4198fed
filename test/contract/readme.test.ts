import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dashboards } from '../../dashboards/index.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

describe('the README', () => {
  it('lists the dashboards there are, each with its question', () => {
    const listed = [...read('README.md').matchAll(/^\| `([a-z-]+)` \| (.*) \|$/gm)].map(([, uid, question]) => [
      uid,
      question,
    ]);
    expect(listed).toEqual(dashboards.map(({ uid, question }) => [uid, question]));
  });

  it.each(['README.md', 'CONTRIBUTING.md', 'docs/proof.md', 'docs/checks/README.md'])(
    '%s names only npm scripts that exist',
    (file) => {
      const named = [...read(file).matchAll(/npm (?:run )?([a-z]+)/g)].map(([, name]) => name ?? '');
      expect(named.filter((name) => name !== 'ci' && !(name in scripts))).toEqual([]);
    },
  );

  it('links to pages that exist', () => {
    const links = [...read('README.md').matchAll(/\]\(([^)#]+)\)/g)].map(([, path]) => path ?? '');
    for (const link of links) expect(() => read(link), link).not.toThrow();
    expect(links.length).toBeGreaterThan(5);
  });

  it('has both set-up commands on its first screen', () => {
    const screen = read('README.md').split('\n').slice(0, 12).join('\n');
    expect(screen).toMatch(/npm ci && npm run build[\s\S]*npm ci && npm test/);
  });
});
