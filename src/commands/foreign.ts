import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Minor } from '../catalog/minor.ts';
import type { SourceFile } from '../diff/content/content.ts';
import type { ContentFault } from '../diff/content/parse-content.ts';
import { messageOf } from '../errors.ts';
import { parseSettings } from '../settings/parse.ts';
import { readSettings, SETTINGS_FILE } from '../settings/read.ts';
import type { Settings } from '../settings/settings.ts';
import type { ForeignReport } from '../upgrade/foreign/analyse.ts';
import { analyseForeign } from '../upgrade/foreign/analyse.ts';

/** Bytes. Far above any board (Grafana's own largest have 2 MB) and any PrometheusRule (etcd takes 1.5 MiB). */
const LARGEST = 16 * 1024 * 1024;

/** Files of others, as far as they can be read; a file that cannot is a fault, and the others are read all the same. */
export interface ForeignFiles {
  readonly files: readonly SourceFile[];
  readonly faults: readonly ContentFault[];
}

/** Reads dashboards and rule files named on the command line. @param paths relative to the project */
export function readForeign(paths: readonly string[], projectDir: string): ForeignFiles {
  const files: SourceFile[] = [];
  const faults: ContentFault[] = [];
  for (const path of new Set(paths)) {
    const read = readOne(path, resolve(projectDir, path));
    if (typeof read === 'string') faults.push({ path, message: read });
    else files.push(read);
  }
  return { files, faults };
}

/** @returns the file, or why not */
function readOne(name: string, path: string): SourceFile | string {
  try {
    const facts = statSync(path);
    if (facts.isDirectory()) return `is a folder: name its files, such as ${join(name, '*.json')}`;
    if (!facts.isFile()) return 'is no file';
    if (facts.size > LARGEST) {
      return `has ${Math.round(facts.size / 2 ** 20)} MiB: no dashboard and no rule file is larger than ${LARGEST / 2 ** 20}`;
    }
    const text = readFileSync(path, 'utf8');
    const isJson = name.endsWith('.json') || (!/\.ya?ml$/.test(name) && /^\uFEFF?\s*[[{]/.test(text));
    return { path: name, text, format: isJson ? 'json' : 'yaml' };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return code === 'ENOENT' ? 'does not exist' : `cannot be read: ${messageOf(error)}`;
  }
}

/** Settings of the project; those of nobody where there is none, as boards of others need no project. */
export async function settingsFor(projectDir: string): Promise<Settings> {
  if (existsSync(join(projectDir, SETTINGS_FILE))) return readSettings(projectDir);
  const parsed = parseSettings({});
  if ('settings' in parsed) return parsed.settings;
  throw new Error('the defaults are no settings');
}

/**
 * Dead and doubtful queries of boards and rules of others. A file that cannot be read is among the faults of the report.
 * @param minors Cilium minors to judge for; those of the settings when left out
 */
export function analyseFiles(
  paths: readonly string[],
  settings: Settings,
  projectDir: string,
  minors: readonly Minor[] = settings.minors,
): ForeignReport {
  const { files, faults } = readForeign(paths, projectDir);
  const report = analyseForeign(files, settings, minors);
  return { ...report, faults: [...faults, ...report.faults] };
}
