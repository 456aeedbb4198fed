import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testCommand } from '../../src/commands/test.ts';
import type { ProofReport } from '../../src/scenario/proof.ts';
import { board, list, testProject } from '../support/project.ts';
import { requireEngines } from './support.ts';

const DEAD = board('dead', {
  panel: `query: promql\`sum(rate(\${metric('cilium_drop_count_total', { reason: 'FIB lookup failed' })}[$__rate_interval]))\`,`,
});

describe('ciliascope test', () => {
  it('proves a project and says what its boards cost', () => {
    requireEngines();
    const ran = testProject().run('test', '--minor', '1.20', '--nodes', '2');
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toMatch(/^dashboard +queries +alive/);
    expect(ran.stdout).toMatch(/^forwarding +2 +2 +0 +0 +0 +\d/m);
    expect(ran.stdout).toMatch(/^Cilium 1\.20: 2 nodes, .* series, .* samples/m);
    expect(ran.stdout).toMatch(/proven: 2 queries return data\n$/);
  });

  it('exits with 1 and puts the dead query first; the report is JSON', () => {
    requireEngines();
    const project = testProject({ 'dashboards/dead.ts': DEAD, 'dashboards/index.ts': list('forwarding', 'dead') });
    const ran = project.run('test', '--minor', '1.20', '--format', 'json', '--report', 'report.json');
    expect(ran).toMatchObject({ code: 1, stderr: '' });
    const report = JSON.parse(ran.stdout) as ProofReport;
    const dead = report.queries.filter(({ verdict }) => verdict === 'dead');
    expect(dead.map(({ dashboard, item, lane }) => [dashboard, item, lane])).toEqual([
      ['dead', 'Forwarded packets', '1.20'],
    ]);
    expect(readFileSync(join(project.dir, 'report.json'), 'utf8')).toBe(ran.stdout);
  });

  it.each<[string, string[], RegExp]>([
    ['a minor that does not exist', ['--minor', '1.15'], /"1\.15" is no Cilium minor/],
    ['a minor that is not configured', ['--minor', '1.16'], /Cilium 1\.16 is not configured/],
    ['no node at all', ['--nodes', '0'], /--nodes takes a whole number from 1 to 1000/],
  ])('exits with 2 for %s', (_, args, message) => {
    requireEngines();
    const ran = testProject().run('test', ...args);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toMatch(message);
  });

  it('says how to get Prometheus when there is none', async () => {
    const { dir } = testProject();
    const silent = { write: () => true };
    const io = { projectDir: dir, stdout: silent, stderr: silent, env: {} };
    const run = testCommand({ format: 'text' }, io, () => undefined);
    await expect(run).rejects.toMatchObject({ message: 'no Prometheus to prove on', hints: ['npm run engines'] });
  });
});
