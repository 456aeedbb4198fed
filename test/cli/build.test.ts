import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { board, list, testProject } from '../support/project.ts';

describe('ciliascope build', () => {
  it('writes out/, says what it wrote, and writes nothing the second time', () => {
    const project = testProject();
    const first = project.run('build');
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toBe(
      '1 dashboard, 2 queries, right for Cilium 1.18 to 1.20\nout/: 14 written, 0 unchanged, 0 removed\n',
    );
    expect(Object.keys(project.out()).sort()).toEqual([
      'grafana/cilium/forwarding.json',
      'grafana/provisioning.yaml',
      'helm/cilium-values.yaml',
      'helm/kube-prometheus-stack-values.yaml',
      'index.json',
      'kubernetes/dashboards/forwarding.yaml',
      'kubernetes/kustomization.yaml',
      'kubernetes/monitors/cilium-agent.yaml',
      'kubernetes/monitors/cilium-envoy.yaml',
      'kubernetes/monitors/cilium-operator.yaml',
      'kubernetes/monitors/clustermesh-apiserver-metrics.yaml',
      'kubernetes/monitors/hubble-metrics.yaml',
      'kubernetes/monitors/hubble-relay-metrics.yaml',
      'kubernetes/monitors/kustomization.yaml',
    ]);
    const before = project.out();
    expect(project.run('build').stdout).toContain('out/: 0 written, 14 unchanged, 0 removed');
    expect(project.out()).toEqual(before);
  });

  it('removes the files of a board that is gone', () => {
    const project = testProject();
    project.run('build');
    project.write({ 'dashboards/other.ts': board('other'), 'dashboards/index.ts': list('other') });
    expect(project.run('build').stdout).toContain('2 removed');
    expect(Object.keys(project.out()).filter((path) => path.includes('forwarding'))).toEqual([]);
  });

  it('works from a folder inside the project', () => {
    const project = testProject({ 'dashboards/deep/keep.txt': '' });
    const { code } = project.run('build');
    expect(code).toBe(0);
  });

  /** What is wrong -> what the user reads. Each leaves out/ as it was. */
  it.each<[string, Record<string, string>, number, RegExp[]]>([
    [
      'an unknown key in the settings',
      { 'ciliascope.config.ts': 'export default { clusterlabel: "x", cillium: "1.18" };' },
      2,
      [
        /ciliascope\.config\.ts has 2 faults/,
        /clusterlabel: unknown key \(did you mean "clusterLabel"\?\)/,
        /cillium: unknown key \(did you mean "cilium"\?\)/,
      ],
    ],
    [
      'a bad duration',
      { 'ciliascope.config.ts': 'export default { scrape: { interval: "30 sec" } };' },
      2,
      [/scrape\.interval: expected a Prometheus duration such as 30s or 1m, got "30 sec"/],
    ],
    [
      'settings that are no TypeScript',
      { 'ciliascope.config.ts': 'export default {' },
      2,
      [/ciliascope\.config\.ts cannot be loaded/, /fix the file/],
    ],
    [
      'a uid given twice',
      { 'dashboards/second.ts': board('forwarding'), 'dashboards/index.ts': list('forwarding', 'second') },
      1,
      [/forwarding/, /dashboard-uid/, /nothing is written while a check fails/],
    ],
    [
      'a panel wider than the grid',
      { 'dashboards/forwarding.ts': board('forwarding', { panel: 'width: 30,' }) },
      1,
      [/panel-layout/, /24 columns/, /dashboards\/forwarding\.ts:\d+/],
    ],
    [
      'a definition that throws',
      { 'dashboards/forwarding.ts': board('forwarding', { body: 'throw new Error("out of coffee");' }) },
      1,
      [/definition-throws/, /out of coffee/, /dashboards\/forwarding\.ts/],
    ],
    [
      'a module that cannot be imported',
      { 'dashboards/index.ts': list('absent') },
      2,
      [/dashboards\/index\.ts cannot be loaded/, /absent\.ts/],
    ],
    [
      'a list of another name',
      { 'dashboards/index.ts': 'export const boards = [];' },
      2,
      [/exports no list named dashboards/],
    ],
    [
      'a board without a question',
      { 'dashboards/forwarding.ts': board('forwarding').replace("question: 'Does traffic flow?', ", '') },
      1,
      [/definition-throws/, /question must be a string/],
    ],
    [
      'a query that is plain text',
      { 'dashboards/forwarding.ts': board('forwarding', { panel: "query: 'up'," }) },
      1,
      [/panel "Forwarded packets" of row "Traffic": a query must be written as promql/],
    ],
    [
      'an entry that is no dashboard',
      { 'dashboards/index.ts': 'export const dashboards = [{ uid: "x" }];' },
      2,
      [/entry 0 of dashboards is no dashboard/, /defineDashboard/],
    ],
    [
      'a metric that does not exist',
      {
        'dashboards/forwarding.ts': board('forwarding').replace(
          "metric('cilium_forward_count_total')",
          "metric('cilium_forwarded_total')",
        ),
      },
      1,
      [/cilium_forwarded_total/],
    ],
  ])('refuses %s, and leaves out/ as it was', (_, files, code, messages) => {
    const project = testProject();
    project.run('build');
    const before = project.out();
    project.write(files);
    const ran = project.run('build');
    expect(ran.code, ran.stderr).toBe(code);
    for (const message of messages) expect(ran.stderr).toMatch(message);
    expect(ran.stderr).not.toMatch(/please report it|node:internal/);
    expect(project.out()).toEqual(before);
  });

  it('refuses a folder that is no project', () => {
    const project = testProject();
    const { code, stderr } = project.run('build', '--nonsense');
    expect([code, stderr]).toEqual([2, expect.stringContaining("unknown option '--nonsense'")]);
  });

  it('refuses a file in place of out/', () => {
    const project = testProject();
    writeFileSync(join(project.dir, 'out'), 'mine');
    expect(project.run('build')).toMatchObject({ code: 2, stderr: expect.stringContaining('is a file, not a folder') });
  });

  it('says that the content cannot be read, not that there is none', () => {
    const project = testProject();
    rmSync(join(project.dir, 'dashboards'), { recursive: true });
    // a loop of links cannot be read by anyone, root included
    symlinkSync('dashboards', join(project.dir, 'dashboards'));
    expect(project.run('build')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/cannot read dashboards\/index\.ts: ELOOP/),
    });
  });

  it('says which folder it cannot read', () => {
    const project = testProject();
    mkdirSync(join(project.dir, 'out'));
    // an index that is a folder cannot be read by anyone, root included
    mkdirSync(join(project.dir, 'out', 'index.json'));
    const { code, stderr } = project.run('build');
    expect([code, stderr]).toEqual([2, expect.stringMatching(/cannot write .*out: EISDIR.*\n {2}nothing was changed/)]);
    chmodSync(join(project.dir, 'out'), 0o755);
  });
});

describe('ciliascope', () => {
  it.each([
    [['--help'], 0, 'Commands:'],
    [['build', '--help'], 0, '--out <folder>'],
    [['bild'], 2, 'Did you mean build?'],
    [['check', '--format', 'xml'], 2, 'Allowed choices are text, json, sarif, github'],
  ])('%j exits with %d', (args, code, text) => {
    const ran = testProject().run(...args);
    expect([ran.code, ran.stdout + ran.stderr]).toEqual([code, expect.stringContaining(text)]);
  });

  it('check answers 0 when all is well and 1 when not, in JSON as well', () => {
    const project = testProject();
    expect(project.run('check')).toMatchObject({ code: 0, stdout: '1 dashboard, 2 queries: no problems\n' });
    project.write({ 'dashboards/forwarding.ts': board('forwarding', { panel: 'width: 30,' }) });
    const { code, stdout } = project.run('check', '--format', 'json');
    expect([code, JSON.parse(stdout)]).toEqual([
      1,
      expect.objectContaining({
        problems: expect.arrayContaining([expect.objectContaining({ code: 'panel-layout' })]),
      }),
    ]);
  });
});
