import { UserError } from '../../errors.ts';
import type { JsonObject } from '../../model/dashboard.ts';
import type { HttpAnswer, HttpClient } from '../http.ts';
import type { GrafanaApi, StoredDashboard, Version } from './api.ts';
import { expectJson } from './classic.ts';
import { FOLDER, newestOf } from './resources.ts';

const GROUP = 'dashboard.grafana.app';
const HISTORY = 20;
const NOTE = {
  message: 'grafana.app/message',
  manager: 'grafana.app/managedBy',
  managerId: 'grafana.app/managerId',
  by: 'grafana.app/updatedBy',
  at: 'grafana.app/updatedTimestamp',
  source: 'grafana.app/sourcePath',
} as const;

interface Resource {
  readonly metadata: {
    readonly name: string;
    readonly resourceVersion: string;
    readonly creationTimestamp?: string;
    readonly annotations?: Readonly<Record<string, string | undefined>>;
  };
  readonly spec: JsonObject;
}

/**
 * The Kubernetes-like API, at the newest version of classic dashboards that the server has. A dashboard that was saved
 * in a newer form comes back converted.
 * @throws UserError when the server has no such version
 */
export async function apisApi(name: string, http: HttpClient, namespace: string): Promise<GrafanaApi> {
  const version = await newestOf(GROUP, http, name);
  if (!version) {
    throw new UserError(`${name}: this Grafana serves no classic dashboards under /apis`, ['set api: "classic"']);
  }
  const base = `/apis/${GROUP}/${version}/namespaces/${namespace}/dashboards`;
  const path = (uid: string) => `${base}/${encodeURIComponent(uid)}`;
  return {
    async get(uid) {
      const answer = await http.send({ method: 'GET', path: path(uid) });
      if (answer.status === 404 && answer.json !== undefined) return undefined;
      return stored(expectJson(answer, `dashboard ${uid}`) as unknown as Resource);
    },
    async history(uid) {
      const query = {
        labelSelector: 'grafana.app/get-history=true',
        fieldSelector: `metadata.name=${uid}`,
        limit: HISTORY,
      };
      const list = expectJson(
        await http.send({ method: 'GET', path: base, query }),
        `history of ${uid}`,
      ) as unknown as { readonly items?: readonly Resource[] };
      return (list.items ?? []).map(versionOf);
    },
    async save({ uid, json, folderUid, message, version: resourceVersion }, signal): Promise<HttpAnswer> {
      const { id: _, uid: __, version: ___, ...spec } = json;
      // annotations of other tools stay
      const before = resourceVersion === undefined ? undefined : await http.send({ method: 'GET', path: path(uid) });
      if (before && before.status !== 200) return before;
      const kept = (before?.json as Resource | undefined)?.metadata.annotations ?? {};
      const body = {
        apiVersion: `${GROUP}/${version}`,
        kind: 'Dashboard',
        metadata: {
          name: uid,
          ...(resourceVersion === undefined ? {} : { resourceVersion }),
          annotations: { ...kept, [FOLDER]: folderUid ?? '', [NOTE.message]: message },
        },
        spec,
      };
      const query = { fieldValidation: 'Strict' };
      const answer = await (resourceVersion === undefined
        ? http.send({ method: 'POST', path: base, query, json: body, signal })
        : http.send({ method: 'PUT', path: path(uid), query, json: body, signal }));
      return answer.status === 201 ? { ...answer, status: 200 } : answer;
    },
    remove: (uid, resourceVersion, signal) =>
      http.send({
        method: 'DELETE',
        path: path(uid),
        json: { kind: 'DeleteOptions', apiVersion: 'v1', preconditions: { resourceVersion } },
        signal,
      }),
  };
}

function stored({ metadata, spec }: Resource): StoredDashboard {
  const notes = metadata.annotations ?? {};
  const [manager, folder] = [notes[NOTE.manager], notes[FOLDER]];
  return {
    uid: metadata.name,
    json: spec,
    version: metadata.resourceVersion,
    ...(folder ? { folderUid: folder } : {}),
    ...(manager
      ? {
          foreign: {
            who: `${manager} ${notes[NOTE.managerId] ?? ''}${notes[NOTE.source] ? ` (${notes[NOTE.source]})` : ''}`.trim(),
            how: 'release it there, or leave the board out here: grafana.exclude',
          },
        }
      : {}),
  };
}

function versionOf({ metadata }: Resource): Version {
  const notes = metadata.annotations ?? {};
  const [by, at] = [notes[NOTE.by], notes[NOTE.at] ?? metadata.creationTimestamp];
  return {
    message: notes[NOTE.message] ?? '',
    ...(by ? { by } : {}),
    ...(at ? { at } : {}),
  };
}
