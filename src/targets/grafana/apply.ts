import { RemoteError } from '../../errors.ts';
import { canonicalDashboard } from '../../model/canonical-dashboard.ts';
import { checksum, seal } from '../../plan/checksum.ts';
import { withMarker } from '../../plan/marker.ts';
import type { Action } from '../../plan/plan.ts';
import type { HttpAnswer } from '../http.ts';
import type { Applied } from '../target.ts';
import type { GrafanaApi, StoredDashboard } from './api.ts';
import { explain } from './explain.ts';
import { uidOf } from './read.ts';

/** Where a folder of a plan really is. */
export type FolderUidOf = (folderId: string | undefined) => string | undefined;

/** Writes or deletes one board, locked to the version that the plan saw, and reads back what came of it. */
export async function applyDashboard(
  { operation, item, desired, live, message }: Action,
  api: GrafanaApi,
  set: string,
  folderUidOf: FolderUidOf,
  signal: AbortSignal,
): Promise<Applied> {
  const uid = uidOf(item.id);
  if (operation === 'delete') return removed(uid, live?.version ?? '', api, signal);
  if (!desired) throw new TypeError(`${operation} of ${item.id} without content`);
  const folderUid = folderUidOf(desired.parent);
  const isThere = (stored: StoredDashboard | undefined) =>
    stored !== undefined && sumOf(stored) === desired.checksum && (stored.folderUid ?? undefined) === folderUid;
  const request = {
    uid,
    json: desired.content,
    ...(folderUid === undefined ? {} : { folderUid }),
    message: withMarker(message, { set, checksum: seal(desired) }),
    ...(live ? { version: live.version } : {}),
  };
  const answer = await lost(api.save(request, signal));
  const stored = await api.get(uid);
  if (answer instanceof RemoteError) {
    if (isThere(stored)) return { kind: 'already' };
    if (stored?.version === live?.version) throw answer;
    return { kind: 'stale', reason: 'the answer was lost, and it is now something else' };
  }
  if (answer.status === 200 || answer.status === 202) {
    if (isThere(stored)) return { kind: 'done', ...(stored ? { version: stored.version } : {}) };
    if (answer.status === 202) return { kind: 'done', note: 'accepted; it shows later' };
    return {
      kind: 'failed',
      reason: 'it was written, and what is there now is something else',
      hints: ['see who else writes it, then plan again'],
    };
  }
  return isThere(stored) ? { kind: 'already' } : refused(answer);
}

const sumOf = ({ json }: StoredDashboard) => checksum(canonicalDashboard(json));

/** Grafana deletes without a lock: the version is compared just before; a race of milliseconds remains. */
async function removed(uid: string, version: string, api: GrafanaApi, signal: AbortSignal): Promise<Applied> {
  const before = await api.get(uid);
  if (!before) return { kind: 'already' };
  if (before.version !== version) return { kind: 'stale', reason: 'it changed after it was read' };
  const answer = await lost(api.remove(uid, version, signal));
  if (answer instanceof RemoteError) {
    if ((await api.get(uid)) === undefined) return { kind: 'done' };
    throw answer;
  }
  if (answer.status === 200) return { kind: 'done' };
  return answer.status === 404 ? { kind: 'already' } : refused(answer);
}

/** A write whose answer was lost is a value, to be looked into; one that was surely not sent is not. */
export async function lost(write: Promise<HttpAnswer>): Promise<HttpAnswer | RemoteError> {
  return write.catch((error: unknown) => {
    if (error instanceof RemoteError && error.sent) return error;
    throw error;
  });
}

/** @throws RemoteError where every other write would be refused alike */
export function refused(answer: HttpAnswer): Applied {
  const { reason, hints, stop, stale } = explain(answer);
  if (stop) throw new RemoteError(reason, hints, { retryable: false });
  return stale ? { kind: 'stale', reason } : { kind: 'failed', reason, hints };
}
