import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpClient } from '../../src/targets/http.ts';
import { httpClient } from '../../src/targets/http.ts';

export interface Served {
  readonly url: string;
  close(): Promise<void>;
}

/** A server on a free port of this machine. */
export async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<Served> {
  const server = createServer(answer);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** A client that does not wait between attempts; `waits` are the milliseconds it would have. */
export function impatient(
  url: string,
  headers: Readonly<Record<string, string>> = {},
  timeout = 2,
): HttpClient & { readonly waits: number[] } {
  const waits: number[] = [];
  const options = { url, headers, insecureHttp: false, timeout, concurrency: 4, retries: 3 };
  const client = httpClient(options, { sleep: async (ms) => void waits.push(ms), random: () => 1 });
  return Object.assign(client, { waits });
}
