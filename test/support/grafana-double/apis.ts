import type { JsonObject } from '../../../src/model/dashboard.ts';
import type { DoubleAnswer, DoubleRequest } from '../grafana-double.ts';
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
