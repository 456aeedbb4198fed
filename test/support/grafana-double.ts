import type { IncomingMessage, ServerResponse } from 'node:http';
import type { JsonObject } from '../../src/model/dashboard.ts';
import { apis } from './grafana-double/apis.ts';
import { classic } from './grafana-double/classic.ts';
import { Store } from './grafana-double/store.ts';
import { serve } from './http-server.ts';

/** What goes wrong, for requests that match, so many times. */
export interface Fault {
  readonly method?: string;
  readonly path?: RegExp;
  readonly times: number;
  readonly kind: '429' | '502' | 'drop-before' | 'drop-after' | 'login-page' | 'slow';
}

export interface DoubleRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: JsonObject;
  readonly user: string;
  readonly role: 'Editor' | 'Viewer';
}

export interface DoubleAnswer {
  readonly status: number;
  readonly json: unknown;
}

export interface GrafanaDouble {
  readonly url: string;
  readonly store: Store;
  /** Everything that was asked, `GET /api/...`. */
  readonly requests: string[];
  writes(): readonly string[];
  fault(fault: Fault): void;
  clearFaults(): void;
  close(): Promise<void>;
}

const TOKENS: Readonly<Record<string, Pick<DoubleRequest, 'user' | 'role'>>> = {
  'Bearer editor': { user: 'sa-editor', role: 'Editor' },
  'Bearer viewer': { user: 'sa-viewer', role: 'Viewer' },
};

/**
 * A Grafana as far as the publisher sees it. The facts are those of Grafana's source, and the suite that uses this one
 * runs against a live Grafana as well (GRAFANA_URL).
 */
export async function startGrafanaDouble(version = '12.4.0'): Promise<GrafanaDouble> {
  const major = Number(version.split('.')[0]);
  const store = new Store(major);
  const requests: string[] = [];
  const faults: Fault[] = [];
  const served = await serve((request, response) => {
    void collect(request).then((text) => {
      const url = new URL(request.url ?? '/', 'http://x');
      const method = request.method ?? 'GET';
      requests.push(`${method} ${url.pathname}`);
      const index = faults.findIndex(
        (fault) => (fault.method ?? method) === method && (fault.path ?? /^/).test(url.pathname),
      );
      const fault = faults[index];
      if (fault) {
        if (fault.times > 1) faults[index] = { ...fault, times: fault.times - 1 };
        else faults.splice(index, 1);
      }
      if (fault && spoiled(fault, request, response)) return;
      const answer = answerTo(request, url, text, method);
      if (fault?.kind === 'drop-after') return void request.socket.destroy();
      const send = () =>
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.json));
      if (fault?.kind === 'slow') setTimeout(send, 100);
      else send();
    });
  });
  const answerTo = (request: IncomingMessage, url: URL, text: string, method: string): DoubleAnswer => {
    if (url.pathname === '/api/health') return { status: 200, json: { database: 'ok', version, commit: 'x' } };
    const who = TOKENS[request.headers.authorization ?? ''];
    if (!who) return { status: 401, json: { message: 'Invalid API key', messageId: 'api-key.invalid' } };
    const body = text === '' ? {} : (JSON.parse(text) as JsonObject);
    const asked = { method, path: url.pathname, query: url.searchParams, body, ...who };
    const answer = url.pathname.startsWith('/apis/') ? apis(asked, store, major) : classic(asked, store, major);
    return answer ?? { status: 404, json: { message: 'Not found' } };
  };
  return {
    ...served,
    store,
    requests,
    writes: () => requests.filter((request) => !request.startsWith('GET ')),
    fault: (fault) => void faults.push(fault),
    clearFaults: () => void faults.splice(0),
  };
}

/** Whether the fault answers in place of Grafana. */
function spoiled({ kind }: Fault, request: IncomingMessage, response: ServerResponse): boolean {
  if (kind === 'drop-before') request.socket.destroy();
  else if (kind === '429')
    response.writeHead(429, { 'retry-after': '1', 'content-type': 'application/json' }).end('{"message":"too many"}');
  else if (kind === '502') response.writeHead(502, { 'content-type': 'text/html' }).end('<html>Bad gateway</html>');
  else if (kind === 'login-page') response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>');
  else return false;
  return true;
}

async function collect(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
