import { UserError } from '../../errors.ts';
import type { HttpClient } from '../http.ts';
import { expectJson } from './classic.ts';
import type { Folders, StoredFolder } from './folders.ts';
import { FOLDER, newestOf } from './resources.ts';

const GROUP = 'folder.grafana.app';
const PAGE = 500;

interface Folder {
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string | undefined>> };
  readonly spec: { readonly title?: string };
}

/**
 * Folders by the Kubernetes-like API, which lists all levels at once.
 * @throws UserError when the server does not serve it
 */
export async function apisFolders(name: string, http: HttpClient, namespace: string): Promise<Folders> {
  const version = await newestOf(GROUP, http, name);
  if (!version) throw new UserError(`${name}: this Grafana serves no folders under /apis`, ['set api: "classic"']);
  const base = `/apis/${GROUP}/${version}/namespaces/${namespace}/folders`;
  const path = (uid: string) => `${base}/${encodeURIComponent(uid)}`;
  return {
    async list() {
      const all = new Map<string, Folder>();
      let next: string | undefined;
      do {
        const answer = await http.send({ method: 'GET', path: base, query: { limit: PAGE, continue: next } });
        const { items = [], metadata } = expectJson(answer, 'folders') as unknown as {
          readonly items?: readonly Folder[];
          readonly metadata?: { readonly continue?: string };
        };
        for (const folder of items) all.set(folder.metadata.name, folder);
        next = metadata?.continue || undefined;
      } while (next);
      return new Map([...all.values()].flatMap((folder) => withPath(folder, all)));
    },
    async create({ uid, title, parentUid = '' }, signal) {
      const metadata = { name: uid, annotations: { [FOLDER]: parentUid } };
      const json = { apiVersion: `${GROUP}/${version}`, kind: 'Folder', metadata, spec: { title } };
      const answer = await http.send({ method: 'POST', path: base, json, signal });
      return answer.status === 201 ? { ...answer, status: 200 } : answer;
    },
    async contents(uid) {
      const answer = await http.send({ method: 'GET', path: `${path(uid)}/counts` });
      const { counts = [] } = expectJson(answer, `folder ${uid}`) as unknown as {
        readonly counts?: readonly { readonly resource: string; readonly count: number }[];
      };
      // old and new store both answer; what is in both is one
      const kinds = Map.groupBy(counts, ({ resource }) => resource);
      return [...kinds.values()].reduce((sum, found) => sum + Math.max(...found.map(({ count }) => count)), 0);
    },
    remove: (uid, signal) => http.send({ method: 'DELETE', path: path(uid), signal }),
  };
}

/** A folder with the titles above it; none where one of them may not be seen, or they run in a circle. */
function withPath(folder: Folder, all: ReadonlyMap<string, Folder>): readonly (readonly [string, StoredFolder])[] {
  const titles: string[] = [];
  for (let at: Folder | undefined = folder; at && titles.length <= all.size; ) {
    titles.unshift(at.spec.title ?? at.metadata.name);
    const parent: string | undefined = at.metadata.annotations?.[FOLDER];
    if (!parent) {
      const { name, annotations = {} } = folder.metadata;
      const parentUid = annotations[FOLDER];
      return [[name, { uid: name, path: titles.join('/'), ...(parentUid ? { parentUid } : {}) }]];
    }
    at = all.get(parent);
  }
  return [];
}
