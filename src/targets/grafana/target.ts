import { RemoteError } from '../../errors.ts';
import type { Action } from '../../plan/plan.ts';
import type { GrafanaTarget } from '../../settings/targets.ts';
import type { HttpClient } from '../http.ts';
import type { Applied, Target } from '../target.ts';
import type { GrafanaApi } from './api.ts';
import { apisApi } from './apis.ts';
import { apisFolders } from './apis-folders.ts';
import { applyDashboard, lost, refused } from './apply.ts';
import { classicApi } from './classic.ts';
import { classicFolders } from './classic-folders.ts';
import { folderUid } from './folder-path.ts';
import type { Folders, StoredFolder } from './folders.ts';
import { folderAt, liveFolders } from './folders.ts';
import type { Server } from './preflight.ts';
import { preflight } from './preflight.ts';
import { leftoverDashboards, liveDashboards } from './read.ts';
import { namespaceOf } from './resources.ts';

/** Both halves of one API: they agree about the namespace, which is asked for once. */
async function apisOf(name: string, http: HttpClient, apis: boolean, orgId: number) {
  if (!apis) return { api: classicApi(http, orgId), folderApi: classicFolders(http, orgId) };
  const namespace = await namespaceOf(http, name);
  return { api: await apisApi(name, http, namespace), folderApi: await apisFolders(name, http, namespace) };
}

/** What connecting finds out, and what the rest works with. */
interface Session {
  readonly server: Server;
  readonly api: GrafanaApi;
  readonly folderApi: Folders;
  /** Kept up with what is created here. */
  folders: Map<string, StoredFolder>;
}

/** From this Grafana on the /apis are the ones to use; the classic API is deprecated there. */
const APIS_FROM = 13;

/** A Grafana, through its classic API up to 12 and its /apis from 13, unless the settings say which. */
export function grafanaTarget(name: string, settings: GrafanaTarget, http: HttpClient, set: string): Target {
  let session: Session | undefined;
  const connected = (): Session => {
    if (!session) throw new TypeError(`${name} is used before it is connected`);
    return session;
  };
  const concurrency = settings.concurrency ?? 4;
  return {
    name,
    async connect() {
      const server = await preflight(name, settings, http);
      const { api = 'auto' } = settings;
      const apis = api === 'apis' || (api === 'auto' && server.major >= APIS_FROM);
      const { id, name: orgName } = server.org;
      session = { server, folders: new Map(), ...(await apisOf(name, http, apis, id)) };
      return {
        kind: 'grafana',
        server: `Grafana ${server.version} at ${settings.url}, organisation "${orgName}"`,
        fingerprint: `grafana ${settings.url.replace(/\/+$/, '')} org ${id} set ${set}`,
        warnings: server.warnings,
      };
    },
    async read(desired, progress) {
      const { api, server, folderApi: folderHttp } = connected();
      const folders = new Map(await folderHttp.list());
      connected().folders = folders;
      const reader = { api, set, folders, concurrency };
      const boards = await liveDashboards(desired, reader, progress);
      const leftovers = await leftoverDashboards(desired, reader, http, server.org.id);
      return [...(await liveFolders(desired, set, folders, folderHttp.contents)), ...boards, ...leftovers];
    },
    apply(action, signal) {
      const here = connected();
      if (action.item.kind === 'folder') return applyFolder(action, here, set, signal);
      const uidOf = (id: string | undefined) =>
        id === undefined ? undefined : folderAt(id.slice('folder/'.length), set, here.folders)?.uid;
      return applyDashboard(action, here.api, set, uidOf, signal);
    },
    close: () => http.close(),
  };
}

async function applyFolder(
  { operation, item, live }: Action,
  session: Session,
  set: string,
  signal: AbortSignal,
): Promise<Applied> {
  const { folderApi: api, folders } = session;
  const path = item.id.slice('folder/'.length);
  if (operation === 'delete') {
    const uid = live?.version ?? '';
    if ((await api.contents(uid)) > 0) return { kind: 'stale', reason: 'something is in it by now' };
    const answer = await lost(api.remove(uid, signal));
    if (answer instanceof RemoteError)
      return (await api.list()).has(uid) ? { kind: 'unknown', reason: answer.message } : { kind: 'done' };
    return answer.status === 200 ? { kind: 'done' } : answer.status === 404 ? { kind: 'already' } : refused(answer);
  }
  if (operation !== 'create')
    return { kind: 'failed', reason: 'folders are made and removed, not changed', hints: ['rename it in Grafana'] };
  const parent = path.includes('/') ? folderAt(path.slice(0, path.lastIndexOf('/')), set, folders) : undefined;
  const folder: StoredFolder = { uid: folderUid(set, path), path, ...(parent ? { parentUid: parent.uid } : {}) };
  const answer = await lost(
    api.create({ uid: folder.uid, title: item.title, ...(parent ? { parentUid: parent.uid } : {}) }, signal),
  );
  if (answer instanceof RemoteError || answer.status !== 200) {
    const there = (await api.list()).get(folder.uid);
    if (there?.path === path) folders.set(folder.uid, folder);
    else if (there)
      return {
        kind: 'failed',
        reason: `the folder we made for it is called "${there.path}" now`,
        hints: ['name that folder in the settings: folders, or rename it back'],
      };
    else if (answer instanceof RemoteError) throw answer;
    else return refused(answer);
    return { kind: 'already' };
  }
  folders.set(folder.uid, folder);
  return { kind: 'done' };
}
