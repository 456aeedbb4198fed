import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { UpgradeReport } from '../../src/upgrade/upgrade.ts';
import type { TestProject } from '../support/project.ts';
import { board, runIn, testProject } from '../support/project.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const BOARD = JSON.stringify({
  title: 'Theirs',
  panels: [
    { title: 'Errors', targets: [{ expr: 'sum(rate(cilium_errors_warnings_total{level="error"}[5m]))' }] },
    { title: 'Both', targets: [{ expr: 'sum(rate(cilium_policy_change_total{outcome=~"fail.*"}[5m]))' }] },
  ],
});
const FINE = 'groups:\n- name: g\n  rules:\n  - {alert: A, expr: cilium_unreachable_nodes > 0}\n';
const UP = ['upgrade', '--from', '1.17', '--to', '1.20'] as const;

/** A project whose only panel shows logged errors as one minor spells them. */
function projectFor(minor: string, level: string): TestProject {
  const body = `const errors = metric('cilium_errors_warnings_total', { level: '${level}' });
    return { rows: [row('Logs', [timeseries({
      title: 'Errors logged', description: 'Errors per second. When it rises: read the log of the agent.', unit: 'cps',
      legend: 'all', query: promql\`sum(rate(\${errors}[$__rate_interval]))\`,
    })])] };`;
  return testProject({
    'ciliascope.config.ts': `export default { cilium: '${minor}' };\n`,
    'dashboards/forwarding.ts': board('forwarding', { body }),
  });
}

describe('ciliascope upgrade of the project', () => {
  it('says that nothing breaks where the settings name both minors', () => {
    const ran = testProject().run('upgrade', '--from', '1.18', '--to', '1.20');
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toContain('nothing breaks on 1.20');
    expect(ran.stdout).toContain('built for 1.18 to 1.20');
  });

  it('says what breaks, and the setting, where they name one', () => {
    const ran = projectFor('1.17', 'error').run(...UP);
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain('1 query breaks on 1.20');
    expect(ran.stdout).toContain('panel "Errors logged" of forwarding');
    expect(ran.stdout).toContain("cilium: { from: '1.17', until: '1.20' }");
    // the definition itself knows one spelling, so that the wider setting alone does not carry it over
    expect(ran.stdout).toContain('some queries break all the same');
  });

  it('answers for the content of this repository, from the oldest minor to the newest', () => {
    const ran = runIn(ROOT, 'upgrade', '--from', '1.16', '--to', '1.20', '--format', 'json');
    const report = JSON.parse(ran.stdout) as UpgradeReport & { content: { solved: boolean; setting: string } };
    expect(report.queries).toBeGreaterThan(500);
    expect(report.findings.filter(({ severity }) => severity === 'breaks')).toEqual([]);
    expect(report.content).toMatchObject({ solved: true, setting: "cilium: { from: '1.16', until: '1.20' }" });
    expect(report.findings.map(({ key }) => key)).toContain('agent label-values cilium_policy_change_total outcome');
    expect(ran.code).toBe(0);
  });
});

describe('ciliascope upgrade of files', () => {
  it('needs no project, and says what to write instead', () => {
    const dir = mkdtempSync(join(tmpdir(), 'ciliascope-upgrade-'));
    onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
    writeFileSync(join(dir, 'theirs.json'), BOARD);
    const ran = runIn(dir, ...UP, 'theirs.json');
    expect(ran).toMatchObject({ code: 1, stderr: '' });
    expect(ran.stdout).toContain('sum(rate(cilium_errors_warnings_total{level=~"error|ERROR"}[5m]))');
  });

  it('exits with 0 when nothing breaks', () => {
    const project = testProject({ 'rules.yaml': FINE });
    expect(project.run(...UP, 'rules.yaml')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('nothing breaks'),
    });
  });

  it('prints JSON and Markdown', () => {
    const project = testProject({ 'theirs.json': BOARD });
    const report = JSON.parse(project.run(...UP, 'theirs.json', '--format', 'json').stdout) as UpgradeReport;
    expect(report).toMatchObject({ from: '1.17', to: '1.20', queries: 2 });
    expect(report.findings.map(({ severity }) => severity)[0]).toBe('breaks');
    expect(project.run(...UP, 'theirs.json', '--format', 'markdown').stdout).toMatch(
      /^### Cilium 1\.17 to 1\.20: 1 query breaks/,
    );
  });

  it.each([
    ['is not there', 'nope.json', 'nope.json does not exist'],
    ['is a folder', 'folder', 'folder is a folder: name its files'],
    ['is no JSON', 'broken.json', 'broken.json is no JSON: Expected'],
    ['is no YAML', 'broken.yaml', 'broken.yaml is no YAML'],
    ['is empty', 'empty.yaml', 'empty.yaml is empty'],
    ['is something else', 'package.json', 'package.json holds no dashboard and no rules'],
    ['is far too large', 'huge.json', 'huge.json has 50 MiB: no dashboard and no rule file is larger than 16'],
  ])('refuses one that %s', (_, name, message) => {
    const project = testProject({
      'broken.json': '{"panels": [\n  {]}',
      'broken.yaml': 'groups: [\n- x: {',
      'empty.yaml': '\n',
    });
    mkdirSync(join(project.dir, 'folder'));
    writeFileSync(join(project.dir, 'huge.json'), '{');
    truncateSync(join(project.dir, 'huge.json'), 50 * 1024 * 1024);
    expect(project.run(...UP, name)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(message) });
  });

  it('looks at the others all the same, and says which could not be read', () => {
    const ran = testProject({ 'theirs.json': BOARD, 'broken.yaml': 'x: [' }).run(...UP, 'theirs.json', 'broken.yaml');
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining('broken.yaml is no YAML') });
    expect(ran.stdout).toContain('1 query breaks on 1.20');
  });
});

describe('ciliascope upgrade refuses', () => {
  it.each([
    ['an upgrade without an end', ['--from', '1.17'], "required option '--to <minor>'"],
    ['a minor nobody has facts for', ['--from', '1.14', '--to', '1.20'], 'one of 1.16, 1.17'],
    ['a way back', ['--from', '1.20', '--to', '1.17'], 'Cilium 1.17 is older than 1.20'],
    ['a format it does not know', ['--from', '1.17', '--to', '1.20', '--format', 'html'], 'Allowed choices'],
  ])('%s', (_, args, message) => {
    expect(testProject().run('upgrade', ...args)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(message),
    });
  });
});
