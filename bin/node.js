// The launcher: runs the project's TypeScript on a Node that can, whichever Node started it.
// Plain JavaScript that parses on Node 18, so that an old Node gets an answer instead of a syntax error.
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { constants } from 'node:os';
import { delimiter, dirname, join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const CANNOT = 2;

/** The folder of the project this launcher belongs to. */
export const PROJECT = realpathSync(join(dirname(fileURLToPath(import.meta.url)), '..'));

/**
 * Runs a TypeScript file of the project with args, in this process if its Node can, else in a child under a fetched Node.
 * Sets the exit code; never throws.
 * @param file absolute path
 * @param host what to believe about this machine; only tests pass it
 */
export async function launch(file, args, host = {}) {
  try {
    if (!hasDependencies()) throw new Error(`dependencies are missing; run \`npm ci\` in ${PROJECT}`);
    if (!existsSync(file)) throw new Error(`no such file: ${file}`);
    if (suits(host.version ?? process.versions.node)) return await runHere(realpathSync(file), args);
    // Imported only now: a Node that suits must not pay for reading it.
    const { obtainNode } = await import('./fetch-node.js');
    finish(await runAgainUnder(await obtainNode(PROJECT, host)));
  } catch (error) {
    process.stderr.write(`ciliascope: ${error.message}\n`);
    process.exitCode = CANNOT;
  }
}

/** True where Node runs .ts by itself without a warning. 23 had it late and is past its life: it is not worth a rule. */
function suits(version) {
  const [major, minor] = version.split('.').map(Number);
  return major >= 24 || (major === 22 && minor >= 19);
}

/** As somebody's dependency we live inside a node_modules that npm has filled already. */
function hasDependencies() {
  return existsSync(join(PROJECT, 'node_modules')) || PROJECT.split(sep).includes('node_modules');
}

async function runHere(file, args) {
  try {
    nodeModule.enableCompileCache?.(join(PROJECT, '.node', 'compile-cache'));
  } catch {
    // A read-only checkout starts a little slower, that is all.
  }
  process.argv = [process.argv[0], file, ...args];
  try {
    await import(pathToFileURL(file).href);
  } catch (error) {
    // Commands report their own errors: what arrives here is a bug, and a bug needs its stack.
    process.stderr.write(`${error?.stack ?? error}\n`);
    process.exitCode = CANNOT;
  }
}

/** Runs this same command line again under another Node; resolves to [code, signal] of its end. */
function runAgainUnder(node) {
  // 24.0 still warns of the type stripping that every start of ours needs.
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', ...process.argv.slice(1)], {
    stdio: 'inherit',
    env: environmentFor(node),
  });
  for (const signal of SIGNALS) process.on(signal, () => forward(child, signal));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve([code, signal]));
  });
}

/** Tools that we start (vitest, tsc, biome) find their Node through PATH: it must be the same one. */
function environmentFor(node) {
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  return { ...process.env, [name]: [dirname(node), process.env[name]].filter(Boolean).join(delimiter) };
}

/** On a terminal Ctrl-C reaches the child by itself; a second one would tell it to stop tidying up. */
function forward(child, signal) {
  const onTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  if (signal === 'SIGINT' && onTerminal) return;
  child.kill(signal);
}

/** Ends as the child ended: whoever waits for us sees the same code or the same signal. */
function finish([code, signal]) {
  process.exitCode = signal ? 128 + constants.signals[signal] : code;
  if (!signal) return;
  for (const name of SIGNALS) process.removeAllListeners(name);
  process.kill(process.pid, signal);
}
