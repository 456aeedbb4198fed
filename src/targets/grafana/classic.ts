import { RemoteError } from '../../errors.ts';
import type { JsonObject } from '../../model/dashboard.ts';
import type { HttpAnswer, HttpClient } from '../http.ts';
import type { GrafanaApi, Version } from './api.ts';
import { explain } from './explain.ts';

/** Versions read at once; histories come with all their data. */
const PAGE = 20;

const headers = (orgId: number) => ({ 'x-grafana-org-id': String(orgId) });

/** JSON of a good answer. @throws RemoteError that explains any other */
export function expectJson(answer: HttpAnswer, what: string): JsonObject | readonly JsonObject[] {
  if (answer.status === 200 && answer.json !== undefined) return answer.json as JsonObject;
  const { reason, hints } = explain(answer);
  throw new RemoteError(`${what}: ${reason}`, hints, { retryable: false });
}

/** The API of Grafana 10 to 12, which 13 still has. */
export function classicApi(http: HttpClient, orgId: number): GrafanaApi {
  const path = (uid: string) => `/api/dashboards/uid/${encodeURIComponent(uid)}`;
  const get = (url: string, query = {}) => http.send({ method: 'GET', path: url, query, headers: headers(orgId) });
  /** The list calls every first version "Initial save" (pkg/api/dashboard.go); the version itself keeps its message. */
  const first = async (uid: string, { version }: ClassicVersion): Promise<Version> =>
    versionOf(
      expectJson(await get(`${path(uid)}/versions/${version}`), `history of ${uid}`) as unknown as ClassicVersion,
    );
  return {
    async get(uid) {
      const answer = await get(path(uid));
      if (answer.status === 404 && answer.json !== undefined) return undefined;
      const { dashboard, meta } = expectJson(answer, `dashboard ${uid}`) as unknown as Stored;
      return {
        uid,
        json: dashboard,
        version: String(dashboard.version ?? meta.version),
        ...(meta.folderUid ? { folderUid: meta.folderUid } : {}),
        ...(meta.provisioned
          ? {
              foreign: {
                who: `the file ${meta.provisionedExternalId || 'that provisions it'}`,
                how: 'remove the file from the provisioning, or leave the board out here: grafana.exclude',
              },
            }
          : {}),
      };
    },
    async history(uid) {
      const answer = expectJson(await get(`${path(uid)}/versions`, { limit: PAGE }), `history of ${uid}`);
      // a bare list up to Grafana 10
      const versions = (
        Array.isArray(answer) ? answer : ((answer as JsonObject)['versions'] ?? [])
      ) as readonly ClassicVersion[];
      return Promise.all(
        versions.map((version) => (version.parentVersion === 0 ? first(uid, version) : versionOf(version))),
      );
    },
    save({ uid, json, folderUid = '', message, version }, signal) {
      const { id: _, version: __, ...content } = json;
      const dashboard = { ...content, uid, ...(version === undefined ? {} : { version: Number(version) }) };
      const body = { dashboard, folderUid, message, overwrite: false };
      return http.send({ method: 'POST', path: '/api/dashboards/db', json: body, headers: headers(orgId), signal });
    },
    remove: (uid, _version, signal) =>
      http.send({ method: 'DELETE', path: path(uid), headers: headers(orgId), signal }),
  };
}

interface Stored {
  readonly dashboard: JsonObject & { readonly version?: number };
  readonly meta: {
    readonly version: number;
    readonly folderUid?: string;
    readonly provisioned?: boolean;
    readonly provisionedExternalId?: string;
  };
}

function versionOf({ message = '', createdBy, created }: ClassicVersion): Version {
  return { message, ...(createdBy ? { by: createdBy } : {}), ...(created ? { at: created } : {}) };
}

interface ClassicVersion {
  readonly version: number;
  readonly parentVersion?: number;
  readonly message?: string;
  readonly createdBy?: string;
  readonly created?: string;
}
