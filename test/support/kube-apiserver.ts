import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '../../src/model/dashboard.ts';
import { atEnd } from '../../src/scenario/at-end.ts';
import { freePort } from '../../src/scenario/server-process.ts';
import type { HttpAnswer, HttpClient } from '../../src/targets/http.ts';
import { httpClient } from '../../src/targets/http.ts';
import { readCluster } from '../../src/targets/kubernetes/cluster.ts';
import { requireEngine } from './engines.ts';
import { prometheusRuleCrd } from './fixtures/crds.ts';
import { monitorCrds } from './fixtures/monitor-crds.ts';

/** A real API server with etcd, the CRD of PrometheusRules and the namespace `monitoring`. */
export interface KubeApiServer {
  /** Kubeconfig of `admin` (all), `viewer` (reads) or `nobody` (a token the server does not know). */
  kubeconfig(user: 'admin' | 'viewer' | 'nobody'): string;
  readonly admin: HttpClient;
  /** Where kubectl lies, if it does. */
  readonly kubectl: string | undefined;
  apply(object: JsonObject, manager: string, force?: boolean): Promise<HttpAnswer>;
  close(): Promise<void>;
}

const READY_MS = 60_000;

export async function startKubeApiServer(): Promise<KubeApiServer> {
  const [etcdBinary, binary] = [requireEngine('etcd'), requireEngine('kube-apiserver')];
  const dir = mkdtempSync(join(tmpdir(), 'ciliascope-kube-'));
  const [client, peer] = [await freePort(), await freePort()];
  const [clientUrl, peerUrl] = [`http://127.0.0.1:${client}`, `http://127.0.0.1:${peer}`];
  const etcd = child(etcdBinary, [
    ...['--data-dir', join(dir, 'etcd'), '--listen-client-urls', clientUrl, '--advertise-client-urls', clientUrl],
    ...[
      '--listen-peer-urls',
      peerUrl,
      '--initial-advertise-peer-urls',
      peerUrl,
      '--initial-cluster',
      `default=${peerUrl}`,
    ],
    '--unsafe-no-fsync',
  ]);
  await until('etcd', async () => (await fetch(`${clientUrl}/health`)).ok);
  const tokens = join(dir, 'tokens.csv');
  writeFileSync(tokens, 'admin-token,admin,1,"system:masters"\nviewer-token,viewer,2,"viewers"\n');
  mkdirSync(join(dir, 'kube'));
  const server = child(binary, ['-etcd', clientUrl, '-dir', join(dir, 'kube'), '-tokens', tokens, '-port', '0']);
  const kubeconfig = (user: string) => join(dir, 'kube', `${user}.kubeconfig`);
  await until('kube-apiserver', async () => existsSync(kubeconfig('admin')) && existsSync(kubeconfig('viewer')));
  writeFileSync(
    kubeconfig('nobody'),
    readFileSync(kubeconfig('viewer'), 'utf8').replaceAll('viewer-token', 'wrong-token'),
  );
  const admin = httpClient((await readCluster('admin', { kubeconfig: kubeconfig('admin') }, '/')).http);
  await until('kube-apiserver', async () => (await admin.send({ method: 'GET', path: '/version' })).status === 200);
  const post = (path: string, json: JsonObject) => admin.send({ method: 'POST', path, json });
  await post('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'monitoring' } });
  for (const crd of [prometheusRuleCrd, ...monitorCrds]) {
    await post('/apis/apiextensions.k8s.io/v1/customresourcedefinitions', crd);
  }
  const rules = '/apis/monitoring.coreos.com/v1/namespaces/monitoring/prometheusrules';
  for (const kind of ['prometheusrules', 'podmonitors', 'servicemonitors']) {
    const path = rules.replace('prometheusrules', kind);
    await until('the CRD', async () => (await admin.send({ method: 'GET', path })).status === 200);
  }
  const beside = join(dirname(binary), 'kubectl');
  return {
    kubeconfig,
    admin,
    kubectl: existsSync(beside) ? beside : undefined,
    apply(object, manager, force = false) {
      const { name } = object['metadata'] as { readonly name: string };
      const path =
        object['kind'] === 'ConfigMap' ? `/api/v1/namespaces/monitoring/configmaps/${name}` : `${rules}/${name}`;
      const text = { body: JSON.stringify(object), type: 'application/apply-patch+yaml' };
      return admin.send({ method: 'PATCH', path, query: { fieldManager: manager, force: String(force) }, text });
    },
    async close() {
      await admin.close();
      server.kill('SIGKILL');
      etcd.kill('SIGKILL');
      await sleep(50);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function child(binary: string, args: readonly string[]) {
  const started = spawn(binary, [...args], { stdio: 'ignore' });
  atEnd(() => started.kill('SIGKILL'));
  return started;
}

async function until(what: string, ready: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + READY_MS;
  while (!(await ready().catch(() => false))) {
    if (Date.now() > deadline) throw new Error(`${what} did not start`);
    await sleep(25);
  }
}
