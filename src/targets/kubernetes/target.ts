import { RemoteError, UserError } from '../../errors.ts';
import type { JsonObject } from '../../model/dashboard.ts';
import type { KubernetesObject } from '../../plan/canonical/kubernetes.ts';
import { CHECKSUM, canonicalObject, FIELD_MANAGER } from '../../plan/canonical/kubernetes.ts';
import { checksum } from '../../plan/checksum.ts';
import type { Action } from '../../plan/plan.ts';
import type { Desired, Live, Owner } from '../../plan/resource.ts';
import type { KubernetesTarget } from '../../settings/targets.ts';
import type { HttpAnswer, HttpClient } from '../http.ts';
import { httpClient } from '../http.ts';
import { pool } from '../pool.ts';
import type { Applied, Target } from '../target.ts';
import { readCluster } from './cluster.ts';
import { MANAGED_BY, SET } from './desired.ts';
import { explain } from './explain.ts';
import { heldByOthers, takenOver } from './fields.ts';
import type { ApiKind } from './kinds.ts';
import { API_KINDS, apiKind, collectionPath, DEFAULT_ARTEFACTS, groupPath } from './kinds.ts';

export interface KubernetesContext {
  readonly set: string;
  readonly namespace: string;
  readonly projectDir: string;
}

const PAGE = 500;

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
  const get = (path: string, query = {}) => http.send({ method: 'GET', path, query });
  const pathOf = (object: JsonObject) =>
    `${collectionPath(apiKind(object), namespace)}/${(object as unknown as KubernetesObject).metadata.name}`;
  const fetchOne = async (object: JsonObject): Promise<JsonObject | undefined> => {
    const answer = await get(pathOf(object));
    return answer.status === 404 ? undefined : expected(answer, name);
  };
  return {
    name,
    async connect() {
      const version = expected(await get('/version'), name);
      const there = await get(`/api/v1/namespaces/${encodeURIComponent(namespace)}`);
      // 403: an account of one namespace may not look at it, and need not
      if (there.status === 404)
        throw new UserError(`${name}: there is no namespace ${namespace}`, [
          `kubectl create namespace ${namespace}, or set another one: namespace`,
        ]);
      if (there.status !== 200 && there.status !== 403) expected(there, name);
      for (const kind of kinds) await mustKnow(kind, http, name);
      return {
        kind: 'kubernetes',
        server: `Kubernetes ${String(version['gitVersion'])}, ${words}, namespace ${namespace}`,
        fingerprint: `kubernetes ${options.url} namespace ${namespace} set ${set}`,
        warnings,
      };
    },
    async read(desired, progress) {
      const owned = (await Promise.all(kinds.map((kind) => list(kind, namespace, set, http, name)))).flat();
      const live = new Map(owned.map((object) => [asLive(object, set).id, asLive(object, set)]));
      let done = 0;
      await pool(desired, options.concurrency, async ({ id, content }) => {
        const object = live.has(id) ? undefined : await fetchOne(content);
        if (object) live.set(id, asLive(object, set));
        progress(++done, desired.length);
      });
      return [...live.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    },
    apply: (action, signal) => apply(action, { http, pathOf, fetchOne, signal }),
    close: () => http.close(),
  };
}

interface Writing {
  readonly http: HttpClient;
  readonly pathOf: (object: JsonObject) => string;
  readonly fetchOne: (object: JsonObject) => Promise<JsonObject | undefined>;
  readonly signal: AbortSignal;
}

