import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/model/dashboard.ts';
import { readCluster } from '../../../../src/targets/kubernetes/cluster.ts';

const dir = mkdtempSync(join(tmpdir(), 'ciliascope-kubeconfig-'));
afterAll(() => rmSync(dir, { recursive: true }));

const config = (cluster: JsonObject, user: JsonObject): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'c', cluster }],
    users: [{ name: 'u', user }],
    contexts: [{ name: 'prod', context: { cluster: 'c', user: 'u' } }],
    'current-context': 'prod',
  });
const read = (text: string, context?: string) => {
  writeFileSync(join(dir, 'config'), text);
  return readCluster('prod', { kubeconfig: 'config', ...(context ? { context } : {}) }, dir);
};
const server = 'https://kube.example.org/k8s/clusters/c-1/';

describe('a cluster of a kubeconfig', () => {
  it.each<[string, JsonObject, JsonObject, JsonObject]>([
    ['a token', {}, { token: 't' }, { headers: { authorization: 'Bearer t' } }],
    ['a user and a password', {}, { username: 'a', password: 'b' }, { headers: { authorization: 'Basic YTpi' } }],
    ['impersonation', {}, { token: 't', as: 'jane' }, { headers: { 'impersonate-user': 'jane' } }],
    ['a name in the certificate', { 'tls-server-name': 'kube' }, {}, { servername: 'kube' }],
    ['a proxy', { 'proxy-url': 'http://proxy:3128' }, {}, { proxy: 'http://proxy:3128' }],
    ['an address with a path', {}, {}, { url: 'https://kube.example.org/k8s/clusters/c-1' }],
    [
      'certificates in it',
      { 'certificate-authority-data': Buffer.from('CA').toString('base64') },
      {
        'client-certificate-data': Buffer.from('CERT').toString('base64'),
        'client-key-data': Buffer.from('KEY').toString('base64'),
      },
      { ca: 'CA', cert: 'CERT', key: 'KEY' },
    ],
  ])('is reached with %s', async (_, cluster, user, http) => {
    expect((await read(config({ server, ...cluster }, user))).http).toMatchObject(http);
  });

  it('warns where its certificate is not verified', async () => {
    const { warnings } = await read(config({ server, 'insecure-skip-tls-verify': true }, {}));
    expect(warnings).toEqual(['the kubeconfig says not to verify the certificate of this cluster']);
  });

  it.each<[string, JsonObject]>([
    ['plain http to another machine', {}],
    ['plain http, though certificates need no check', { 'insecure-skip-tls-verify': true }],
  ])('is not reached by %s', async (_, more) => {
    const reading = read(config({ server: 'http://10.0.0.1:8080', ...more }, { token: 't' }));
    await expect(reading).rejects.toThrow('plain http would show the credentials');
  });

  it('is chosen by its context, and says which there are', async () => {
    const reading = read(config({ server }, {}), 'staging');
    await expect(reading).rejects.toMatchObject({
      message: 'prod: the kubeconfig has no context "staging"',
      hints: ['it has: prod'],
    });
  });

  it('says where a kubeconfig is broken without quoting it', async () => {
    const reading = read('users:\n- name: u\n  user:\n    token: SECRET\n   bad: [\n');
    await expect(reading).rejects.toThrow(/cannot be read: .+\(\d+:\d+\)$/);
    await expect(reading).rejects.not.toThrow('SECRET');
  });

  it('says that a credential plugin is missing, without its arguments', async () => {
    const exec = {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: 'no-such-plugin',
      args: ['--secret=SECRET'],
      interactiveMode: 'Never',
    };
    const reading = read(config({ server }, { exec }));
    await expect(reading).rejects.toThrow('spawn no-such-plugin ENOENT');
    await expect(reading).rejects.not.toThrow('SECRET');
  });
});
