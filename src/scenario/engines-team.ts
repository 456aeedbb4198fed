import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Where a folder with engines lies beside the checkout, as in this project's own CI, unpacks it into .engines/team:
 * newer versions than a stable distribution has, and an API server. Elsewhere does nothing.
 */
export async function unpackTeamEngines(projectDir: string, log: (line: string) => void): Promise<void> {
  const script = join(projectDir, '..', 'shared', 'engines', 'unpack.sh');
  const root = join(projectDir, '.engines');
  const team = join(root, 'team');
  if (!existsSync(script) || existsSync(team)) return;
  log('engines: unpacking those beside the checkout into .engines/team');
  mkdirSync(root, { recursive: true });
  // What is unpacked holds its own absolute path, so the folder keeps its name and a link appears when it is whole.
  const folder = mkdtempSync(join(root, 'unpacked-'));
  try {
    await run(script, [folder]);
    symlinkSync(basename(folder), team);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    // Somebody else was faster: theirs is as good.
    if (!existsSync(team)) throw error;
  }
}
