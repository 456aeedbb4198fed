import type { JsonObject } from '../../model/dashboard.ts';
import type { HttpAnswer } from '../http.ts';

/** A dashboard as either API of Grafana holds it. */
export interface StoredDashboard {
  readonly uid: string;
  readonly json: JsonObject;
  /** Classic: the version number. /apis: the resourceVersion. */
  readonly version: string;
  /** Absent at the root. */
  readonly folderUid?: string;
  /** Who else answers for it, with what to do about it. */
  readonly foreign?: { readonly who: string; readonly how: string };
}

/** One entry of a history, newest first. */
export interface Version {
  readonly message: string;
  readonly by?: string;
  readonly at?: string;
}

export interface SaveRequest {
  readonly uid: string;
  readonly json: JsonObject;
  readonly folderUid?: string;
  readonly message: string;
  /** What must still be there; absent: nothing may be there. */
  readonly version?: string;
}

/** What the classic API and the /apis of Grafana have in common. Reading throws on any unexpected answer. */
export interface GrafanaApi {
  get(uid: string): Promise<StoredDashboard | undefined>;
  history(uid: string): Promise<readonly Version[]>;
  /** Never forces: refused when the version moved. */
  save(request: SaveRequest, signal: AbortSignal): Promise<HttpAnswer>;
  remove(uid: string, version: string, signal: AbortSignal): Promise<HttpAnswer>;
}
