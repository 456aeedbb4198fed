import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { HttpOptions } from '../../../src/settings/targets.ts';
import { httpClient } from '../../../src/targets/http.ts';

/** Certificates for tests, good until 2125 (`expired`: until 2025) and for 127.0.0.1 (`elsewhere`: not). */
const pem = (name: string) => readFileSync(new URL(`../../support/tls/${name}`, import.meta.url), 'utf8');

interface Case {
  readonly server?: 'server' | 'expired' | 'elsewhere';
  readonly options?: Partial<HttpOptions>;
  readonly demandsClient?: boolean;
}

/** Status of one GET over real TLS. */
async function get({ server = 'server', options = { ca: pem('ca.crt') }, demandsClient = false }: Case) {
  const requests: string[] = [];
  const tls = createServer(
    {
      cert: pem(`${server}.crt`),
      key: pem(`${server}.key`),
      ...(demandsClient ? { ca: pem('ca.crt'), requestCert: true } : {}),
    },
    (request, response) => {
      requests.push(request.url ?? '');
      response.end('{}');
    },
  );
  await new Promise<void>((done) => tls.listen(0, '127.0.0.1', done));
  const url = `https://127.0.0.1:${(tls.address() as AddressInfo).port}`;
  const base = { url, headers: { authorization: 'canary' }, insecureHttp: false, timeout: 2, concurrency: 1 };
  const client = httpClient({ ...base, retries: 3, ...options });
  try {
    const { status } = await client.send({ method: 'GET', path: '/' });
    return { status, requests, asked: client.counts.requests };
  } catch (error) {
    return { error: error as Error, requests, asked: client.counts.requests };
  } finally {
    await client.close();
    tls.closeAllConnections();
    tls.close();
  }
}

describe('TLS', () => {
  it('trusts the authority of the settings', async () => {
    expect(await get({})).toMatchObject({ status: 200 });
  });

  it('shows the certificate of the client', async () => {
    const options = { ca: pem('ca.crt'), cert: pem('client.crt'), key: pem('client.key') };
    expect(await get({ demandsClient: true, options })).toMatchObject({ status: 200 });
  });

  it.each<[string, Case, string]>([
    ['an expired certificate', { server: 'expired' }, 'its certificate has expired'],
    ['a certificate for another name', { server: 'elsewhere' }, 'its certificate is for another name'],
    ['an unknown authority', { options: {} }, 'signed by an authority that is not known here'],
  ])('says so at %s, and asks once', async (_, given, message) => {
    const { error, requests, asked } = await get(given);
    expect(error?.message).toContain(message);
    expect(error?.message).not.toContain('canary');
    expect([requests, asked]).toEqual([[], 1]);
  });
});
