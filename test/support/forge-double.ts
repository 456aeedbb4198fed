import type { IncomingMessage } from 'node:http';
import { serve } from './http-server.ts';

interface Stored {
  readonly id: number;
  readonly user: { readonly login: string };
  readonly author: { readonly id: number };
  body: string;
}

export interface ForgeDouble {
  readonly url: string;
  readonly comments: Stored[];
  readonly writes: string[];
  /** Headers of the last request. */
  last(): IncomingMessage['headers'];
  close(): Promise<void>;
}

export const BOT = 'github-actions[bot]';
const REPO = '/repos/org/boards';
const NOTES = '/projects/42/merge_requests/7/notes';

/** Comments of pull request 7 as GitHub's API and GitLab's have them, page by page; a token that may not write, too. */
export async function startForgeDouble(): Promise<ForgeDouble> {
  const comments: Stored[] = [];
  const writes: string[] = [];
  let headers: IncomingMessage['headers'] = {};
  const answer = (method: string, url: URL, body: string): readonly [number, unknown] => {
    const { pathname, searchParams } = url;
    if (pathname === '/user') return [200, { id: 1 }];
    if (pathname === `${REPO}/pulls`) {
      const forked = searchParams.get('head') === 'stranger:patch';
      return [
        200,
        forked
          ? [
              { number: 6, head: { sha: 'old' } },
              { number: 7, head: { sha: 'abc' } },
            ]
          : [],
      ];
    }
    const lists = [`${REPO}/issues/7/comments`, NOTES];
    const [per, page] = [Number(searchParams.get('per_page') ?? 30), Number(searchParams.get('page') ?? 1)];
    if (method === 'GET' && lists.includes(pathname)) return [200, comments.slice((page - 1) * per, page * per)];
    if (method === 'GET') return [404, { message: 'Not Found' }];
    if (/Bearer reader/.test(String(headers.authorization)))
      return [403, { message: 'Resource not accessible by integration' }];
    writes.push(`${method} ${pathname}`);
    const text = (JSON.parse(body) as { body: string }).body;
    if (method === 'POST') {
      comments.push({ id: 1000 + comments.length, user: { login: BOT }, author: { id: 1 }, body: text });
      return [201, {}];
    }
    const known = comments.find(({ id }) => pathname.endsWith(`/${id}`));
    if (!known) return [404, { message: 'Not Found' }];
    known.body = text;
    return [200, {}];
  };
  const served = await serve((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString('utf8');
    });
    request.on('end', () => {
      headers = request.headers;
      const [status, json] = answer(request.method ?? 'GET', new URL(request.url ?? '/', 'http://x'), body);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
    });
  });
  return { url: served.url, comments, writes, last: () => headers, close: served.close };
}
