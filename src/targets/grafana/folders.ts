import type { JsonObject } from '../../model/dashboard.ts';
import { checksum, seal } from '../../plan/checksum.ts';
import type { Desired, Live } from '../../plan/resource.ts';
import type { HttpAnswer, HttpClient } from '../http.ts';
import { expectJson } from './classic.ts';
import { folderId, folderUid, segments } from './folder-path.ts';

/** A folder as Grafana has it, with the titles that lead to it. */
export interface StoredFolder {
  readonly uid: string;
  readonly path: string;
  readonly parentUid?: string;
}

/** Folders of one level are asked for together; Grafana answers with 1000 at most. */
const PAGE = 1000;
/** Grafana nests four deep (pkg/services/folder, MaxNestedFolderDepth); one more in case it grows. */
const DEPTH = 5;

export interface Folders {
  /** Every folder the token may see, by uid. */
  list(): Promise<ReadonlyMap<string, StoredFolder>>;
  create(
    folder: { readonly uid: string; readonly title: string; readonly parentUid?: string },
    signal: AbortSignal,
  ): Promise<HttpAnswer>;
  /** What is in it and below it, all kinds together. */
  contents(uid: string): Promise<number>;
  remove(uid: string, signal: AbortSignal): Promise<HttpAnswer>;
}

/** /api/folders: Grafana 10 to 13. */
export function folderApi(http: HttpClient, orgId: number): Folders {
  const headers = { 'x-grafana-org-id': String(orgId) };
  const level = async (parentUid: string | undefined): Promise<readonly JsonObject[]> => {
    const found: JsonObject[] = [];
    for (let page = 1; ; page++) {
      const query = { parentUid, limit: PAGE, page };
      const answer = await http.send({ method: 'GET', path: '/api/folders', query, headers });
      const folders = expectJson(answer, 'folders') as readonly JsonObject[];
      found.push(...folders);
      if (folders.length < PAGE) return found;
    }
  };
  return {
    async list() {
      const all = new Map<string, StoredFolder>();
      const walk = async (parent: StoredFolder | undefined, depth: number): Promise<void> => {
        for (const { uid, title } of await level(parent?.uid)) {
          const folder: StoredFolder = {
            uid: String(uid),
            path: parent ? `${parent.path}/${title}` : String(title),
            ...(parent ? { parentUid: parent.uid } : {}),
          };
          if (all.has(folder.uid)) continue;
          all.set(folder.uid, folder);
          if (depth < DEPTH) await walk(folder, depth + 1);
        }
      };
      await walk(undefined, 1);
      return all;
    },
    create: ({ uid, title, parentUid }, signal) =>
      http.send({ method: 'POST', path: '/api/folders', json: { uid, title, parentUid }, headers, signal }),
    async contents(uid) {
      const answer = await http.send({
        method: 'GET',
        path: `/api/folders/${encodeURIComponent(uid)}/counts`,
        headers,
      });
      const counts = expectJson(answer, `folder ${uid}`) as JsonObject;
      return Object.values(counts).reduce<number>((sum, count) => sum + Number(count), 0);
    },
    remove: (uid, signal) =>
      http.send({ method: 'DELETE', path: `/api/folders/${encodeURIComponent(uid)}`, headers, signal }),
  };
}

/**
 * The folder that stands for a path: ours, else one that people made with the same titles; two folders of one name
 * would only confuse them.
 */
export function folderAt(
  path: string,
  set: string,
  folders: ReadonlyMap<string, StoredFolder>,
): StoredFolder | undefined {
  const wanted = segments(path).join('/');
  const ours = folders.get(folderUid(set, wanted));
  return ours?.path === wanted ? ours : [...folders.values()].find((folder) => folder.path === wanted);
}

/** Desired folders that are there, and those of ours that are not desired any more, with how much they hold. */
export async function liveFolders(
  desired: readonly Desired[],
  set: string,
  folders: ReadonlyMap<string, StoredFolder>,
  contents: (uid: string) => Promise<number>,
): Promise<readonly Live[]> {
  const wanted = new Set(desired.filter(({ kind }) => kind === 'folder').map(({ id }) => id));
  const live: Live[] = [];
  for (const id of wanted) {
    const there = folderAt(id.slice('folder/'.length), set, folders);
    if (there) live.push(asLive(there, set));
  }
  for (const folder of folders.values()) {
    const ours = folder.uid === folderUid(set, folder.path);
    if (!ours || wanted.has(folderId(folder.path))) continue;
    live.push({ ...asLive(folder, set), holds: await contents(folder.uid) });
  }
  return live;
}

function asLive({ uid, path }: StoredFolder, set: string): Live {
  const all = segments(path);
  const title = all.at(-1) ?? path;
  const parent = all.slice(0, -1).join('/');
  const content = { title };
  const object = {
    id: folderId(path),
    kind: 'folder' as const,
    title,
    ...(parent ? { parent: folderId(parent) } : {}),
    content,
    checksum: checksum(content),
    version: uid,
  };
  const ours = uid === folderUid(set, path);
  return { ...object, owner: { kind: ours ? 'ours' : 'nobody' }, ...(ours ? { published: seal(object) } : {}) };
}
