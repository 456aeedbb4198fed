import { RemoteError, UserError } from '../../errors.ts';
import type { JsonObject } from '../../model/dashboard.ts';
import type { GrafanaTarget } from '../../settings/targets.ts';
import type { HttpClient } from '../http.ts';
import { expectJson } from './classic.ts';
import { explain } from './explain.ts';

/** What a Grafana said of itself. */
export interface Server {
  readonly version: string;
  readonly major: number;
  readonly org: { readonly id: number; readonly name: string };
  readonly warnings: readonly string[];
}

/** Oldest Grafana whose folders nest and whose API this follows. */
const OLDEST = 10;

/**
 * Makes sure that this is the Grafana that is meant and that the token may write there. Reads only.
 * @throws UserError for another organisation, an older Grafana, or missing rights; RemoteError without an answer
 */
export async function preflight(
  name: string,
  { url, org: expected }: GrafanaTarget,
  http: HttpClient,
): Promise<Server> {
  const version = await health(name, http);
  const major = Number(version.split('.')[0]);
  if (!(major >= OLDEST)) {
    throw new UserError(`${name}: Grafana ${version} is too old`, [
      `Grafana ${OLDEST} is the oldest this publishes to; import the files of out/grafana by hand`,
    ]);
  }
  const byId = typeof expected === 'number' ? { 'x-grafana-org-id': String(expected) } : {};
  const { id, name: orgName } = expectJson(
    await http.send({ method: 'GET', path: '/api/org', headers: byId }),
    name,
  ) as unknown as Server['org'];
  if (expected !== undefined && expected !== id && expected !== orgName) {
    throw new UserError(
      `${name}: the credentials belong to organisation "${orgName}" (${id}), expected ${JSON.stringify(expected)}`,
      ['take a token of that organisation, or put the right one into the settings: org', `asked at ${url}`],
    );
  }
  return { version, major, org: { id, name: orgName }, warnings: await rights(name, id, http) };
}

async function health(name: string, http: HttpClient): Promise<string> {
  const answer = await http.send({ method: 'GET', path: '/api/health' });
  const { version, database } = (answer.json ?? {}) as { readonly version?: string; readonly database?: string };
  if (answer.status === 200 && version) return version;
  if (database !== undefined && database !== 'ok') {
    throw new RemoteError(`${name}: Grafana does not reach its database`, ['see its log'], { retryable: false });
  }
  if (answer.status === 200 && answer.json !== undefined) {
    throw new RemoteError(
      `${name}: Grafana does not tell its version`,
      ['unset hide_version in its [auth.anonymous], or give credentials'],
      { retryable: false },
    );
  }
  const { reason, hints } =
    answer.status === 404
      ? {
          reason: 'there is no Grafana at this address (404)',
          hints: ['does it live below a path? url: "https://host/grafana"'],
        }
      : explain(answer);
  throw new RemoteError(`${name}: ${reason}`, hints, { retryable: false });
}

/** Before the first write, not at it. */
async function rights(name: string, orgId: number, http: HttpClient): Promise<readonly string[]> {
  const path = '/api/access-control/user/permissions';
  const answer = await http.send({ method: 'GET', path, headers: { 'x-grafana-org-id': String(orgId) } });
  if (answer.status !== 200 || answer.json === undefined) {
    return ['what the token may do cannot be asked here; writes may be refused'];
  }
  const granted = Object.keys(answer.json as JsonObject);
  const needed = ['dashboards:read', 'dashboards:create', 'dashboards:write', 'folders:read'];
  const missing = needed.filter((right) => !granted.includes(right));
  if (missing.length === 0) return [];
  throw new UserError(`${name}: the token lacks ${missing.join(', ')}`, [
    'give its service account the role Editor',
    'nothing was written',
  ]);
}
