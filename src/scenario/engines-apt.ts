import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { messageOf } from '../errors.ts';

const run = promisify(execFile);

/** What each package brings: our name of a program -> its file. A package whose programs are all there is not fetched. */
const PACKAGES: readonly { readonly name: string; readonly programs: Readonly<Record<string, string>> }[] = [
  // Up to Debian 12 promtool came with the server; the package of its own is asked for only where it did not.
  { name: 'prometheus', programs: { prometheus: 'usr/bin/prometheus', promtool: 'usr/bin/promtool' } },
  { name: 'promtool', programs: { promtool: 'usr/bin/promtool' } },
  {
    name: 'prometheus-alertmanager',
    programs: { alertmanager: 'usr/bin/prometheus-alertmanager', amtool: 'usr/bin/amtool' },
  },
  { name: 'etcd-server', programs: { etcd: 'usr/bin/etcd' } },
];

/**
 * Debian's Alertmanager reads its default templates from an absolute path. Where that is not installed, a mount that only
 * this process sees lays the package's folder over /usr/share. Every step is an exec: the pid stays the server's.
 */
const ALERTMANAGER = (folder: string) => `#!/bin/sh
package=$(dirname "$(readlink -f "$0")")/../packages/${folder}
program=$package/usr/bin/prometheus-alertmanager
[ -e /usr/share/prometheus/alertmanager/default.tmpl ] && exec "$program" "$@"
[ "$(id -u)" = 0 ] && map= || map=--map-root-user
exec unshare --mount $map sh -c '
  mount -t overlay overlay -o "lowerdir=$0/usr/share:/usr/share" /usr/share && exec "$0/usr/bin/prometheus-alertmanager" "$@"
' "$(readlink -f "$package")" "$@"
`;

/** True on Debian, Ubuntu and their like. */
export function hasApt(env: Readonly<Record<string, string | undefined>>): boolean {
  const folders = (env.PATH ?? '').split(delimiter);
  return ['apt-get', 'dpkg'].every((name) => folders.some((folder) => existsSync(join(folder, name))));
}

/**
 * Fetches the packages of the missing programs from the system's package sources and unpacks them below root, as any user
 * and without touching the system. A program appears in root/bin only when its package is whole and it has run once.
 * @returns what went wrong, one line per package
 */
export async function installFromApt(
  root: string,
  missing: readonly string[],
  log: (line: string) => void,
): Promise<string[]> {
  const failures: string[] = [];
  for (const { name, programs } of PACKAGES) {
    const wanted = Object.entries(programs).filter(
      ([program]) => missing.includes(program) && !existsSync(join(root, 'bin', program)),
    );
    if (wanted.length === 0) continue;
    log(`engines: fetching the system's package ${name} into .engines`);
    try {
      const folder = await unpack(root, name);
      for (const [program, file] of wanted) {
        if (existsSync(join(root, 'packages', folder, file))) await show(root, program, folder, file);
      }
    } catch (error) {
      failures.push(`package ${name}: ${lastLine(error)}`);
    }
  }
  return failures;
}

/** Resolves to the folder in root/packages that holds the package; it is there whole or not at all. */
async function unpack(root: string, name: string): Promise<string> {
  mkdirSync(join(root, 'packages'), { recursive: true });
  mkdirSync(join(root, 'bin'), { recursive: true });
  const temporary = mkdtempSync(join(root, 'fetching-'));
  try {
    await download(temporary, name);
    const deb = readdirSync(temporary).find((file) => file.endsWith('.deb'));
    if (deb === undefined) throw new Error('apt-get downloaded nothing');
    await run('dpkg', ['-x', deb, 'content'], { cwd: temporary });
    const folder = basename(deb, '.deb').replaceAll('%', '_');
    const goal = join(root, 'packages', folder);
    renameUnlessDone(join(temporary, 'content'), goal);
    return folder;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Downloads with the system's lists; where it has none (a fresh container) or old ones, with lists of our own. */
async function download(folder: string, name: string): Promise<void> {
  // Root would else fetch as _apt, who may not write here; no caches, since a user may not write the system's.
  const common = [
    '-qq',
    '-o',
    'APT::Sandbox::User=root',
    '-o',
    'Dir::Cache::pkgcache=',
    '-o',
    'Dir::Cache::srcpkgcache=',
  ];
  const aptGet = (...args: string[]) => run('apt-get', [...common, ...args], { cwd: folder });
  try {
    await aptGet('download', name);
  } catch {
    const lists = join(folder, 'lists');
    const cache = join(folder, 'cache');
    for (const place of [lists, join(cache, 'archives')]) mkdirSync(join(place, 'partial'), { recursive: true });
    const ours = ['-o', `Dir::State::lists=${lists}`, '-o', `Dir::Cache=${cache}`];
    await aptGet(...ours, 'update');
    await aptGet(...ours, 'download', name);
  }
}

/** Puts a program into root/bin once it is known to run here. */
async function show(root: string, program: string, folder: string, file: string): Promise<void> {
  const temporary = join(root, 'bin', `.${program}-${randomUUID()}`);
  if (program === 'alertmanager') writeFileSync(temporary, ALERTMANAGER(folder), { mode: 0o755 });
  else symlinkSync(join('..', 'packages', folder, file), temporary);
  try {
    await run(temporary, ['--version']);
    renameSync(temporary, join(root, 'bin', program));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new Error(`${program} does not run here: ${lastLine(error)}`, { cause: error });
  }
}

function renameUnlessDone(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!existsSync(to)) throw error;
  }
}

/** Programs put the reason last, after what they tried. */
function lastLine(error: unknown): string {
  const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
  return (said || messageOf(error)).split('\n').at(-1) ?? '';
}
