import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { board, list, testProject } from '../support/project.ts';

const LAUNCHER = join(import.meta.dirname, '..', '..', 'bin', 'ciliascope.js');
const BOARDS = Array.from({ length: 60 }, (_, index) => `board-${index}`);

/** Starts a build and kills it the moment its new tree appears beside out/. True when it was caught there. */
function killWhileWriting(dir: string): Promise<boolean> {
  const child = spawn(process.execPath, [LAUNCHER, 'build'], { cwd: dir, stdio: 'ignore' });
  return new Promise((resolve) => {
    let caught = false;
    child.on('exit', () => resolve(caught));
    const look = () => {
      // a tight loop for a while, then air for the exit event
      for (let i = 0; i < 200 && !caught; i++)
        caught = readdirSync(dir).some((name) => name.includes('.ciliascope-new-'));
      if (caught) child.kill('SIGKILL');
      else if (child.exitCode === null) setImmediate(look);
    };
    look();
  });
}

describe('a build that is killed while it writes', () => {
  it('leaves the old out/ or the new one, whole, and the next build mends the rest', async () => {
    const boards = Object.fromEntries(BOARDS.map((name) => [`dashboards/${name}.ts`, board(name)]));
    const project = testProject({ ...boards, 'dashboards/index.ts': list(...BOARDS) });
    const setFolder = (folder: string) =>
      project.write({ 'ciliascope.config.ts': `export default { grafana: { folder: '${folder}' } };` });
    const built = (folder: string) => {
      setFolder(folder);
      project.run('build');
      return project.out();
    };
    const [after, before] = [built('After'), built('Before')];
    setFolder('After');
    let caught = 0;
    // a busy machine looks too seldom to see the new tree every time
    for (let attempt = 0; attempt < 5 || (caught === 0 && attempt < 40); attempt++) {
      caught += (await killWhileWriting(project.dir)) ? 1 : 0;
      const seen = Object.keys(project.out()).some((path) => path.includes('/after/')) ? after : before;
      expect(project.out()).toEqual(seen);
    }
    expect(caught).toBeGreaterThan(0);
    expect(project.run('build').code).toBe(0);
    expect(project.out()).toEqual(after);
    expect(readdirSync(project.dir).filter((name) => name.startsWith('.out'))).toEqual([]);
  });
});
