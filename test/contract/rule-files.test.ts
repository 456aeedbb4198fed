import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startServer } from '../../src/scenario/server-process.ts';
import { ruleFilesDesired } from '../../src/targets/rule-files/desired.ts';
import { ruleFilesTarget } from '../../src/targets/rule-files/target.ts';
import { requireEngine } from '../support/engines.ts';
import { impatient } from '../support/http-server.ts';
import { published } from '../support/publishing.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ciliascope-rule-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const rules = (alert: string) =>
  `groups:\n  - name: g-${alert}\n    rules:\n      - alert: ${alert}\n        expr: vector(1) == 1\n`;
const run = (files: Readonly<Record<string, string>>, consent = {}, url?: string, between = () => {}) => {
  const desired = ruleFilesDesired(Object.entries(files).map(([name, text]) => ({ name, text })));
  const reload = url === undefined ? {} : { reload: impatient(url) };
  return published(ruleFilesTarget('local', { folder, set: 'test', ...reload }), desired, consent, { between });
};
const text = (file: string) => readFileSync(join(folder, file), 'utf8');

describe('publishing rule files', () => {
  it('reaches a real Prometheus, which then has the rules', async () => {
    const binary = requireEngine('prometheus');
    const config = join(folder, 'prometheus.conf');
    writeFileSync(config, `rule_files: ['${folder}/*.yaml']\n`);
    const args = (port: number) => [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--web.enable-lifecycle',
    ];
    const prometheus = await startServer({ name: 'Prometheus', binary, args });
    const alerts = async () => {
      const { data } = (await (await fetch(`${prometheus.url}/api/v1/rules`)).json()) as {
        data: { groups: { rules: { name: string }[] }[] };
      };
      return data.groups.flatMap((group) => group.rules.map(({ name }) => name)).sort();
    };
    try {
      expect((await run({ a: rules('One'), b: rules('Two') }, {}, prometheus.url)).finished).toEqual({ kind: 'done' });
      expect(await alerts()).toEqual(['One', 'Two']);
      await run({ a: rules('Three') }, {}, prometheus.url);
      expect(await alerts()).toEqual(['Three']);
      const bad = await run({ a: 'groups: [{ name: g, rules: [{ alert: A, expr: "sum(" }] }]\n' }, {}, prometheus.url);
      expect(bad.finished).toMatchObject({ kind: 'failed', reason: expect.stringContaining('did not reload') });
      expect(await alerts()).toEqual(['Three']);
    } finally {
      await prometheus.stop();
    }
  }, 60_000);

  it('writes nothing the second time', async () => {
    await run({ a: rules('One') });
    const before = text('a.yaml');
    expect((await run({ a: rules('One') })).states).toEqual(['unchanged rule-file/a.yaml']);
    expect([text('a.yaml'), readdirSync(folder)]).toEqual([before, ['a.yaml']]);
  });

  it('tells an edit by the proof in the first line, and overwrites it when told to', async () => {
    await run({ a: rules('One') });
    writeFileSync(join(folder, 'a.yaml'), text('a.yaml').replace('vector(1)', 'vector(2)'));
    expect((await run({ a: rules('One') })).states).toEqual(['drifted rule-file/a.yaml']);
    expect((await run({ a: rules('One') }, { overwriteDrift: true })).ends).toEqual(['done']);
  });

  it('neither overwrites nor removes files that are not ours', async () => {
    writeFileSync(join(folder, 'a.yaml'), 'groups: []\n');
    writeFileSync(join(folder, 'theirs.yml'), 'groups: []\n');
    writeFileSync(join(folder, 'other.yaml'), '# m [ciliascope other 0123456789ab]\ngroups: []\n');
    expect((await run({ a: rules('One'), b: rules('Two') }, { overwriteDrift: true })).states).toEqual([
      'conflict rule-file/a.yaml',
      'create rule-file/b.yaml',
    ]);
    expect(readdirSync(folder).sort()).toEqual(['a.yaml', 'b.yaml', 'other.yaml', 'theirs.yml']);
    expect(text('a.yaml')).toBe('groups: []\n');
  });

  it('does not write a file that changed after it was planned', async () => {
    await run({ a: rules('One') });
    const { ends } = await run({ a: rules('Two') }, {}, undefined, () => writeFileSync(join(folder, 'a.yaml'), 'mine'));
    expect([ends, text('a.yaml')]).toEqual([['stale'], 'mine']);
  });

  it('follows no link', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'ciliascope-outside-'));
    writeFileSync(join(outside, 'x.yaml'), 'groups: []\n');
    symlinkSync(join(outside, 'x.yaml'), join(folder, 'a.yaml'));
    mkdirSync(join(folder, 'b.yaml'));
    expect((await run({ a: rules('One'), b: rules('Two') }, { adopt: true, overwriteDrift: true })).states).toEqual([
      'conflict rule-file/a.yaml',
      'conflict rule-file/b.yaml',
    ]);
    expect(readFileSync(join(outside, 'x.yaml'), 'utf8')).toBe('groups: []\n');
    rmSync(outside, { recursive: true });
  });

  it('refuses a folder that is not there', async () => {
    rmSync(folder, { recursive: true });
    await expect(run({ a: rules('One') })).rejects.toThrow('there is no such folder');
  });
});
