import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeOut } from '../../../src/emit/files.ts';
import type { Artifact } from '../../../src/model/model.ts';

let dir: string;
let out: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'ciliascope-files-'));
  out = join(dir, 'out');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** Artifacts with the index that proves they are ours. */
function artifacts(files: Record<string, string>): readonly Artifact[] {
  const listed = Object.entries(files).map(([path, text]): Artifact => ({ path, text, kind: 'dashboard' }));
  const index = JSON.stringify({ version: 1, files: listed.map(({ path }) => ({ path })) });
  return [...listed, { path: 'index.json', text: index, kind: 'index' }];
}

const tree = (at = out) =>
  Object.fromEntries(
    readdirSync(at, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'index.json')
      .map((entry) => [
        join(entry.parentPath, entry.name).slice(at.length + 1),
        readFileSync(join(entry.parentPath, entry.name), 'utf8'),
      ]),
  );

describe('writeOut', () => {
  it('writes, leaves unchanged, and removes what it no longer produces', () => {
    expect(writeOut(out, artifacts({ 'a/one.json': '1', 'two.json': '2' })).written).toHaveLength(3);
    expect(writeOut(out, artifacts({ 'a/one.json': '1', 'two.json': '2' }))).toMatchObject({
      written: [],
      removed: [],
    });
    expect(writeOut(out, artifacts({ 'two.json': '2b' }))).toMatchObject({
      removed: ['a/one.json'],
      written: ['two.json', 'index.json'],
    });
    expect(tree()).toEqual({ 'two.json': '2b' });
  });

  it('keeps files that no build of ours listed', () => {
    writeOut(out, artifacts({ 'one.json': '1' }));
    writeFileSync(join(out, 'kustomization.yaml'), 'theirs');
    expect(writeOut(out, artifacts({ 'one.json': '1b' })).foreign).toEqual(['kustomization.yaml']);
    expect(tree()).toEqual({ 'one.json': '1b', 'kustomization.yaml': 'theirs' });
  });

  it('leaves nothing beside the folder', () => {
    writeOut(out, artifacts({ 'one.json': '1' }));
    writeOut(out, artifacts({ 'one.json': '2' }));
    expect(readdirSync(dir)).toEqual(['out']);
  });

  it('puts the old tree back when a build died between its two renames', () => {
    writeOut(out, artifacts({ 'one.json': '1' }));
    const dead = spawnSync('true').pid;
    renameSync(out, join(dir, `.out.ciliascope-old-${dead}`));
    mkdirSync(join(dir, `.out.ciliascope-new-${dead}`));
    writeFileSync(join(dir, `.out.ciliascope-new-${dead}`, 'half.json'), '{');
    expect(writeOut(out, artifacts({ 'one.json': '1' }))).toMatchObject({ written: [] });
    expect([readdirSync(dir), tree()]).toEqual([['out'], { 'one.json': '1' }]);
  });

  it('leaves the old tree whole when the new one cannot be written', () => {
    writeOut(out, artifacts({ 'one.json': '1' }));
    const impossible = artifacts({ 'one.json': '1b', 'one.json/inside.json': '2' });
    expect(() => writeOut(out, impossible)).toThrow(/cannot write .*out/);
    expect([readdirSync(dir), tree()]).toEqual([['out'], { 'one.json': '1' }]);
  });

  it('refuses a file in place of the folder, and an index it did not write', () => {
    writeFileSync(out, 'a file');
    expect(() => writeOut(out, artifacts({}))).toThrow('is a file, not a folder');
    rmSync(out);
    mkdirSync(out);
    writeFileSync(join(out, 'index.json'), '<html>');
    expect(() => writeOut(out, artifacts({ a: '1' }))).toThrow('is not the index ciliascope wrote');
    expect(existsSync(join(out, 'a'))).toBe(false);
  });

  it('says what is wrong with a read-only folder, and changes nothing', () => {
    writeOut(out, artifacts({ 'one.json': '1' }));
    chmodSync(dir, 0o755);
    chmodSync(out, 0o555);
    // root may write anywhere: an unprivileged process tells the truth, once it has read our modules
    const script = `import { writeOut } from ${JSON.stringify(new URL('../../../src/emit/files.ts', import.meta.url).pathname)};
      if (process.getuid() === 0) { process.setegid(65534); process.seteuid(65534); }
      try { writeOut(${JSON.stringify(out)}, [{ path: 'two.json', text: '2', kind: 'dashboard' }]); console.log('wrote'); }
      catch (error) { console.log(error.name, error.message, error.hints.join()); }`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    chmodSync(out, 0o755);
    expect(stdout + stderr).toMatch(/UserError cannot write .*out: EACCES.*nothing was changed/);
    expect(tree()).toEqual({ 'one.json': '1' });
  });
});
