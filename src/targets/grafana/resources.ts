import type { HttpClient } from '../http.ts';
import { expectJson } from './classic.ts';

/** Annotation that names the folder something lies in. */
export const FOLDER = 'grafana.app/folder';

/** API versions whose objects are the classic ones, the newest first. */
const VERSIONS = ['v1', 'v1beta1'] as const;

/** The newest of these versions that the server has of a group. */
export async function newestOf(group: string, http: HttpClient, name: string): Promise<string | undefined> {
  const answer = expectJson(await http.send({ method: 'GET', path: `/apis/${group}` }), name);
  const { versions = [] } = answer as { readonly versions?: readonly { readonly version: string }[] };
  const served = versions.map(({ version }) => version);
  return VERSIONS.find((version) => served.includes(version));
}

/** The namespace of the token's organisation: `default`, `org-2`, `stacks-7`. A wrong one looks like 404. */
export async function namespaceOf(http: HttpClient, name: string): Promise<string> {
  const answer = expectJson(await http.send({ method: 'GET', path: '/api/frontend/settings' }), name);
  return (answer as { readonly namespace?: string }).namespace ?? 'default';
}
