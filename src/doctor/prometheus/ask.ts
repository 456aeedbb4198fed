import { RemoteError } from '../../errors.ts';
import type { HttpAnswer, HttpClient } from '../../targets/http.ts';

/** Why a Prometheus did not say what it was asked. */
export interface Silence {
  /** 0: there was no answer at all. */
  readonly status: number;
  readonly reason: string;
  readonly hints: readonly string[];
}

/** What the API holds in `data`, or why there is none. */
export type Told<T> = { readonly data: T } | Silence;

/** One series of an instant query, with its value. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export function isTold<T>(told: Told<T>): told is { readonly data: T } {
  return 'data' in told;
}

/**
 * Asks the HTTP API of Prometheus (prometheus.io/docs/prometheus/latest/querying/api). Never throws for what a server
 * says or fails to say: the rest of the diagnosis goes on.
 * @param path below `/api/v1`
 */
export async function ask<T>(
  http: HttpClient,
  path: string,
  query: Readonly<Record<string, string>> = {},
): Promise<Told<T>> {
  try {
    const answer = await http.send({ method: 'GET', path: `/api/v1${path}`, query });
    const { data } = (answer.json ?? {}) as { readonly data?: T };
    return answer.status === 200 && data !== undefined ? { data } : silence(answer);
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    return { status: 0, reason: error.message, hints: error.hints };
  }
}

/** Evaluates an expression now. Series older than the lookback of five minutes are not there. */
export async function instant(http: HttpClient, query: string): Promise<Told<readonly Sample[]>> {
  const told = await ask<{ readonly result?: readonly Vector[] }>(http, '/query', { query });
  if (!isTold(told)) return told;
  const result = Array.isArray(told.data.result) ? told.data.result : [];
  return { data: result.map(({ metric = {}, value }) => ({ labels: metric, value: Number(value?.[1]) })) };
}

interface Vector {
  readonly metric?: Readonly<Record<string, string>>;
  readonly value?: readonly [number, string];
}

const CREDENTIALS = 'credentials: PROMETHEUS_TOKEN, or PROMETHEUS_USER and PROMETHEUS_PASSWORD';

function silence({ status, type, text, json }: HttpAnswer): Silence {
  if (type === 'text/html' || /^\s*<(!doctype|html)/i.test(text)) {
    return {
      status,
      reason: `a web page came back instead of an answer (HTTP ${status}): a login, or another server`,
      hints: [CREDENTIALS, 'the address is that of the HTTP API, with its path if it has one, without /api/v1'],
    };
  }
  const { error } = (json ?? {}) as { readonly error?: string };
  const said = error ?? text.trim().split('\n')[0]?.slice(0, 200);
  const words = said ? `: ${said}` : '';
  if (status === 401) return { status, reason: `the credentials are not accepted (401)${words}`, hints: [CREDENTIALS] };
  if (status === 403)
    return { status, reason: `the credentials may not read this (403)${words}`, hints: [CREDENTIALS] };
  if (status === 404) {
    return {
      status,
      reason: 'there is no such API (404)',
      hints: [
        'does the server live below a path? Mimir and Cortex: https://host/prometheus, VictoriaMetrics cluster: /select/0/prometheus',
      ],
    };
  }
  return { status, reason: `HTTP ${status}${words}`, hints: [] };
}
