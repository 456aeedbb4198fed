import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { messageOf, UserError } from '../errors.ts';
import { parseSettings } from './parse.ts';
import type { Settings } from './settings.ts';

export const SETTINGS_FILE = 'ciliascope.config.ts';

/** Reads the project's settings file. Throws a UserError that lists every fault at once, each with its path. */
export async function readSettings(projectDir: string, file = SETTINGS_FILE): Promise<Settings> {
  const path = join(projectDir, file);
  await access(path).catch((cause: unknown) => {
    throw new UserError(`no settings file at ${file}`, [`create it: export default defineConfig({});`], { cause });
  });
  const module: { default?: unknown } = await import(pathToFileURL(path).href).catch((cause: unknown) => {
    throw new UserError(`${file} cannot be loaded: ${messageOf(cause)}`, ['fix the file, then run again'], { cause });
  });
  const parsed = parseSettings(module.default);
  if ('settings' in parsed) return parsed.settings;
  const faults = parsed.faults.map(({ path: at, message }) => `${at}: ${message}`);
  throw new UserError(`${file} has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}`, faults);
}
