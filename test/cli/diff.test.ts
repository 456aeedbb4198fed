import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { DiffReport } from '../../src/diff/report.ts';
import type { TestProject } from '../support/project.ts';
import { runIn, testProject } from '../support/project.ts';

/** A project under git, built and committed. */
function committed(): TestProject {
  const project = testProject();
  expect(project.run('build').code).toBe(0);
  git(project.dir, 'init', '--quiet', '--initial-branch=main');
  commit(project, 'first');
  return project;
}

function git(dir: string, ...args: readonly string[]): string {
  const as = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', [...as, ...args], { cwd: dir, encoding: 'utf8' });
}

function commit({ dir }: TestProject, message: string): void {
  git(dir, 'add', '--all');
  git(dir, 'commit', '--quiet', '--message', message);
}

/** Another unit on the board's panel, built. */
function edit(project: TestProject): void {
  const [[path, text]] = Object.entries(project.out()).filter(
    ([name]) => name.startsWith('grafana/') && name.endsWith('.json'),
  ) as [[string, string]];
  project.write({ [`out/${path}`]: text.replace('"unit": "pps"', '"unit": "short"') });
}

const board = (uid: string, expr: string) =>
  JSON.stringify({
    uid,
    title: 'Foreign',
    panels: [{ id: 1, title: 'P', type: 'stat', targets: [{ refId: 'A', expr }] }],
  });

describe('ciliascope diff', () => {
  it('says that nothing changed, and then what did', () => {
    const project = committed();
    expect(project.run('diff', '--exit-code')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('no change in meaning'),
    });
    edit(project);
    const said = project.run('diff');
    expect(said.stdout).toContain('unit pps became short');
    expect([said.code, project.run('diff', '--exit-code').code]).toEqual([0, 1]);
  });

  it('compares with where the work left the default branch, and with any commit', () => {
    const project = committed();
    git(project.dir, 'switch', '--quiet', '--create', 'work');
    edit(project);
    commit(project, 'edit');
    for (const args of [[], ['main'], ['HEAD~1'], ['main', 'work']]) {
      expect(project.run('diff', ...args).stdout).toContain('unit pps became short');
    }
    expect(project.run('diff', 'HEAD').stdout).toContain('no change in meaning');
    expect(project.run('diff', 'work', 'main').stdout).toContain('unit short became pps');
  });

  it('prints Markdown and JSON', () => {
    const project = committed();
    edit(project);
    expect(project.run('diff', '--format', 'markdown').stdout).toMatch(/^### 1 dashboard changed; 1 panel changed\n/);
    const report = JSON.parse(project.run('diff', '--format', 'json').stdout) as DiffReport;
    expect(report.objects).toMatchObject([
      { kind: 'dashboard', source: 'dashboards/forwarding.ts', changes: [{ code: 'panel-unit' }] },
    ]);
  });

  it("compares anybody's dashboards and rules, outside git too", () => {
    const project = testProject({
      'a.json': board('x', 'rate(a[5m])'),
      'b.json': board('y', 'rate(a[1m])'),
      'a.yaml': 'groups: [{ name: g, rules: [{ alert: A, expr: up == 0, for: 1m }] }]\n',
      'b.yaml':
        'apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: { name: r }\nspec: { groups: [{ name: g, rules: [{ alert: A, expr: up == 0, for: 5m }] }] }\n',
      'old/a.json': board('x', 'up'),
      'new/a.json': board('x', 'down'),
    });
    const boards = project.run('diff', 'a.json', 'b.json');
    expect(boards.stdout).toContain('window 5m became 1m');
    expect(boards.stdout).toContain('uid x became y');
    expect(project.run('diff', 'a.yaml', 'b.yaml').stdout).toContain('for 1m became 5m');
    expect(project.run('diff', 'old', 'new').stdout).toContain('metric `up` became `down`');
  });

  it.each<[string, readonly string[], (project: TestProject) => unknown, readonly string[]]>([
    [
      'a folder that is no repository',
      [],
      ({ dir }) => rmSync(join(dir, '.git'), { recursive: true }),
      ['no git repository', 'ciliascope diff BEFORE AFTER'],
    ],
    ['an unknown commit', ['nope'], () => {}, ['"nope" is no commit, branch or tag', 'git fetch origin nope']],
    [
      'a repository without a default branch',
      [],
      ({ dir }) => git(dir, 'branch', '--move', 'trunk'),
      ['no default branch', 'git fetch origin main'],
    ],
    ['an option in place of a commit', ['--', '--output=x'], () => {}, ['"--output=x" is no commit']],
    [
      'out/ that is missing at the base',
      ['HEAD'],
      ({ dir }) => {
        git(dir, 'rm', '-r', '--quiet', '--cached', 'out');
        git(dir, 'commit', '--quiet', '--message', 'none');
      },
      ['there is no out/ at HEAD', 'ciliascope diff FOLDER'],
    ],
    [
      'out/ that is missing now',
      ['HEAD'],
      ({ dir }) => rmSync(join(dir, 'out'), { recursive: true }),
      ['there is no out/', 'ciliascope build'],
    ],
    [
      'JSON that is none',
      ['HEAD'],
      (project) => project.write({ 'out/grafana/cilium/forwarding.json': '{ "a": ' }),
      ['out: grafana/cilium/forwarding.json is no JSON'],
    ],
    [
      'YAML that is none',
      ['x.yaml', 'y.yaml'],
      (project) => project.write({ 'x.yaml': 'a: [', 'y.yaml': 'a: 1' }),
      ['x.yaml: x.yaml is no YAML'],
    ],
    ['a file of another kind', ['package.json', 'dashboards/index.ts'], () => {}, ['is neither JSON nor YAML']],
    ['a folder without anything', ['dashboards'], () => {}, ['holds no JSON and no YAML']],
  ])('refuses %s clearly', (_, args, arrange, said) => {
    const project = committed();
    arrange(project);
    const refused = project.run('diff', ...args);
    expect(refused.code).toBe(2);
    for (const words of said) expect(refused.stderr).toContain(words);
    expect(refused.stderr).not.toMatch(/\bat .*\.ts:\d+/);
    expect(refused.stdout).toBe('');
  });

  it('says how to get what a shallow clone does not hold', () => {
    const origin = committed();
    git(origin.dir, 'switch', '--quiet', '--create', 'work');
    edit(origin);
    commit(origin, 'edit');
    git(origin.dir, 'switch', '--quiet', 'main');
    origin.write({ 'note.txt': 'main went on' });
    commit(origin, 'note');
    const dir = mkdtempSync(join(tmpdir(), 'ciliascope-shallow-'));
    onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
    git(
      dir,
      'clone',
      '--quiet',
      '--depth=1',
      '--no-single-branch',
      '--branch',
      'work',
      `file://${origin.dir}`,
      'clone',
    );
    const clone = join(dir, 'clone');
    expect(runIn(clone, 'diff')).toMatchObject({ code: 2, stderr: expect.stringContaining('git fetch --unshallow') });
    const old = git(origin.dir, 'rev-parse', 'main~1').trim();
    expect(runIn(clone, 'diff', old)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('git fetch --unshallow'),
    });
  });
});
