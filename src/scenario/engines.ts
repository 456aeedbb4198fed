import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { messageOf } from '../errors.ts';
import { hasApt, installFromApt } from './engines-apt.ts';
import { unpackTeamEngines } from './engines-team.ts';

/** The real servers and tools that scenarios and tests run. */
export const ENGINES = ['prometheus', 'promtool', 'alertmanager', 'amtool', 'etcd', 'kube-apiserver'] as const;
export type EngineName = (typeof ENGINES)[number];

type Env = Readonly<Record<string, string | undefined>>;

export interface FoundEngine {
  readonly path: string;
  /** As the program prints it, without the packager's suffix: '2.42.0'. Some print none. */
  readonly version?: string;
}

export interface EngineReport extends Partial<FoundEngine> {
  readonly name: EngineName;
  /** Why there is no path, and what to do about it, in one line. */
  readonly reason?: string;
}

const PROJECT = resolve(import.meta.dirname, '../..');

/** What to do where apt cannot help; the names are those of each project's own downloads. */
const INSTALL: Record<EngineName, string> = {
  prometheus:
    'install Prometheus 2.42 or later (prometheus.io/download, or `brew install prometheus`) and put it on PATH',
  promtool: 'comes with Prometheus (prometheus.io/download, or `brew install prometheus`): put it on PATH',
  alertmanager: 'install Alertmanager 0.25 or later (prometheus.io/download) and put it on PATH',
  amtool: 'comes with Alertmanager (prometheus.io/download): put it on PATH',
  etcd: 'install etcd 3.4 or later (etcd.io, or `brew install etcd`) and put it on PATH',
  'kube-apiserver': 'run `setup-envtest use` and set KUBEBUILDER_ASSETS to the folder it prints',
};

/**
 * Path of the engine to use, or undefined. The user's choice goes first (CILIASCOPE_ENGINES, then KUBEBUILDER_ASSETS as
 * envtest has it), then what `npm run engines` put into .engines/, then PATH.
 */
export function findEngine(name: EngineName, env: Env = process.env, projectDir = PROJECT): string | undefined {
  return pathsOf(name, env, projectDir)[0];
}

/** Every version of the engine that is at hand, in the order of findEngine; one entry per version. */
export function findEngines(name: EngineName, env: Env = process.env, projectDir = PROJECT): FoundEngine[] {
  const found = new Map<string, FoundEngine>();
  for (const path of pathsOf(name, env, projectDir)) {
    const version = versionOf(path);
    const key = version ?? path;
    if (!found.has(key)) found.set(key, version === undefined ? { path } : { path, version });
  }
  return [...found.values()];
}

/**
 * Obtains what is missing into projectDir/.engines without root, and reports on every engine. Quick when nothing is missing.
 * @param log takes one line of progress per slow step
 */
export async function obtainEngines(options: {
  readonly projectDir: string;
  readonly env: Env;
  readonly log: (line: string) => void;
}): Promise<EngineReport[]> {
  const { projectDir, env, log } = options;
  const root = join(projectDir, '.engines');
  const failures: string[] = [];
  if (!env.CILIASCOPE_ENGINES) {
    await unpackTeamEngines(projectDir, log).catch((error: unknown) => failures.push(messageOf(error)));
  }
  const missing = ENGINES.filter((name) => !existsBesideTeam(name, env, projectDir));
  if (hasApt(env)) failures.push(...(await installFromApt(root, missing, log)));
  return ENGINES.map((name) => reportOn(name, failures, options));
}

/** The team's engines are a second version, not a substitute: content must hold on what a stable Debian ships too. */
function existsBesideTeam(name: EngineName, env: Env, projectDir: string): boolean {
  return pathsOf(name, env, projectDir).some((path) => !path.startsWith(join(projectDir, '.engines', 'team')));
}

function reportOn(
  name: EngineName,
  failures: readonly string[],
  { env, projectDir }: { env: Env; projectDir: string },
): EngineReport {
  const path = findEngine(name, env, projectDir);
  if (path === undefined) return { name, reason: [INSTALL[name], ...failures].join('; ') };
  const version = versionOf(path);
  return version === undefined ? { name, path } : { name, path, version };
}

function pathsOf(name: EngineName, env: Env, projectDir: string): string[] {
  const { CILIASCOPE_ENGINES: chosen, KUBEBUILDER_ASSETS: assets } = env;
  const folders = [
    ...(chosen ? [join(chosen, 'bin'), chosen] : []),
    ...(assets ? [assets] : []),
    join(projectDir, '.engines', 'team', 'bin'),
    join(projectDir, '.engines', 'bin'),
    ...(env.PATH ?? '').split(delimiter).filter(Boolean),
  ];
  // Debian installs its Alertmanager under the second name.
  const names = name === 'alertmanager' ? [name, 'prometheus-alertmanager'] : [name];
  const paths = folders.flatMap((folder) => names.map((file) => resolve(folder, file)));
  return [...new Set(paths)].filter(isProgram);
}

function isProgram(path: string): boolean {
  if (!existsSync(path) || !statSync(path).isFile()) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The first x.y.z that --version prints; undefined of a program that knows no --version or does not run here. */
function versionOf(path: string): string | undefined {
  const ran = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 10_000 });
  // A usage text may hold an address like 127.0.0.1: only a success speaks of a version. Some print it on stderr.
  return ran.status === 0 ? /\d+\.\d+\.\d+/.exec(ran.stdout + ran.stderr)?.[0] : undefined;
}
