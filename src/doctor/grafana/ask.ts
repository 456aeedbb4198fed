import { RemoteError } from '../../errors.ts';
import type { Json, JsonObject } from '../../model/dashboard.ts';
import { explain } from '../../targets/grafana/explain.ts';
import type { HttpClient } from '../../targets/http.ts';

/** An answer in JSON, or why there is none, in words. */
export type Heard =
  | { readonly json: JsonObject | readonly JsonObject[] }
  /** Status 0: there was no answer at all. */
  | {
      readonly status: number;
      readonly reason: string;
      readonly hints: readonly string[];
      /** What the server itself said of it. */
      readonly message?: string;
    };

/** Asks a Grafana. Never throws for what a server says or fails to say: the rest of the diagnosis goes on. */
export async function ask(
  http: HttpClient,
  path: string,
  query: Readonly<Record<string, string>> = {},
): Promise<Heard> {
  try {
    const answer = await http.send({ method: 'GET', path, query });
    const { status, json } = answer;
    if (status === 200 && isCollection(json)) return { json };
    if (status === 401 || status === 403) return { status, ...REFUSED[status] };
    const { reason, hints } = explain(answer);
    const message = isCollection(json) ? (json as JsonObject)['message'] : undefined;
    return { status, reason, hints, ...(typeof message === 'string' ? { message } : {}) };
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    return { status: 0, reason: error.message, hints: error.hints };
  }
}

/** The publisher's words are about writing; to look, less is enough. */
const REFUSED = {
  401: {
    reason: 'the credentials are not accepted (401)',
    hints: ['set GRAFANA_TOKEN to a service account token that has not expired, or GRAFANA_USER and GRAFANA_PASSWORD'],
  },
  403: {
    reason: 'the credentials may not read this (403)',
    hints: ['give the service account the role Editor, or datasources:read, datasources:query and dashboards:read'],
  },
} as const;

function isCollection(json: Json | undefined): json is JsonObject | JsonObject[] {
  return typeof json === 'object' && json !== null;
}
