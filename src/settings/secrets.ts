import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UserError } from '../errors.ts';
import type { HttpOptions, HttpSettings, SecretSource } from './targets.ts';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Reads what the settings of a server only point at: secrets, certificates, the proxy of the environment.
 * @param name of the target, for messages
 * @throws UserError that names the variable or file that is missing, never what is in it; for an address that holds a
 *   password; for plain http to another machine
 */
export async function resolveHttp(
  settings: HttpSettings,
  env: Env,
  projectDir: string,
  name: string,
): Promise<HttpOptions> {
  const { ca, cert, key, insecureHttp = false, timeout = 30, concurrency = 4, retries = 3 } = settings;
  const url = new URL(settings.url);
  if (!/^https?:$/.test(url.protocol))
    throw new UserError(`${name}: ${url.protocol}// is not HTTP`, ['url starts with https://']);
  if (url.username || url.password) {
    throw new UserError(`${name}: the address holds a user or a password`, [
      'name where to read them instead: auth: { user: { env: ... }, password: { env: ... } }',
    ]);
  }
  if (url.protocol === 'http:' && !insecureHttp && !isLoopback(url.hostname)) {
    throw new UserError(`${name}: plain http would show the credentials to the network`, [
      'use https://',
      'or allow it in the settings: insecureHttp: true',
    ]);
  }
  const read = (source: SecretSource) => secret(source, env, projectDir, name);
  const pem = async (file: string | undefined, field: string) =>
    file === undefined ? {} : { [field]: await read({ file }) };
  const proxy = settings.proxy ?? proxyOf(url, env);
  return {
    url: `${url.origin}${url.pathname.replace(/\/+$/, '')}`,
    headers: { ...(await extraHeaders(settings, read)), ...(await authorization(settings, read)) },
    ...(await pem(ca, 'ca')),
    ...(await pem(cert, 'cert')),
    ...(await pem(key, 'key')),
    ...(proxy ? { proxy } : {}),
    insecureHttp,
    timeout,
    concurrency,
    retries,
  };
}

type Read = (source: SecretSource) => Promise<string>;

async function authorization({ auth }: HttpSettings, read: Read): Promise<Record<string, string>> {
  if (!auth) return {};
  if ('token' in auth) return { authorization: `Bearer ${await read(auth.token)}` };
  const pair = `${await read(auth.user)}:${await read(auth.password)}`;
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

async function extraHeaders({ headers = {} }: HttpSettings, read: Read): Promise<Record<string, string>> {
  const entries = Object.entries(headers).map(
    async ([header, value]): Promise<[string, string]> => [
      header.toLowerCase(),
      typeof value === 'string' ? value : await read(value),
    ],
  );
  return Object.fromEntries(await Promise.all(entries));
}

async function secret(source: SecretSource, env: Env, projectDir: string, name: string): Promise<string> {
  if ('env' in source) {
    const value = env[source.env]?.trim();
    if (value) return oneLine(value, `${source.env} of the environment`, name);
    throw new UserError(`${name}: ${source.env} is not set`, [`export ${source.env}=...`]);
  }
  const text = await readFile(resolve(projectDir, source.file), 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new UserError(
      `${name}: ${source.file} cannot be read: ${cause.code ?? 'unknown error'}`,
      ['paths are relative to the project'],
      { cause },
    );
  });
  if (!text.trim()) throw new UserError(`${name}: ${source.file} is empty`, []);
  return text.includes('-----BEGIN') ? text : oneLine(text.trim(), source.file, name);
}

/** A header cannot hold line breaks; the error of the HTTP library would show the value. */
function oneLine(value: string, where: string, name: string): string {
  if (/\p{Cc}/u.test(value))
    throw new UserError(`${name}: ${where} holds more than one line`, ['a token or password is one line']);
  return value;
}

/** 127.0.0.0/8, ::1 and localhost (RFC 6761). */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** As curl reads them: NO_PROXY is a list of hosts and domains, `*` for all. Loopback is never proxied. */
function proxyOf(url: URL, env: Env): string | undefined {
  const pick = (name: string) => env[name.toLowerCase()] || env[name];
  const exempt = (pick('NO_PROXY') ?? '').split(',').map((entry) => entry.trim().replace(/^\*?\./, ''));
  const direct = exempt.some(
    (entry) => entry === '*' || (entry !== '' && (url.hostname === entry || url.hostname.endsWith(`.${entry}`))),
  );
  if (direct || isLoopback(url.hostname)) return undefined;
  return pick(url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY');
}
