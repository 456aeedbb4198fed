import { canonicalDashboard } from '../../model/canonical-dashboard.ts';
import type { JsonObject } from '../../model/dashboard.ts';
import { checksum } from '../../plan/checksum.ts';
import { parseMarker } from '../../plan/marker.ts';
import type { Desired, Live, Owner } from '../../plan/resource.ts';
import type { HttpClient } from '../http.ts';
import { pool } from '../pool.ts';
import type { GrafanaApi, StoredDashboard } from './api.ts';
import { expectJson } from './classic.ts';
import { folderId } from './folder-path.ts';
import type { StoredFolder } from './folders.ts';

/** Grafana 12 refuses more; older ones take 1000 without saying so. */
const PAGE = 1000;
/** Our boards carry it (`dashboards/shared`), so that boards that are not in the source any more are found. */
const TAG = 'ciliascope';

export interface Reader {
  readonly api: GrafanaApi;
  readonly set: string;
  readonly folders: ReadonlyMap<string, StoredFolder>;
  readonly concurrency: number;
}

/** The desired boards that are there. One request each, and one more where something differs. */
export async function liveDashboards(
  desired: readonly Desired[],
  reader: Reader,
  progress: (done: number, total: number) => void,
): Promise<readonly Live[]> {
  const boards = desired.filter(({ kind }) => kind === 'dashboard');
  const found = new Map<string, Live>();
  let done = 0;
  await pool(boards, reader.concurrency, async (board) => {
    const stored = await reader.api.get(uidOf(board.id));
    if (stored) found.set(board.id, await asLive(stored, board, reader));
    progress(++done, boards.length);
  });
  return boards.flatMap(({ id }) => found.get(id) ?? []);
}

/** Boards that carry our proof and are not desired: candidates of the search, each proven by its history. */
export async function leftoverDashboards(
  desired: readonly Desired[],
  reader: Reader,
  http: HttpClient,
  orgId: number,
): Promise<readonly Live[]> {
  const wanted = new Set(desired.map(({ id }) => id));
  const candidates = (await search(http, orgId)).filter((uid) => !wanted.has(`dashboard/${uid}`));
  const live: Live[] = [];
  await pool(candidates, reader.concurrency, async (uid) => {
    // the search index lags behind: the board may be gone
    const stored = await reader.api.get(uid);
    const object = stored && (await asLive(stored, undefined, reader));
    if (object?.owner.kind === 'ours') live.push(object);
  });
  return live.sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function search(http: HttpClient, orgId: number): Promise<readonly string[]> {
  const uids = new Set<string>();
  for (let page = 1; ; page++) {
    const query = { type: 'dash-db', tag: TAG, limit: PAGE, page };
    const headers = { 'x-grafana-org-id': String(orgId) };
    const found = expectJson(
      await http.send({ method: 'GET', path: '/api/search', query, headers }),
      'search',
    ) as readonly JsonObject[];
    for (const { uid } of found) uids.add(String(uid));
    if (found.length < PAGE) return [...uids];
  }
}

/** Reads the history only where something is to be decided by it. */
export async function asLive(
  stored: StoredDashboard,
  wanted: Desired | undefined,
  { api, set, folders }: Reader,
): Promise<Live> {
  const folder = stored.folderUid === undefined ? undefined : folders.get(stored.folderUid);
  const parent = folder ? folderId(folder.path) : stored.folderUid && `folder (${stored.folderUid})`;
  const object = {
    id: `dashboard/${stored.uid}`,
    kind: 'dashboard' as const,
    title: String(stored.json['title'] ?? stored.uid),
    ...(parent ? { parent } : {}),
    content: stored.json,
    checksum: checksum(canonicalDashboard(stored.json)),
    version: stored.version,
  };
  if (stored.foreign) return { ...object, owner: { kind: 'foreign', ...stored.foreign } };
  if (wanted?.checksum === object.checksum && wanted.parent === object.parent) {
    // equal, so one of the two contents is enough to hold in memory
    return { ...object, content: wanted.content, owner: { kind: 'nobody' } };
  }
  const history = await api.history(stored.uid);
  const markers = history.map(({ message }) => parseMarker(message));
  const published = markers.find((marker) => marker?.set === set)?.checksum;
  const other = markers.find((marker) => marker !== undefined && marker.set !== set)?.set;
  const [last] = history;
  return {
    ...object,
    owner: ownerOf(published, other),
    ...(published === undefined ? {} : { published }),
    ...(last?.by ? { changedBy: last.by } : {}),
    ...(last?.at ? { changedAt: last.at } : {}),
  };
}

function ownerOf(published: string | undefined, other: string | undefined): Owner {
  if (published !== undefined) return { kind: 'ours' };
  if (other === undefined) return { kind: 'nobody' };
  return {
    kind: 'foreign',
    who: `the set "${other}" of ciliascope`,
    how: 'leave it out in one of the two projects: grafana.exclude; with --adopt this one takes it over',
    adoptable: true,
  };
}

export const uidOf = (id: string): string => id.slice('dashboard/'.length);
