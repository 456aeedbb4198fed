import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { checkModel } from '../../src/commands/check.ts';
import { loadProject } from '../../src/commands/load.ts';
import { emit } from '../../src/emit/emit.ts';
import { COSTS_FILE, parseCosts } from '../../src/model/costs.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const compiled = await loadProject(ROOT);
const artifacts = emit(compiled.model);

describe('the committed costs.json', () => {
  it('was measured with these boards (node bin/ciliascope.js test --minor 1.20 --record)', () => {
    const costs = parseCosts(readFileSync(join(ROOT, COSTS_FILE), 'utf8'));
    const boards = artifacts.filter(({ kind }) => kind === 'dashboard');
    const sums = boards.map(({ uid, text }) => [uid, createHash('sha256').update(text).digest('hex')]);
    expect(Object.entries(costs?.boards ?? {}).map(([uid, { sha256 }]) => [uid, sha256])).toEqual(sums);
  });
});

describe('the committed out/', () => {
  it('is what the content compiles to: no file differs, is missing or left over (npm run build)', () => {
    const out = join(ROOT, 'out');
    const present = readdirSync(out, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(out.length + 1));
    expect(present.sort()).toEqual(artifacts.map(({ path }) => path).sort());
    for (const { path, text } of artifacts) expect(readFileSync(join(out, path), 'utf8') === text, path).toBe(true);
  });

  it('comes from content without a problem', () => {
    expect(checkModel(compiled)).toEqual([]);
  });

  it('carries each dashboard in its ConfigMap byte for byte', () => {
    const maps = artifacts.filter(({ kind }) => kind === 'configmap');
    expect(maps).toHaveLength(compiled.model.dashboards.length);
    for (const { uid, text } of maps) {
      const { data, metadata } = parse(text) as { data: Record<string, string>; metadata: { name: string } };
      const dashboard = artifacts.find((artifact) => artifact.kind === 'dashboard' && artifact.uid === uid);
      expect([metadata.name, data[`${uid}.json`]]).toEqual([uid, dashboard?.text]);
    }
  });
});
