import type { JsonObject } from '../../model/dashboard.ts';
import type { HttpClient } from '../http.ts';
import { expectJson } from './classic.ts';
import type { Folders, StoredFolder } from './folders.ts';

/** Folders of one level are asked for together; Grafana answers with 1000 at most. */
const PAGE = 1000;
/** Grafana nests four deep (pkg/services/folder, MaxNestedFolderDepth); one more in case it grows. */
const DEPTH = 5;

/** /api/folders, of Grafana 10 to 12. */
export function classicFolders(http: HttpClient, orgId: number): Folders {
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
