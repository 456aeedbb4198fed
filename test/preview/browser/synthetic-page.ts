import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runIn } from '../../support/project.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** Address of the preview of a synthetic cluster in that state, written into the folder by the program itself. */
export function syntheticPage(folder: string, state: string): string {
  const file = join(folder, `${state}.html`);
  const { code, stderr } = runIn(ROOT, 'preview', '--synthetic', state, '--out', file);
  if (code !== 0) throw new Error(`preview --synthetic ${state} exited with ${code}: ${stderr}`);
  return pathToFileURL(file).href;
}