async function apply({ operation, item, desired, live, adopt }: Action, writing: Writing): Promise<Applied> {
  const { http, pathOf, fetchOne, signal } = writing;
  const object = (desired ?? live)?.content;
  if (!object) throw new TypeError(`${operation} of ${item.id} without content`);
  const path = pathOf(object);
  if (operation === 'delete' || !desired) {
    const preconditions = { resourceVersion: live?.version ?? '' };
    const answer = await http.send({
      method: 'DELETE',
      path,
      json: { apiVersion: 'v1', kind: 'DeleteOptions', preconditions },
      signal,
    });
    return answer.status === 200 || answer.status === 202
      ? { kind: 'done' }
      : answer.status === 404
        ? { kind: 'already' }
        : refused(answer);
  }
  if (!live && (await fetchOne(object))) return { kind: 'stale', reason: 'it was made after it was read' };
  // an edit has made its writer an owner of what it changed
  const force = adopt || item.state === 'drifted';
  const answer = await serverSideApply(desired, live?.version, force, path, writing);
  if (answer instanceof RemoteError) {
    const now = await fetchOne(object);
    if (now && sumOf(now) === desired.checksum) return { kind: 'already' };
    throw answer;
  }
  if (answer.status !== 200 && answer.status !== 201) return refused(answer);
  const stored = answer.json as JsonObject;
  if (sumOf(stored) === desired.checksum) return { kind: 'done' };
  const leftovers = heldByOthers(stored as unknown as KubernetesObject);
  if (!force) {
    return {
      kind: 'failed',
      reason: `applied, but parts of what was there stay: ${leftovers.join('; ') || 'nobody says whose'}`,
      hints: ['publish with --adopt to take them over'],
    };
  }
  return takeOver(desired, stored, path, writing);
}

/** Removes what an earlier manager still holds: its fields become ours, and what we leave out goes. */
async function takeOver(desired: Desired, stored: JsonObject, path: string, writing: Writing): Promise<Applied> {
  const { metadata } = stored as unknown as KubernetesObject;
  const fields = takenOver(stored as unknown as KubernetesObject);
  const patch = [
    { op: 'test', path: '/metadata/resourceVersion', value: metadata.resourceVersion ?? '' },
    { op: 'replace', path: '/metadata/managedFields', value: fields },
  ];
  const text = { body: JSON.stringify(patch), type: 'application/json-patch+json' };
  const patched = await writing.http.send({ method: 'PATCH', path, text, signal: writing.signal });
  if (patched.status !== 200) return refused(patched);
  const version = (patched.json as unknown as KubernetesObject).metadata.resourceVersion;
  const answer = await serverSideApply(desired, version, true, path, writing);
  if (answer instanceof RemoteError) throw answer;
  if (answer.status !== 200) return refused(answer);
  if (sumOf(answer.json as JsonObject) === desired.checksum)
    return { kind: 'done', note: 'took over fields of earlier managers' };
  return {
    kind: 'failed',
    reason: 'applied, and what is there is still something else',
    hints: ['an admission webhook may change it: kubectl diff --server-side'],
  };
}

/** The resourceVersion makes the API server refuse when the object moved meanwhile (409 Conflict). */
async function serverSideApply(
  desired: Desired,
  resourceVersion: string | undefined,
  force: boolean,
  path: string,
  { http, signal }: Writing,
): Promise<HttpAnswer | RemoteError> {
  const { metadata, ...content } = desired.content;
  const { annotations, ...others } = metadata as unknown as KubernetesObject['metadata'];
  const body = {
    ...content,
    metadata: {
      ...others,
      annotations: { ...annotations, [CHECKSUM]: desired.checksum },
      ...(resourceVersion === undefined ? {} : { resourceVersion }),
    },
  };
  const query = { fieldManager: FIELD_MANAGER, force: String(force), fieldValidation: 'Strict' };
  const text = { body: JSON.stringify(body), type: 'application/apply-patch+yaml' };
  return http.send({ method: 'PATCH', path, query, text, signal }).catch((error: unknown) => {
    if (error instanceof RemoteError && error.sent) return error;
    throw error;
  });
}

