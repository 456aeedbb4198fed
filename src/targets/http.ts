import { setTimeout as sleep } from 'node:timers/promises';
import type { Dispatcher } from 'undici';
import { Agent, ProxyAgent, request as send } from 'undici';
import { RemoteError } from '../errors.ts';
import type { Json } from '../model/dashboard.ts';
import type { HttpOptions } from '../settings/targets.ts';
import { networkFault } from './http/network-fault.ts';
import { delayOf, isRetried } from './http/retry.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
  /** Below the address of the server, starts with `/`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly json?: Json;
  readonly text?: { readonly body: string; readonly type: string };
  readonly headers?: Readonly<Record<string, string>>;
  /** Aborted: no further attempt is made. */
  readonly signal?: AbortSignal;
}

export interface HttpAnswer {
  readonly status: number;
  /** Media type without parameters. */
  readonly type: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body, where it says that it is JSON and is. A login page has none. */
  readonly json: Json | undefined;
}

export interface HttpClient {
  /**
   * Sends a request, again where that is safe: GET, PUT and DELETE on 429, 502 to 504 and network errors, POST and
   * PATCH on 429 and where the server surely did not get them. Full jitter, Retry-After up to 30 s.
   * @returns whatever status the server gave last
   * @throws RemoteError without an answer; `sent` tells whether a write may have happened
   */
  send(request: HttpRequest): Promise<HttpAnswer>;
  close(): Promise<void>;
  readonly counts: { readonly requests: number; readonly writes: number; readonly retries: number };
}

interface Clock {
  sleep(ms: number): Promise<unknown>;
  random(): number;
}

const CONNECT_MS = 5_000;
const REDIRECTS = 5;

/** The only door to HTTP servers. */
export function httpClient(
  options: HttpOptions,
  { sleep: pause, random }: Clock = { sleep, random: Math.random },
): HttpClient {
  const dispatcher = dispatcherOf(options);
  const counts = { requests: 0, writes: 0, retries: 0 };
  const once = async (request: HttpRequest, url: string, redirects = 0): Promise<HttpAnswer> => {
    counts.requests++;
    if (request.method !== 'GET') counts.writes++;
    const answer = await exchange(request, url, options, dispatcher);
    const location = answer.headers['location'];
    if (answer.status < 300 || answer.status > 399 || location === undefined) return answer;
    return once(request, redirectOf(request, url, location, redirects), redirects + 1);
  };
  return {
    counts,
    close: () => dispatcher.close(),
    async send(request) {
      for (let attempt = 0; ; attempt++) {
        const result = await once(request, urlOf(options, request)).catch((error: unknown) => {
          if (error instanceof RemoteError) return error;
          throw error;
        });
        const last =
          attempt >= options.retries || request.signal?.aborted === true || !isRetried(request.method, result);
        if (last && result instanceof RemoteError) throw result;
        if (last && !(result instanceof RemoteError)) return result;
        counts.retries++;
        const after = result instanceof RemoteError ? undefined : result.headers['retry-after'];
        await pause(delayOf(attempt, after, random()));
      }
    },
  };
}

function dispatcherOf(options: HttpOptions): Dispatcher {
  const { ca, cert, key, servername, skipTlsVerify, proxy, concurrency, timeout } = options;
  const tls = {
    ...(ca ? { ca } : {}),
    ...(cert ? { cert } : {}),
    ...(key ? { key } : {}),
    ...(servername ? { servername } : {}),
    ...(skipTlsVerify ? { rejectUnauthorized: false } : {}),
  };
  const limits = { connections: concurrency, headersTimeout: timeout * 1000, bodyTimeout: timeout * 1000 };
  if (proxy) return new ProxyAgent({ uri: proxy, requestTls: tls, ...limits });
  return new Agent({ ...limits, connect: { ...tls, timeout: CONNECT_MS } });
}

function urlOf({ url }: HttpOptions, { path, query = {} }: HttpRequest): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)]));
  return `${url}${path}${given.length > 0 ? `?${search}` : ''}`;
}

async function exchange(
  request: HttpRequest,
  url: string,
  options: HttpOptions,
  dispatcher: Dispatcher,
): Promise<HttpAnswer> {
  const { method, json, text } = request;
  const body = json === undefined ? text?.body : JSON.stringify(json);
  const type = json === undefined ? text?.type : 'application/json';
  try {
    const answer = await send(url, {
      method,
      dispatcher,
      headers: {
        accept: 'application/json',
        ...options.headers,
        ...request.headers,
        ...(type ? { 'content-type': type } : {}),
      },
      ...(body === undefined ? {} : { body }),
    });
    const read = await answer.body.text();
    const headers = Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, String(value)]));
    const media = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
    return {
      status: answer.statusCode,
      type: media,
      text: read,
      headers,
      json: media.endsWith('json') ? parsed(read) : undefined,
    };
  } catch (error) {
    throw networkFault(error, new URL(url), options);
  }
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** A token never goes to another origin, and a write is never sent anew to where nobody asked. */
function redirectOf({ method }: HttpRequest, from: string, location: string, redirects: number): string {
  const to = new URL(location, from);
  const here = new URL(from);
  const hints = ['put the address that the server really has into the settings, with its sub-path'];
  if (to.origin !== here.origin)
    throw new RemoteError(`${here.origin} sends to another server: ${to.origin}${to.pathname}`, hints, {
      retryable: false,
    });
  if (method !== 'GET')
    throw new RemoteError(`${here.origin} sends ${method} ${here.pathname} on to ${to.pathname}`, hints, {
      retryable: false,
    });
  if (redirects >= REDIRECTS) throw new RemoteError(`${here.origin} sends in a circle`, hints, { retryable: false });
  return to.href;
}
