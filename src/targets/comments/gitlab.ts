import type { JsonObject } from '../../model/dashboard.ts';
import type { HttpClient } from '../http.ts';
import type { Comment, Thread } from './sticky.ts';
import { demand } from './sticky.ts';

const PAGE = 100;

/** Notes of a merge request (docs.gitlab.com/api/notes). @param project id, as CI_PROJECT_ID; @param iid of the merge request */
export function gitlabThread(http: HttpClient, project: string, iid: string): Thread {
  const path = `/projects/${encodeURIComponent(project)}/merge_requests/${encodeURIComponent(iid)}/notes`;
  const name = `merge request ${iid}`;
  return {
    name,
    async me() {
      const answer = await http.send({ method: 'GET', path: '/user' });
      demand(answer, name);
      return String((answer.json as JsonObject)['id']);
    },
    async list() {
      const found: Comment[] = [];
      for (let page = 1; ; page++) {
        const answer = await http.send({ method: 'GET', path, query: { per_page: PAGE, page } });
        demand(answer, name);
        const notes = answer.json as readonly (JsonObject & { readonly author?: JsonObject })[];
        found.push(
          ...notes.map(({ id, author, body }) => ({
            id: String(id),
            author: String(author?.['id'] ?? ''),
            body: String(body ?? ''),
          })),
        );
        if (notes.length < PAGE) return found;
      }
    },
    create: (body) => http.send({ method: 'POST', path, json: { body } }),
    update: (id, body) => http.send({ method: 'PUT', path: `${path}/${encodeURIComponent(id)}`, json: { body } }),
  };
}