async function list(
  kind: ApiKind,
  namespace: string,
  set: string,
  http: HttpClient,
  name: string,
): Promise<readonly JsonObject[]> {
  const found: JsonObject[] = [];
  let next: string | undefined;
  do {
    const query = { labelSelector: `${MANAGED_BY}=ciliascope,${SET}=${set}`, limit: PAGE, continue: next };
    const answer = expected(await http.send({ method: 'GET', path: collectionPath(kind, namespace), query }), name);
    const { items = [], metadata = {} } = answer as unknown as {
      readonly items?: readonly JsonObject[];
      readonly metadata?: { readonly continue?: string };
    };
    // members of a list do not say what they are
    found.push(...items.map((item) => ({ ...item, apiVersion: kind.apiVersion, kind: kind.kind })));
    next = metadata.continue || undefined;
  } while (next);
  return found;
}

async function mustKnow(kind: ApiKind, http: HttpClient, name: string): Promise<void> {
  const answer = await http.send({ method: 'GET', path: groupPath(kind) });
  const known =
    answer.status === 404 ? [] : ((expected(answer, name)['resources'] ?? []) as readonly { readonly name?: string }[]);
  if (known.some((resource) => resource.name === kind.resource)) return;
  throw new UserError(`${name}: the cluster does not know ${kind.kind}`, [
    `install the CRDs of ${kind.crdsFrom ?? 'Kubernetes'}`,
    `or leave it out in the settings: artefacts without "${kind.artefact}"`,
  ]);
}

/** JSON of a good answer. @throws RemoteError with what any other means */
function expected(answer: HttpAnswer, name: string): JsonObject {
  if (answer.status === 200 && answer.json !== undefined) return answer.json as JsonObject;
  const { reason, hints } = explain(answer);
  throw new RemoteError(`${name}: ${reason}`, hints, { retryable: false });
}

function refused(answer: HttpAnswer): Applied {
  const { reason, hints, stop, stale } = explain(answer);
  if (stop) throw new RemoteError(reason, hints, { retryable: false });
  return stale ? { kind: 'stale', reason } : { kind: 'failed', reason, hints };
}

const sumOf = (object: JsonObject) => checksum(canonicalObject(object));

function asLive(object: JsonObject, set: string): Live {
  const { metadata } = object as unknown as KubernetesObject;
  const { name, namespace = '', annotations = {}, managedFields = [] } = metadata;
  const { resource, resourceKind } = apiKind(object);
  const owner = ownerOf(metadata, set);
  const published = annotations[CHECKSUM];
  const last = managedFields
    .filter(({ manager, subresource }) => manager !== FIELD_MANAGER && subresource === undefined)
    .sort((a, b) => ((a.time ?? '') < (b.time ?? '') ? 1 : -1))[0];
  const held = heldByOthers(object as unknown as KubernetesObject);
  return {
    id: `${resource}/${namespace}/${name}`,
    kind: resourceKind,
    title: name,
    content: object,
    checksum: sumOf(object),
    version: metadata.resourceVersion ?? '',
    owner,
    ...(owner.kind === 'ours' && published !== undefined ? { published } : {}),
    ...(last?.manager ? { changedBy: last.manager } : {}),
    ...(last?.time ? { changedAt: last.time } : {}),
    ...(held.length > 0 ? { heldByOthers: held } : {}),
  };
}

function ownerOf({ labels = {} }: KubernetesObject['metadata'], set: string): Owner {
  const manager = labels[MANAGED_BY];
  const theirs = labels[SET];
  if (manager === 'ciliascope' && theirs === set) return { kind: 'ours' };
  if (manager === 'ciliascope' && theirs !== undefined) {
    return {
      kind: 'foreign',
      who: `the set "${theirs}" of ciliascope`,
      how: 'use another namespace, or take it over with --adopt',
      adoptable: true,
    };
  }
  if (manager === undefined || manager === 'ciliascope') return { kind: 'nobody' };
  return {
    kind: 'foreign',
    who: manager,
    how: `remove it there, or take it over with --adopt once ${manager} lets go of it`,
    adoptable: true,
  };
}
