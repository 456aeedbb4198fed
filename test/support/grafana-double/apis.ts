import type { JsonObject } from '../../../src/model/dashboard.ts';
import type { DoubleAnswer, DoubleRequest } from '../grafana-double.ts';
import { countBelow, removeFolder } from './classic.ts';
import type { Store, StoredVersion } from './store.ts';

const GROUP = '/apis/dashboard.grafana.app';
const FOLDER = 'grafana.app/folder';
const MESSAGE = 'grafana.app/message';
/** Highest schemaVersion the server knows; Strict refuses a higher one. */
const SCHEMA = 42;

const status = (code: number, reason: string, message: string): DoubleAnswer => ({
  status: code,
  json: { kind: 'Status', apiVersion: 'v1', status: 'Failure', reason, message, code },
});

interface Body {
  readonly metadata?: {
    readonly name?: string;
    readonly resourceVersion?: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec?: JsonObject;
  readonly preconditions?: { readonly resourceVersion?: string };
}

/** /apis/dashboard.grafana.app of Grafana 12 (v1beta1) and 13 (v1 as well): pkg/registry/apis/dashboard. */
export function apis(
  { method, path, query, body, user, role }: DoubleRequest,
  store: Store,
  major: number,
): DoubleAnswer | undefined {
  if (major < 12) return undefined;
  if (path.startsWith('/apis/folder.grafana.app')) return folders({ method, path, body, role }, store, major);
  const versions = major >= 13 ? ['v1', 'v1beta1', 'v0alpha1'] : ['v1beta1', 'v0alpha1'];
  if (path === GROUP)
    return { status: 200, json: { kind: 'APIGroup', versions: versions.map((version) => ({ version })) } };
  const match = /^\/apis\/dashboard\.grafana\.app\/(\w+)\/namespaces\/default\/dashboards(?:\/([^/]+))?$/.exec(path);
  if (!match || !versions.includes(match[1] ?? '')) return undefined;
  if (method !== 'GET' && role === 'Viewer') return status(403, 'Forbidden', 'dashboards is forbidden');
  const uid = match[2] === undefined ? undefined : decodeURIComponent(match[2]);
  if (uid === undefined && method === 'GET') {
    const wanted = (query.get('fieldSelector') ?? '').replace('metadata.name=', '');
    const found = [...(store.boards.get(wanted)?.versions ?? [])].reverse();
    return { status: 200, json: { kind: 'DashboardList', items: found.map((version) => resource(wanted, version)) } };
  }
  const sent = body as unknown as Body;
  const name = uid ?? sent.metadata?.name ?? '';
  const board = store.boards.get(name);
  const last = store.now(name);
  if (method === 'GET')
    return last
      ? { status: 200, json: resource(name, last, board?.manager) }
      : status(404, 'NotFound', `dashboards "${name}" not found`);
  if (method === 'DELETE') return remove(name, sent, store);
  if (board?.manager)
    return status(403, 'Forbidden', 'Cannot change resource manager identity; remove the existing manager first');
  if (Number(sent.spec?.['schemaVersion'] ?? 0) > SCHEMA)
    return status(422, 'Invalid', 'schemaVersion is higher than this server knows');
  const notes = sent.metadata?.annotations ?? {};
  const folderUid = notes[FOLDER] ?? '';
  if (folderUid && !store.folders.has(folderUid)) return status(404, 'NotFound', `folders "${folderUid}" not found`);
  const version = sent.metadata?.resourceVersion;
  if (method === 'POST' && version)
    return status(400, 'BadRequest', 'resourceVersion should not be set on objects to be created');
  if (method === 'POST' && last) return status(409, 'AlreadyExists', `dashboards "${name}" already exists`);
  if (method === 'PUT' && version && version !== String(last?.version))
    return status(409, 'Conflict', 'the object has been modified');
  const saved = store.save(name, { json: sent.spec ?? {}, folderUid, message: notes[MESSAGE] ?? '', by: user });
  return { status: method === 'POST' ? 201 : 200, json: resource(name, saved) };
}

/** /apis/folder.grafana.app: pkg/registry/apis/folders. */
function folders(
  { method, path, body, role }: Pick<DoubleRequest, 'method' | 'path' | 'body' | 'role'>,
  store: Store,
  major: number,
): DoubleAnswer | undefined {
  const version = major >= 13 ? 'v1' : 'v1beta1';
  if (path === '/apis/folder.grafana.app') return { status: 200, json: { kind: 'APIGroup', versions: [{ version }] } };
  const match = /^\/apis\/folder\.grafana\.app\/(\w+)\/namespaces\/default\/folders(?:\/([^/]+))?(\/counts)?$/.exec(
    path,
  );
  if (match?.[1] !== version) return undefined;
  if (method !== 'GET' && role === 'Viewer') return status(403, 'Forbidden', 'folders is forbidden');
  const uid = match[2];
  if (uid === undefined && method === 'GET') {
    const items = [...store.folders.values()].map((folder) => ({
      metadata: { name: folder.uid, annotations: folder.parentUid ? { [FOLDER]: folder.parentUid } : {} },
      spec: { title: folder.title },
    }));
    return { status: 200, json: { kind: 'FolderList', metadata: {}, items } };
  }
  const sent = body as unknown as Body;
  if (method === 'POST') {
    const name = sent.metadata?.name ?? '';
    const parentUid = sent.metadata?.annotations?.[FOLDER] ?? '';
    // 12.4 answers as its classic API does
    if (store.folders.has(name)) return status(412, 'Failure', 'the folder has been changed by someone else');
    if (parentUid && !store.folders.has(parentUid)) return status(404, 'NotFound', 'parent folder not found');
    store.folders.set(name, { uid: name, title: String(sent.spec?.['title']), parentUid });
    return { status: 201, json: {} };
  }
  if (uid === undefined || !store.folders.has(uid)) return status(404, 'NotFound', 'folder not found');
  if (match[3]) {
    const { boards, folders: below } = countBelow(uid, store);
    const counts = [
      { group: 'dashboard.grafana.app', resource: 'dashboards', count: boards },
      { group: 'folder.grafana.app', resource: 'folders', count: below },
      { group: 'sql-fallback', resource: 'alertrules', count: 0 },
    ];
    return { status: 200, json: { kind: 'DescendantCounts', counts } };
  }
  if (method === 'DELETE') removeFolder(uid, store);
  return { status: 200, json: { status: 'Success' } };
}

function remove(name: string, { preconditions }: Body, store: Store): DoubleAnswer {
  const last = store.now(name);
  if (!last) return status(404, 'NotFound', `dashboards "${name}" not found`);
  if (preconditions?.resourceVersion && preconditions.resourceVersion !== String(last.version))
    return status(409, 'Conflict', 'precondition failed');
  store.boards.delete(name);
  return { status: 200, json: { kind: 'Status', status: 'Success' } };
}

function resource(name: string, { version, json, folderUid, message, by }: StoredVersion, manager?: string) {
  return {
    kind: 'Dashboard',
    metadata: {
      name,
      resourceVersion: String(version),
      generation: version,
      creationTimestamp: '2026-11-01T00:00:00Z',
      annotations: {
        ...(folderUid ? { [FOLDER]: folderUid } : {}),
        ...(message ? { [MESSAGE]: message } : {}),
        ...(manager ? { 'grafana.app/managedBy': manager, 'grafana.app/managerId': 'x' } : {}),
        'grafana.app/updatedBy': by,
      },
    },
    spec: json,
  };
}
