import type { JsonObject } from '../../../src/model/dashboard.ts';
import type { DoubleAnswer, DoubleRequest } from '../grafana-double.ts';
import type { Store } from './store.ts';

const ok = (json: unknown): DoubleAnswer => ({ status: 200, json });
const no = (status: number, message: string, code?: string): DoubleAnswer => ({
  status,
  json: { message, ...(code ? { status: code } : {}) },
});
const RIGHTS = ['dashboards:read', 'folders:read'];
const EDITS = ['dashboards:create', 'dashboards:write', 'dashboards:delete', 'folders:create', 'folders:write'];

/** /api of Grafana 10 to 13: pkg/api/dashboard.go, pkg/api/folder.go. */
export function classic(request: DoubleRequest, store: Store, major: number): DoubleAnswer | undefined {
  const { method, path, query, role } = request;
  const [, , first = '', second = '', third = '', fourth = '', fifth = ''] = path.split('/').map(decodeURIComponent);
  if (method !== 'GET' && role === 'Viewer')
    return no(403, "You'll need additional permissions to perform this action.");
  if (path === '/api/org') return ok({ id: 1, name: 'Main Org.' });
  if (path === '/api/frontend/settings') return ok({ namespace: 'default' });
  if (path === '/api/access-control/user/permissions') {
    const granted = role === 'Editor' ? [...RIGHTS, ...EDITS] : RIGHTS;
    return ok(Object.fromEntries(granted.map((right) => [right, ['*']])));
  }
  if (path === '/api/search') return ok(search(query, store));
  if (path === '/api/dashboards/db' && method === 'POST') return save(request, store);
  if (first === 'dashboards' && second === 'uid' && fourth === 'versions')
    return history(third, fifth, query, store, major);
  if (first === 'dashboards' && second === 'uid') return method === 'DELETE' ? remove(third, store) : get(third, store);
  if (first === 'folders') return folders(request, second, third, store);
  return undefined;
}

function get(uid: string, store: Store): DoubleAnswer {
  const board = store.boards.get(uid);
  const last = store.now(uid);
  if (!board || !last) return no(404, 'Dashboard not found', 'not-found');
  const folder = store.folders.get(last.folderUid);
  return ok({
    dashboard: { ...last.json, id: 1, uid, version: last.version },
    meta: {
      version: last.version,
      folderUid: last.folderUid,
      folderTitle: folder?.title ?? 'General',
      provisioned: board.provisioned,
      provisionedExternalId: board.provisioned ? 'board.json' : '',
    },
  });
}

function save({ body, user }: DoubleRequest, store: Store): DoubleAnswer {
  const {
    dashboard,
    folderUid = '',
    message = '',
    overwrite,
  } = body as { dashboard: JsonObject; folderUid?: string; message?: string; overwrite?: boolean };
  const { id, uid, version, ...json } = dashboard;
  const name = String(uid ?? '');
  if (id && id !== 1) return no(404, 'Dashboard not found', 'not-found');
  if (!/^[\w-]+$/.test(name)) return no(400, 'uid contains illegal characters');
  if (name.length > 40) return no(400, 'uid too long, max 40 characters');
  if (!json['title']) return no(400, 'Dashboard title cannot be empty', 'empty-name');
  if (message.length > 500) return no(400, 'message too long');
  if (folderUid && !store.folders.has(folderUid)) return no(400, 'folder not found');
  const there = store.boards.get(name);
  if (there?.provisioned) return no(400, 'Cannot save provisioned dashboard');
  const last = store.now(name);
  if (last && !overwrite && version !== last.version)
    return no(412, 'The dashboard has been changed by someone else', 'version-mismatch');
  // without folderUid it moves to the root
  const saved = store.save(name, { json, folderUid, message, by: user });
  return ok({ id: 1, uid: name, status: 'success', version: saved.version, folderUid });
}

