import { execFileSync, spawnSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { testProject } from '../support/project.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<string, { readonly permissions?: Readonly<Record<string, string>>; readonly steps: readonly Step[] }>
  >;
}

const workflows = globSync('.github/workflows/*.yml', { cwd: ROOT }).map(
  (path) => [path, parse(read(path)) as Workflow] as const,
);
const action = parse(read('action.yml')) as { readonly runs: { readonly steps: readonly Step[] } };

describe.each(workflows)('%s', (path, workflow) => {
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

  it('gives no more rights than it needs', () => {
    const granted = [workflow.permissions, ...Object.values(workflow.jobs).map(({ permissions }) => permissions)];
    expect(workflow.permissions).toBeDefined();
    const writes = granted.flatMap((rights) => Object.entries(rights ?? {}).filter(([, value]) => value === 'write'));
    expect(writes).toEqual(path.endsWith('comment.yml') ? [['pull-requests', 'write']] : []);
  });

  it('runs no code of strangers with rights or secrets', () => {
    expect(Object.keys(workflow.on)).not.toContain('pull_request_target');
    if ('workflow_run' in workflow.on) {
      expect(
        steps.filter(({ uses }) => uses?.startsWith('actions/checkout')).map((step) => step.with?.['ref']),
      ).toEqual([undefined]);
    } else {
      expect(read(path)).not.toMatch(/secrets\./);
    }
    for (const step of steps)
      if (step.uses?.startsWith('actions/checkout')) expect(step.with?.['persist-credentials']).toBe(false);
  });
});

it('no script holds text of the event: that would be code of whoever wrote a title', () => {
  const scripts = [
    ...workflows.flatMap(([, { jobs }]) => Object.values(jobs).flatMap(({ steps }) => steps)),
    ...action.runs.steps,
  ];
  expect(scripts.filter(({ run }) => run?.includes('${{'))).toEqual([]);
});

/** What CI would run, in a real clone of a real project; `npm` does nothing, since nothing is to be installed there. */
function inCi(script: string, env: Readonly<Record<string, string>>) {
  const project = testProject();
  expect(project.run('build').code).toBe(0);
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', ...args], { cwd: project.dir });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'first');
  const temp = mkdtempSync(join(tmpdir(), 'ciliascope-ci-'));
  onTestFinished(() => rmSync(temp, { recursive: true }));
  mkdirSync(join(temp, 'ciliascope'));
  const { status, stdout, stderr } = spawnSync('bash', ['-eo', 'pipefail', '-c', `npm() { :; }\n${script}`], {
    cwd: project.dir,
    encoding: 'utf8',
    env: {
      ...process.env,
      CILIASCOPE: `${process.execPath} ${join(ROOT, 'bin', 'ciliascope.js')}`,
      REPORT: join(temp, 'ciliascope'),
      GITHUB_STEP_SUMMARY: join(temp, 'summary.md'),
      ...env,
    },
  });
  return {
    status,
    output: stdout + stderr,
    summary: () => readFileSync(join(temp, 'summary.md'), 'utf8'),
    report: (name: string) => readFileSync(join(temp, 'ciliascope', name), 'utf8'),
    project,
  };
}

describe('what the templates run', () => {
  const scriptOf = (name: string) => action.runs.steps.find((step) => step.name === name)?.run ?? 'exit 9';

  it.each(['Build', 'Check'])('the step %s of the action passes on a sound project', (name) => {
    const { status, output } = inCi(scriptOf(name), {});
    expect([status, output]).toEqual([0, expect.any(String)]);
  });

  it.each(['', 'HEAD'])('the diff of the action writes the report and the summary, with the base "%s"', (base) => {
    const { status, summary } = inCi(scriptOf('Diff'), { BASE: base });
    expect(status).toBe(0);
    expect(summary()).toContain('### no change in meaning');
  });

  it.each(['', 'HEAD'])('the preview of the action writes the page, with the base "%s"', (base) => {
    const { status, output, report } = inCi(scriptOf('Preview'), { BASE: base });
    expect([status, output]).toEqual([0, expect.any(String)]);
    expect(report('preview.html')).toMatch(/^<!doctype html>/);
  });

  it('the job of GitLab passes on a sound project, without a token', () => {
    const { ciliascope } = parse(read('ci/gitlab.yml')) as {
      readonly ciliascope: { readonly script: readonly string[] };
    };
    const { status, output, project } = inCi(ciliascope.script.join('\n'), {
      CI_MERGE_REQUEST_DIFF_BASE_SHA: 'HEAD',
      GITLAB_TOKEN: '',
    });
    expect([status, output]).toEqual([0, expect.any(String)]);
    expect(readFileSync(join(project.dir, 'ciliascope', 'diff.md'), 'utf8')).toContain('### no change in meaning');
  });

  it('out/ that is not built fails the build step and says so', () => {
    const { status, output } = inCi(`rm -r out && git commit -qam gone && ${scriptOf('Build')}`, {
      GIT_AUTHOR_NAME: 'Test',
      GIT_AUTHOR_EMAIL: 'test@example.org',
      GIT_COMMITTER_NAME: 'Test',
      GIT_COMMITTER_EMAIL: 'test@example.org',
    });
    expect([status, output]).toEqual([1, expect.stringContaining('out/ is not built')]);
  });
});
