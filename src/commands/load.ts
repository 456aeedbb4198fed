import { existsSync } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Compiled, Content } from '../compile/compile.ts';
import { compile } from '../compile/compile.ts';
import { messageOf, UserError } from '../errors.ts';
import { readSettings } from '../settings/read.ts';
import type { Settings } from '../settings/settings.ts';

const DASHBOARD_LIST = 'dashboards/index.ts';
const RULE_LIST = 'rules/index.ts';

/** Settings and content of a project, compiled. */
export async function loadProject(projectDir: string): Promise<Compiled & { readonly content: Content }> {
  const [settings, content] = await Promise.all([readSettings(projectDir), readContent(projectDir)]);
  return { content, ...compileProject(content, settings, projectDir) };
}

export function compileProject(content: Content, settings: Settings, projectDir: string): Compiled {
  return compile(content, settings, (file) => {
    const path = file.startsWith('file:') ? fileURLToPath(file) : file;
    return relative(projectDir, path).split(sep).join('/');
  });
}

/** The content list. A module that cannot be loaded is named, with the place where it stopped. */
export async function readContent(projectDir: string): Promise<Content> {
  const path = join(projectDir, DASHBOARD_LIST);
  await access(path, constants.R_OK).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ENOENT') {
      throw new UserError(`cannot read ${DASHBOARD_LIST}: ${cause.message}`, ['make the folder readable'], { cause });
    }
    throw new UserError(`no ${DASHBOARD_LIST} in ${projectDir}`, ['run the command in a ciliascope project'], {
      cause,
    });
  });
  const module: Partial<Content> = await import(pathToFileURL(path).href).catch((cause: unknown) => {
    throw new UserError(`${DASHBOARD_LIST} cannot be loaded: ${messageOf(cause)}`, whereIn(cause, projectDir), {
      cause,
    });
  });
  if (!Array.isArray(module.dashboards)) {
    throw new UserError(`${DASHBOARD_LIST} exports no list named dashboards`, ['export const dashboards = [ ... ]']);
  }
  const wrong = module.dashboards.findIndex(
    (entry) => typeof entry !== 'object' || entry === null || !('origin' in entry),
  );
  if (wrong >= 0) {
    throw new UserError(`${DASHBOARD_LIST}: entry ${wrong} of dashboards is no dashboard`, [
      'make it with defineDashboard({ ... })',
    ]);
  }
  return { dashboards: module.dashboards, ...(await readRules(projectDir)) };
}

/** The rules, for projects that have some. */
async function readRules(
  projectDir: string,
): Promise<Pick<Content, 'ruleSets' | 'slos' | 'incidents' | 'healthyCluster'>> {
  const path = join(projectDir, RULE_LIST);
  if (!existsSync(path)) return {};
  const module: Partial<Content> = await import(pathToFileURL(path).href).catch((cause: unknown) => {
    throw new UserError(`${RULE_LIST} cannot be loaded: ${messageOf(cause)}`, whereIn(cause, projectDir), { cause });
  });
  const { ruleSets = [], slos = [], incidents = [], healthyCluster } = module;
  for (const [name, list] of Object.entries({ ruleSets, slos, incidents })) {
    if (Array.isArray(list)) continue;
    throw new UserError(`${RULE_LIST}: ${name} is no list`, [`export const ${name} = [ ... ]`]);
  }
  return { ruleSets, slos, incidents, ...(healthyCluster ? { healthyCluster } : {}) };
}

/** The first line of the user's own code on the stack, or where the parser stopped. */
function whereIn(cause: unknown, projectDir: string): readonly string[] {
  const stack = cause instanceof Error ? (cause.stack ?? '') : '';
  const frame = stack.split('\n').find((line) => /\.ts:\d+/.test(line) && !line.includes('/src/commands/'));
  const place = frame && /(?:file:\/\/)?([^\s()]+\.ts:\d+)/.exec(frame)?.[1];
  return place ? [`at ${relative(projectDir, place)}`] : ["run `npm run lint` for the compiler's view"];
}
