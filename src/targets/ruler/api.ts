import { parse, stringify } from 'yaml';
import { RemoteError } from '../../errors.ts';
import type { JsonObject } from '../../model/dashboard.ts';
import type { RulerTarget } from '../../settings/targets.ts';
import type { HttpAnswer, HttpClient } from '../http.ts';

/** Groups by namespace. */
export type Namespaces = Readonly<Record<string, readonly JsonObject[]>>;

export interface RulerApi {
  all(): Promise<Namespaces>;
  get(namespace: string, group: string): Promise<JsonObject | undefined>;
  set(namespace: string, group: JsonObject, signal: AbortSignal): Promise<HttpAnswer>;
  remove(namespace: string, group: string, signal: AbortSignal): Promise<HttpAnswer>;
}

/** The rules API of Mimir's and Cortex' ruler. @throws RemoteError, with what the answer means, when reading fails */
export function rulerApi(http: HttpClient, { tenant, prefix = '/prometheus' }: RulerTarget): RulerApi {
  const base = `${prefix}/config/v1/rules`;
  const path = (...parts: readonly string[]) => [base, ...parts.map(encodeURIComponent)].join('/');
  const headers = { accept: 'application/yaml', ...(tenant ? { 'x-scope-orgid': tenant } : {}) };
  const yaml = async (url: string) => {
    const answer = await http.send({ method: 'GET', path: url, headers });
    // nothing stored yet: "no rule groups found" (Mimir up to 2.x), "group does not exist"
    if (answer.status === 404 && /no rule groups|group does not exist|group not found/i.test(answer.text))
      return undefined;
    if (answer.status !== 200 || /^\s*</.test(answer.text)) throw unexpected(answer);
    return parse(answer.text) as JsonObject | null;
  };
  return {
    all: async () => ((await yaml(base)) ?? {}) as unknown as Namespaces,
    get: async (namespace, group) => (await yaml(path(namespace, group))) ?? undefined,
    set: (namespace, group, signal) =>
      http.send({
        method: 'POST',
        path: path(namespace),
        headers,
        text: { body: stringify(group), type: 'application/yaml' },
        signal,
      }),
    remove: (namespace, group, signal) =>
      http.send({ method: 'DELETE', path: path(namespace, group), headers, signal }),
  };
}

/** What the ruler's refusals mean. */
export function unexpected({ status, text }: HttpAnswer): RemoteError {
  const said = /^\s*</.test(text) ? 'a page of HTML' : text.trim().slice(0, 300);
  const hints: Readonly<Record<number, string>> = {
    200: 'see that url is the ruler and not a login page',
    400: 'see what it says; a limit of the tenant can be told with maxRulesPerGroup and maxGroups',
    401: 'set tenant, and auth where a gateway wants it',
    403: 'the namespace may be protected, or the tenant may not write rules',
    404: 'see whether prefix is right, and the ruler storage configured (the API needs one that can be written)',
    413: 'the group is too large for a proxy in between',
    429: 'try later, or lower concurrency',
  };
  return new RemoteError(`the ruler answered ${status}: ${said}`, hints[status] ? [hints[status]] : [], {
    retryable: false,
  });
}
