import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { RemoteError } from '../../../src/errors.ts';
import { delayOf } from '../../../src/targets/http/retry.ts';
import type { HttpRequest } from '../../../src/targets/http.ts';
import type { Served } from '../../support/http-server.ts';
import { impatient, serve } from '../../support/http-server.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
const status =
  (code: number, headers: Readonly<Record<string, string>> = {}): Answer =>
  (_, response) =>
    response.writeHead(code, { 'content-type': 'application/json', ...headers }).end('{"status":1}');
const drop: Answer = (request) => request.socket.destroy();

const open: Served[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((served) => served.close()));
});

/** Answers in turn, the last one for ever. */
async function scripted(answers: readonly Answer[]) {
  const seen: IncomingMessage[] = [];
  const served = await serve((request, response) => {
    const answer = answers[Math.min(seen.length, answers.length - 1)];
    seen.push(request);
    request.resume().on('end', () => answer?.(request, response));
  });
  open.push(served);
  return { url: served.url, seen };
}

const GET: HttpRequest = { method: 'GET', path: '/api/x' };
const POST: HttpRequest = { method: 'POST', path: '/api/x', json: { a: 1 } };

describe('the HTTP client', () => {
  it.each<[string, HttpRequest, readonly Answer[], number, number]>([
    ['asks again when a gateway fails', GET, [status(502), status(200)], 200, 2],
    ['does not write again when a gateway fails', POST, [status(502), status(200)], 502, 1],
    ['writes again when there were too many requests', POST, [status(429), status(200)], 200, 2],
    ['replaces again when the server is overloaded', { ...POST, method: 'PUT' }, [status(503), status(200)], 200, 2],
    ['takes a refusal for an answer', GET, [status(404)], 404, 1],
    ['takes an error of the server for an answer', GET, [status(500)], 500, 1],
    ['gives up after three more attempts', GET, [status(503)], 503, 4],
    ['asks again when the connection breaks', GET, [drop, status(200)], 200, 2],
    ['follows a redirect on the same server', GET, [status(302, { location: '/elsewhere' }), status(200)], 200, 2],
  ])('%s', async (_, request, answers, code, requests) => {
    const { url, seen } = await scripted(answers);
    const client = impatient(url);
    expect((await client.send(request)).status).toBe(code);
    expect(seen.length).toBe(requests);
    await client.close();
  });

  it.each<[string, HttpRequest, readonly Answer[], Partial<RemoteError>]>([
    ['that a write may have happened', POST, [drop], { sent: true }],
    ['that a write is sent on', POST, [status(307, { location: '/login' })], { retryable: false }],
    ['that it is sent in a circle', GET, [status(302, { location: '/api/x' })], { retryable: false }],
  ])('tells %s', async (_, request, answers, facts) => {
    const { url, seen } = await scripted(answers);
    const error = await impatient(url)
      .send(request)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RemoteError);
    expect(error).toMatchObject(facts);
    if (request.method === 'POST') expect(seen.length).toBe(1);
  });

  it('never takes a token to another server', async () => {
    const thief = await scripted([status(200)]);
    const { url } = await scripted([status(302, { location: `${thief.url}/steal` })]);
    const error = await impatient(url, { authorization: 'Bearer canary' })
      .send(GET)
      .catch((thrown: unknown) => thrown);
    expect(String(error)).toContain('sends to another server');
    expect(JSON.stringify(error) + String(error)).not.toContain('canary');
    expect(thief.seen).toEqual([]);
  });

  it('says that nothing listens, and that nothing was written', async () => {
    const closed = await serve(() => {});
    const { url } = closed;
    await closed.close();
    const error = await impatient(url)
      .send(POST)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ sent: false, message: `${url}: nothing listens there` });
  });

  it('stops waiting for a server that takes a request and does not answer', async () => {
    const { url } = await scripted([() => {}]);
    const error = await impatient(url, {}, 1)
      .send(POST)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ sent: true });
    expect(String(error)).toContain('did not answer in time');
  }, 20_000);

  it('makes no further attempt once interrupted', async () => {
    const { url, seen } = await scripted([status(503)]);
    expect((await impatient(url).send({ ...GET, signal: AbortSignal.abort() })).status).toBe(503);
    expect(seen.length).toBe(1);
  });

  it('does not take a login page for JSON', async () => {
    const { url } = await scripted([
      (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
    ]);
    expect((await impatient(url).send(GET)).json).toBeUndefined();
  });

  it('waits as long as it is told to', async () => {
    const { url } = await scripted([status(429, { 'retry-after': '7' }), status(200)]);
    const client = impatient(url);
    await client.send(POST);
    expect(client.waits).toEqual([7000]);
  });
});

describe('the wait before another attempt', () => {
  it.each([
    ['half a second at most at first', 0, undefined, 1, 500],
    ['twice as long each time', 2, undefined, 1, 2000],
    ['anything down to nothing, so that clients do not come back together', 3, undefined, 0, 0],
    ['never above thirty seconds', 20, undefined, 1, 30_000],
    ['as many seconds as the server says', 0, '3', 0.5, 3000],
    ['until the date the server says', 0, 'Thu, 01 Jan 1970 00:00:05 GMT', 0.5, 5000],
    ['not for a day, whatever the server says', 0, '86400', 0.5, 30_000],
    ['as usual when the server talks nonsense', 0, 'soon', 1, 500],
  ])('is %s', (_, attempt, retryAfter, random, ms) => {
    expect(delayOf(attempt, retryAfter, random, 0)).toBe(ms);
  });
});
