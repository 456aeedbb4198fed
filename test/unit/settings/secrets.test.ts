import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolveHttp } from '../../../src/settings/secrets.ts';
import type { HttpSettings } from '../../../src/settings/targets.ts';

const url = 'https://grafana.example.org/sub/';
let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'ciliascope-secrets-'));
  writeFileSync(join(dir, 'token'), 'from-file\n');
  writeFileSync(join(dir, 'empty'), '\n');
  writeFileSync(join(dir, 'two'), 'canary\ncanary');
  writeFileSync(join(dir, 'ca.pem'), '-----BEGIN CERTIFICATE-----\nx\n');
});
afterAll(() => rmSync(dir, { recursive: true }));

const resolved = (settings: Partial<HttpSettings>, env: Record<string, string> = {}) =>
  resolveHttp({ url, ...settings }, env, dir, 'prod');

describe('the settings of a server', () => {
  it('are read with their secrets', async () => {
    const settings = {
      auth: { token: { env: 'T' } },
      headers: { 'X-Iap': { file: 'token' }, plain: 'v' },
      ca: 'ca.pem',
    };
    expect(await resolved(settings, { T: 'abc' })).toMatchObject({
      url: 'https://grafana.example.org/sub',
      headers: { authorization: 'Bearer abc', 'x-iap': 'from-file', plain: 'v' },
      ca: '-----BEGIN CERTIFICATE-----\nx\n',
    });
  });

  it('make basic authentication of user and password', async () => {
    const auth = { user: { env: 'U' }, password: { env: 'P' } };
    const { headers } = await resolved({ auth }, { U: 'admin', P: 'sécret' });
    expect(headers['authorization']).toBe(`Basic ${Buffer.from('admin:sécret').toString('base64')}`);
  });

  it.each<[string, Partial<HttpSettings>, Record<string, string>, string]>([
    ['a variable that is not set', { auth: { token: { env: 'TOKEN_X' } } }, {}, 'TOKEN_X is not set'],
    ['a variable that is empty', { auth: { token: { env: 'T' } } }, { T: ' ' }, 'T is not set'],
    ['a file that is not there', { auth: { token: { file: 'nope' } } }, {}, 'nope cannot be read: ENOENT'],
    ['a file that is empty', { auth: { token: { file: 'empty' } } }, {}, 'empty is empty'],
    ['a token of two lines', { auth: { token: { file: 'two' } } }, {}, 'holds more than one line'],
    ['an address with a password', { url: 'https://admin:canary@g.example.org' }, {}, 'holds a user or a password'],
    ['plain http to another machine', { url: 'http://g.example.org' }, {}, 'plain http'],
    ['a machine that only looks like this one', { url: 'http://127.0.0.1.example.org' }, {}, 'plain http'],
    ['another protocol', { url: 'ftp://g.example.org' }, {}, 'is not HTTP'],
  ])('are refused for %s, without showing a secret', async (_, settings, env, message) => {
    const error = await resolved(settings, env).catch((thrown: unknown) => thrown);
    expect(String(error)).toContain(message);
    expect(`${String(error)}${JSON.stringify(error)}`).not.toContain('canary');
  });

  it.each<[string, string]>([
    ['http to this machine', 'http://127.0.0.1:3000'],
    ['http to localhost', 'http://localhost:3000'],
    ['http to this machine by IPv6', 'http://[::1]:3000'],
  ])('allow %s', async (_, address) => {
    expect((await resolved({ url: address })).url).toBe(address);
  });

  it.each<[string, Record<string, string>, string | undefined]>([
    ['takes the proxy of the environment', { HTTPS_PROXY: 'http://proxy:3128' }, 'http://proxy:3128'],
    ['leaves out hosts of NO_PROXY', { HTTPS_PROXY: 'http://proxy:3128', NO_PROXY: 'x, .example.org' }, undefined],
    ['leaves out everything for *', { HTTPS_PROXY: 'http://proxy:3128', no_proxy: '*' }, undefined],
    [
      'keeps it for a domain that only ends alike',
      { HTTPS_PROXY: 'http://proxy:3128', NO_PROXY: 'ample.org' },
      'http://proxy:3128',
    ],
  ])('%s', async (_, env, proxy) => {
    expect((await resolved({}, env)).proxy).toBe(proxy);
  });
});
