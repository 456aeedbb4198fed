import { UserError } from '../../errors.ts';
import type { JsonObject } from '../../model/dashboard.ts';
import type { KubernetesObject } from '../../plan/canonical/kubernetes.ts';
import type { KubernetesTarget } from '../../settings/targets.ts';
import type { HttpClient } from '../http.ts';
import { httpClient } from '../http.ts';
import { pool } from '../pool.ts';
import type { Target } from '../target.ts';
import type { Writing } from './apply.ts';
import { remove, write } from './apply.ts';
import { readCluster } from './cluster.ts';
import { expected } from './expected.ts';
import type { ApiKind } from './kinds.ts';
import { API_KINDS, apiKind, collectionPath, DEFAULT_ARTEFACTS, groupPath } from './kinds.ts';
import { listLabelled } from './list.ts';
import { asLive } from './live.ts';
import { demandRights } from './rights.ts';

export interface KubernetesContext {
  readonly set: string;
  readonly namespace: string;
  readonly projectDir: string;
}

/** A namespace of a cluster. Everything is applied server-side, by one field manager, never by force unless asked. */
export async function kubernetesTarget(
  name: string,
  settings: KubernetesTarget,
  { set, namespace, projectDir }: KubernetesContext,
): Promise<Target> {
  const { http: options, words, warnings } = await readCluster(name, settings, projectDir);
  const http = httpClient(options);
  const { artefacts = DEFAULT_ARTEFACTS } = settings;
  const kinds = API_KINDS.filter(({ artefact }) => artefacts.includes(artefact));
  const writing = (object: JsonObject, signal: AbortSignal): Writing => {
    const { metadata } = object as unknown as KubernetesObject;
    const path = `${collectionPath(apiKind(object), namespace)}/${metadata.name}`;
    const fetch = async () => {
      const answer = await http.send({ method: 'GET', path });
      return answer.status === 404 ? undefined : expected(answer, name);
    };
    return { http, path, fetch, signal };
  };
  let wanted = kinds;
  let rights: Promise<void> | undefined;
  return {
    name,
    async connect() {
      const version = expected(await http.send({ method: 'GET', path: '/version' }), name);
      await demandNamespace(namespace, http, name);
      for (const kind of kinds) await demandKind(kind, http, name);
      return {
        kind: 'kubernetes',
        server: `Kubernetes ${String(version['gitVersion'])}, ${words}, namespace ${namespace}`,
        fingerprint: `kubernetes ${options.url} namespace ${namespace} set ${set}`,
        warnings,
      };
    },
    async read(desired, progress) {
      wanted = [...new Set(desired.map(({ content }) => apiKind(content)))];
      const listed = await Promise.all(kinds.map((kind) => listLabelled(kind, { namespace, set, http, name })));
      const ours = listed.flat().map((object) => asLive(object, set));
      const live = new Map(ours.map((object) => [object.id, object]));
      let done = 0;
      await pool(desired, options.concurrency, async ({ id, content }) => {
        const object = live.has(id) ? undefined : await writing(content, new AbortController().signal).fetch();
        if (object) live.set(id, asLive(object, set));
        progress(++done, desired.length);
      });
      return [...live.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    },
    async apply(action, signal) {
      const { operation, item, desired, live } = action;
      if (operation === 'delete' && live) return remove(live, writing(live.content, signal));
      if (!desired) throw new TypeError(`${operation} of ${item.id} without content`);
      rights ??= demandRights(http, wanted, namespace);
      await rights;
      return write(desired, action, writing(desired.content, signal));
    },
    close: () => http.close(),
  };
}

async function demandNamespace(namespace: string, http: HttpClient, name: string): Promise<void> {
  const answer = await http.send({ method: 'GET', path: `/api/v1/namespaces/${encodeURIComponent(namespace)}` });
  if (answer.status === 404)
    throw new UserError(`${name}: there is no namespace ${namespace}`, [
      `kubectl create namespace ${namespace}, or set another one: namespace`,
    ]);
  // an account of one namespace may not look at it, and need not
  if (answer.status !== 403) expected(answer, name);
}

async function demandKind(kind: ApiKind, http: HttpClient, name: string): Promise<void> {
  const answer = await http.send({ method: 'GET', path: groupPath(kind) });
  const known =
    answer.status === 404 ? [] : ((expected(answer, name)['resources'] ?? []) as readonly { readonly name?: string }[]);
  if (known.some((resource) => resource.name === kind.resource)) return;
  throw new UserError(`${name}: the cluster does not know ${kind.kind}`, [
    `install the CRDs of ${kind.crdsFrom ?? 'Kubernetes'}`,
    `or leave it out in the settings: artefacts without "${kind.artefact}"`,
  ]);
}
