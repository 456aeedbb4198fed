import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PAGE_MARK } from '../../src/preview/page.ts';
import type { PageData } from '../../src/preview/page-data.ts';
import { startPrometheus } from '../../src/scenario/prometheus.ts';
import { inTemporaryFolder } from '../../src/scenario/temporary-folder.ts';
import { requireEngine } from '../support/engines.ts';
import { serve } from '../support/http-server.ts';
import type { TestProject } from '../support/project.ts';
import { board, list, testProject } from '../support/project.ts';

const pageIn = ({ dir }: TestProject, file = 'preview.html') => readFileSync(join(dir, file), 'utf8');
function dataIn(page: string): PageData {
  const [, json = ''] = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(page) ?? [];
  return JSON.parse(json) as PageData;
}

describe('ciliascope preview', () => {
  it('writes one page, says where it is, and writes it again', () => {
    const project = testProject();
    const { code, stdout, stderr } = project.run('preview');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^preview\.html: 1 board, 1 panel, 0\.\d MB\nfile:\/\/.*\/preview\.html\n$/);
    expect(pageIn(project).startsWith(PAGE_MARK)).toBe(true);
    expect(dataIn(pageIn(project)).boards).toMatchObject([{ uid: 'forwarding', sections: [{ title: 'Traffic' }] }]);
    expect(project.run('preview').code).toBe(0);
  });

  it('does not write over what it did not write', () => {
    const project = testProject({ 'report.html': '<!doctype html><p>mine' });
    const { code, stderr } = project.run('preview', '--out', 'report.html');
    expect([code, pageIn(project, 'report.html')]).toEqual([2, '<!doctype html><p>mine']);
    expect(stderr).toContain('report.html is there and is no page of ciliascope');
  });

  it('shows only the boards that are asked for', () => {
    const project = testProject({
      'dashboards/other.ts': board('other'),
      'dashboards/index.ts': list('forwarding', 'other'),
    });
    expect(project.run('preview', '--only', 'other').code).toBe(0);
    expect(dataIn(pageIn(project)).boards.map(({ uid }) => uid)).toEqual(['other']);
  });

  it('shows before and after of what changed since a folder', () => {
    const project = testProject();
    project.run('build');
    cpSync(join(project.dir, 'out'), join(project.dir, 'old'), { recursive: true });
    project.write({
      'dashboards/forwarding.ts': board('forwarding', { panel: "unit: 'bps'," }).replace("unit: 'pps',", ''),
    });
    project.run('build');
    expect(project.run('preview', '--base', 'old').stderr).toBe('');
    const { comparison } = dataIn(pageIn(project));
    expect(comparison).toMatchObject({ base: 'old', boards: [{ uid: 'forwarding', status: 'changed', words: [] }] });
    expect(comparison?.boards[0]?.panels.map(({ status, words }) => [status, words])).toEqual([
      ['same', []],
      ['changed', ['unit pps became bps']],
    ]);
  });

  /** What is wrong -> what the user reads. */
  it.each<[string, string[], Record<string, string>, RegExp[]]>([
    [
      'a board that is not there',
      ['--only', 'forwarding-x'],
      {},
      [/no board has the uid "forwarding-x"/, /did you mean forwarding\?/],
    ],
    [
      'a scenario that is not there',
      ['--synthetic', 'drop'],
      {},
      [/no synthetic scenario is named "drop"/, /did you mean drops/, /known: healthy, /],
    ],
    ['two sources of values', ['--synthetic', 'healthy', '--prometheus', 'http://x'], {}, [/exclude each other/]],
    [
      'an address that is none',
      ['--prometheus', 'localhost:9090'],
      {},
      [/"localhost:9090" is no http or https address/],
    ],
    [
      'a server that is not there',
      ['--prometheus', 'http://127.0.0.1:9'],
      {},
      [/no Prometheus answers at http:\/\/127\.0\.0\.1:9/],
    ],
    ['a base that is none', ['--base', 'no-such-thing'], {}, [/no-such-thing|no git repository/]],
    [
      'content that does not compile',
      [],
      { 'dashboards/forwarding.ts': board('forwarding', { body: "throw new Error('broken');" }) },
      [/does not compile/, /broken/],
    ],
    ['a folder that is not there', ['--out', 'no/such/folder.html'], {}, [/cannot write .*folder\.html/]],
  ])('explains %s', (_, args, files, expected) => {
    const project = testProject(files);
    const { code, stderr } = project.run('preview', ...args);
    expect(code).toBe(2);
    for (const pattern of expected) expect(stderr).toMatch(pattern);
    expect(stderr).not.toContain('this is a bug');
  });
});

describe('ciliascope preview --prometheus', () => {
  it('draws with what a real one answers', async () => {
    const binary = requireEngine('prometheus');
    const project = testProject({
      'dashboards/forwarding.ts': board('forwarding', { panel: 'query: promql`vector(3)`,' }).replace(
        /query: promql`sum[^`]*`,/,
        '',
      ),
    });
    await inTemporaryFolder(async (folder) => {
      const server = await startPrometheus(binary, folder);
      const { stderr, code } = project.run('preview', '--prometheus', `${server.url}/`);
      await server.stop();
      expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
      const { results } = dataIn(pageIn(project));
      expect(results?.source).toBe(server.url);
      const [answers] = Object.values(results?.after['forwarding'] ?? {});
      expect(answers?.[0]?.series).toMatchObject([{ labels: {}, values: Array(121).fill(3) }]);
    });
  });

  it('does not take a login page for Prometheus', async () => {
    const { url, close } = await serve((_, response) => response.end('<html>Log in</html>'));
    const project = testProject();
    // the server lives in this process: it must go on while the program runs
    const { previewCommand } = await import('../../src/commands/preview.ts');
    const silent = { write: () => true };
    const io = { projectDir: project.dir, stdout: silent, stderr: silent, env: {} };
    await expect(previewCommand({ out: 'preview.html', watch: false, prometheus: url }, io)).rejects.toThrow(
      /no Prometheus answers at http:\/\/127/,
    );
    await close();
  });
});

it('refuses a page that cannot be read to see whose it is', () => {
  const project = testProject();
  writeFileSync(join(project.dir, 'empty.html'), '');
  expect(project.run('preview', '--out', 'empty.html').code).toBe(2);
});