function remove(uid: string, store: Store): DoubleAnswer {
  const board = store.boards.get(uid);
  if (!board) return no(404, 'Dashboard not found', 'not-found');
  if (board.provisioned) return no(400, 'provisioned dashboard cannot be deleted');
  store.boards.delete(uid);
  return ok({ title: uid, message: `Dashboard ${uid} deleted`, uid });
}

function history(uid: string, one: string, query: URLSearchParams, store: Store, major: number): DoubleAnswer {
  const all = (store.boards.get(uid)?.versions ?? []).map(({ version, message, by, json }) => {
    return { version, parentVersion: version - 1, message, createdBy: by, created: '2026-11-01T00:00:00Z', data: json };
  });
  if (one !== '') return ok(all.find(({ version }) => String(version) === one));
  const list = all
    .reverse()
    .slice(0, Number(query.get('limit') ?? 0) || undefined)
    // the list hides what the first save said
    .map((version) => (version.parentVersion === 0 ? { ...version, message: 'Initial save' } : version));
  return ok(major >= 11 ? { continueToken: '', versions: list } : list);
}

function search(query: URLSearchParams, store: Store): readonly unknown[] {
  const [limit, page] = [Number(query.get('limit') ?? 1000), Number(query.get('page') ?? 1)];
  const tag = query.get('tag');
  const found = [...store.boards.keys()].filter(
    (uid) => !tag || ((store.now(uid)?.json['tags'] ?? []) as readonly string[]).includes(tag),
  );
  return found
    .slice((page - 1) * limit, page * limit)
    .map((uid) => ({ uid, title: store.now(uid)?.json['title'], type: 'dash-db' }));
}

function folders({ method, body, query }: DoubleRequest, uid: string, what: string, store: Store): DoubleAnswer {
  if (uid === '' && method === 'GET') {
    const parent = query.get('parentUid') ?? '';
    const [limit, page] = [Number(query.get('limit') ?? 1000), Number(query.get('page') ?? 1)];
    const level = [...store.folders.values()].filter(({ parentUid }) => parentUid === parent);
    return ok(level.slice((page - 1) * limit, page * limit));
  }
  if (uid === '' && method === 'POST') {
    const { uid: wanted, title, parentUid = '' } = body as { uid: string; title: string; parentUid?: string };
    if (store.folders.has(wanted)) return no(412, 'a folder with the same uid already exists', 'name-exists');
    if (parentUid && !store.folders.has(parentUid)) return no(404, 'parent folder not found');
    const folder = { uid: wanted, title, parentUid };
    store.folders.set(wanted, folder);
    return ok(folder);
  }
  const folder = store.folders.get(uid);
  if (!folder) return no(404, 'folder not found');
  const { boards, folders: below } = countBelow(uid, store);
  if (what === 'counts') return ok({ folder: below, dashboard: boards, alertrule: 0, librarypanel: 0 });
  if (method !== 'DELETE') return ok(folder);
  removeFolder(uid, store);
  return ok({ uid, title: folder.title, message: 'Folder deleted' });
}

/** Boards and folders at any depth below a folder. */
export function countBelow(uid: string, store: Store): { readonly boards: number; readonly folders: number } {
  const boards = [...store.boards.keys()].filter((board) => within(store.now(board)?.folderUid ?? '', uid, store));
  const folders = [...store.folders.values()].filter(({ uid: one }) => one !== uid && within(one, uid, store));
  return { boards: boards.length, folders: folders.length };
}

/** As Grafana does it: with everything in it. */
export function removeFolder(uid: string, store: Store): void {
  for (const board of [...store.boards.keys()]) {
    if (within(store.now(board)?.folderUid ?? '', uid, store)) store.boards.delete(board);
  }
  for (const { uid: one } of [...store.folders.values()]) if (within(one, uid, store)) store.folders.delete(one);
}

function within(uid: string, ancestor: string, store: Store): boolean {
  if (uid === ancestor) return true;
  const folder = store.folders.get(uid);
  return folder ? within(folder.parentUid, ancestor, store) : false;
}
