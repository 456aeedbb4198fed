import { UserError } from '../../errors.ts';
import type { Json, JsonObject } from '../../model/dashboard.ts';
import { isObject } from '../../model/json.ts';
import type { HttpClient } from '../http.ts';
import type { Comment, Thread } from './sticky.ts';
import { demand } from './sticky.ts';

const PAGE = 100;

/** Where a workflow of GitHub Actions stands. */
export interface GitHubPlace {
  /** `owner/name`. */
  readonly repository: string;
  /** The event that started the workflow, as GITHUB_EVENT_PATH holds it. */
  readonly event: JsonObject;
  /** Pull request by number; default: that of the event. */
  readonly number?: number;
  /** The account of the token. */
  readonly account: string;
}

/** Comments of a pull request (docs.github.com/rest/issues/comments). @throws UserError when there is no pull request */
export async function githubThread(http: HttpClient, place: GitHubPlace): Promise<Thread> {
  const repo = `/repos/${place.repository}`;
  const number = place.number ?? (await pullOf(http, repo, place.event));
  const name = `pull request ${number} of ${place.repository}`;
  const path = `${repo}/issues/${number}/comments`;
  return {
    name,
    me: async () => place.account,
    async list() {
      const found: Comment[] = [];
      for (let page = 1; ; page++) {
        const answer = await http.send({ method: 'GET', path, query: { per_page: PAGE, page } });
        demand(answer, name);
        const comments = answer.json as readonly JsonObject[];
        found.push(...comments.map(commentOf));
        if (comments.length < PAGE) return found;
      }
    },
    create: (body) => http.send({ method: 'POST', path, json: { body } }),
    update: (id, body) => http.send({ method: 'PATCH', path: `${repo}/issues/comments/${id}`, json: { body } }),
  };
}

const object = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});

const commentOf = ({ id, user, body }: JsonObject): Comment => ({
  id: String(id),
  author: String(object(user)['login'] ?? ''),
  body: String(body ?? ''),
});

/**
 * The pull request an event is about. A workflow_run does not name one that comes from a fork; the server is asked, and
 * what the run of the fork itself says is not believed.
 */
async function pullOf(http: HttpClient, repo: string, event: JsonObject): Promise<number> {
  const direct = object(event['pull_request'])['number'];
  if (typeof direct === 'number') return direct;
  const run = object(event['workflow_run']);
  const owner = object(object(run['head_repository'])['owner'])['login'];
  if (run['head_sha'] !== undefined && owner !== undefined) {
    const query = { state: 'open', head: `${owner}:${run['head_branch']}` };
    const answer = await http.send({ method: 'GET', path: `${repo}/pulls`, query });
    demand(answer, repo);
    const pull = (answer.json as readonly JsonObject[]).find(({ head }) => object(head)['sha'] === run['head_sha']);
    if (typeof pull?.['number'] === 'number') return pull['number'];
    throw new UserError('no open pull request has this commit', ['it was closed, or a newer commit has its own run']);
  }
  throw new UserError('this run is about no pull request', ['name it: ciliascope comment FILE --pull NUMBER']);
}
