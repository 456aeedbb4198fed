import { RemoteError } from '../../errors.ts';
import type { JsonObject } from '../../model/dashboard.ts';
import type { KubernetesObject } from '../../plan/canonical/kubernetes.ts';
import { CHECKSUM, FIELD_MANAGER } from '../../plan/canonical/kubernetes.ts';
import type { Action } from '../../plan/plan.ts';
import type { Desired, Live } from '../../plan/resource.ts';
import type { HttpAnswer, HttpClient } from '../http.ts';
import type { Applied } from '../target.ts';
import { explain } from './explain.ts';
import { heldByOthers, takenOver } from './fields.ts';
import { sumOf } from './live.ts';

/** Where one object is written. */
export interface Writing {
  readonly http: HttpClient;
  readonly path: string;
  /** The object as it is now. @throws RemoteError */
  readonly fetch: () => Promise<JsonObject | undefined>;
  readonly signal: AbortSignal;
}

/** Deletes exactly the object that was read: not its successor of the same name, not a later version. */
export async function remove(live: Live, { http, path, fetch, signal }: Writing): Promise<Applied> {
  const { uid } = (live.content as unknown as KubernetesObject).metadata;
  const preconditions = { ...(uid ? { uid } : {}), resourceVersion: live.version };
  const json = { apiVersion: 'v1', kind: 'DeleteOptions', preconditions };
  const answer = await answered(http.send({ method: 'DELETE', path, json, signal }));
  if (answer instanceof RemoteError) {
    if ((await fetch().catch(() => live.content)) === undefined) return { kind: 'already' };
    throw answer;
  }
  if (answer.status === 200 || answer.status === 202) return { kind: 'done' };
  return answer.status === 404 ? { kind: 'already' } : refused(answer);
}

/**
 * Applies one object server-side and compares what the server then holds. By force only over an object that was read
 * and may be replaced: with `--adopt`, or over an edit, which has made its writer an owner of what it changed.
 */
export async function write(
  desired: Desired,
  { live, adopt, item }: Pick<Action, 'live' | 'adopt' | 'item'>,
  writing: Writing,
): Promise<Applied> {
  if (!live && (await writing.fetch())) return MADE_MEANWHILE;
  const force = live !== undefined && (adopt || item.state === 'drifted');
  const answer = await serverSideApply(fullIntent(desired, live?.version), force, writing);
  if (answer instanceof RemoteError) {
    const now = await writing.fetch().catch(() => undefined);
    if (now && sumOf(now) === desired.checksum) return { kind: 'already' };
    throw answer;
  }
  if (answer.status !== 200 && answer.status !== 201) return refused(answer);
  const stored = answer.json as JsonObject;
  if (sumOf(stored) === desired.checksum) return { kind: 'done' };
  const leftovers = heldByOthers(stored as unknown as KubernetesObject);
  if (leftovers.length === 0) return CHANGED_BY_SERVER;
  if (!live) return retreat(stored, writing);
  if (force) return takeOver(desired, stored, writing);
  return {
    kind: 'failed',
    reason: `applied, but parts of what was there stay: ${leftovers.join('; ')}`,
    hints: ['publish with --adopt to take them over'],
  };
}

const MADE_MEANWHILE: Applied = { kind: 'stale', reason: 'it was made after it was read' };
const CHANGED_BY_SERVER: Applied = {
  kind: 'failed',
  reason: 'applied, and what is there is still something else',
  hints: ['an admission webhook may change it: kubectl diff --server-side'],
};

/**
 * A create met an object that somebody made in the meantime, and merged with it: an apply cannot ask for absence. An
 * apply of nothing takes back what we added, and no more.
 */
async function retreat(stored: JsonObject, writing: Writing): Promise<Applied> {
  const { apiVersion = '', kind = '' } = stored as unknown as KubernetesObject;
  const { name, namespace = '', resourceVersion = '' } = (stored as unknown as KubernetesObject).metadata;
  const nothing = { apiVersion, kind, metadata: { name, namespace, resourceVersion } };
  const answer = await serverSideApply(nothing, false, writing);
  if (!(answer instanceof RemoteError) && answer.status === 200) return MADE_MEANWHILE;
  const why = answer instanceof RemoteError ? answer.message : explain(answer).reason;
  return {
    kind: 'failed',
    reason: `somebody made it meanwhile; ours was merged into it and could not be taken back: ${why}`,
    hints: ['plan again, and see what it holds'],
  };
}

/** Removes what an earlier manager still holds: its fields become ours, and what we leave out goes. */
async function takeOver(desired: Desired, stored: JsonObject, writing: Writing): Promise<Applied> {
  const object = stored as unknown as KubernetesObject;
  const patch = [
    { op: 'test', path: '/metadata/resourceVersion', value: object.metadata.resourceVersion ?? '' },
    { op: 'replace', path: '/metadata/managedFields', value: takenOver(object) },
  ];
  const { http, path, signal } = writing;
  const text = { body: JSON.stringify(patch), type: 'application/json-patch+json' };
  const patched = await http.send({ method: 'PATCH', path, query: { fieldManager: FIELD_MANAGER }, text, signal });
  if (patched.status !== 200) return refused(patched);
  const version = (patched.json as unknown as KubernetesObject).metadata.resourceVersion;
  const answer = await serverSideApply(fullIntent(desired, version), true, writing);
  if (answer instanceof RemoteError) throw answer;
  if (answer.status !== 200) return refused(answer);
  return sumOf(answer.json as JsonObject) === desired.checksum
    ? { kind: 'done', note: 'took over fields of earlier managers' }
    : CHANGED_BY_SERVER;
}

/** All that we say of an object. The resourceVersion makes the server refuse when it moved meanwhile (409 Conflict). */
function fullIntent({ content, checksum }: Desired, resourceVersion: string | undefined): JsonObject {
  const { annotations, ...metadata } = content['metadata'] as unknown as KubernetesObject['metadata'];
  return {
    ...content,
    metadata: {
      ...metadata,
      annotations: { ...annotations, [CHECKSUM]: checksum },
      ...(resourceVersion === undefined ? {} : { resourceVersion }),
    } as unknown as JsonObject,
  };
}

function serverSideApply(body: JsonObject, force: boolean, { http, path, signal }: Writing) {
  const query = { fieldManager: FIELD_MANAGER, force: String(force), fieldValidation: 'Strict' };
  const text = { body: JSON.stringify(body), type: 'application/apply-patch+yaml' };
  return answered(http.send({ method: 'PATCH', path, query, text, signal }));
}

/** The answer, or the error after which nobody knows whether it was written. */
function answered(sending: Promise<HttpAnswer>): Promise<HttpAnswer | RemoteError> {
  return sending.catch((error: unknown) => {
    if (error instanceof RemoteError && error.sent) return error;
    throw error;
  });
}

function refused(answer: HttpAnswer): Applied {
  const { reason, hints, stop, stale } = explain(answer);
  if (stop) throw new RemoteError(reason, hints, { retryable: false });
  return stale ? { kind: 'stale', reason } : { kind: 'failed', reason, hints };
}
