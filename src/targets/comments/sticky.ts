import { RemoteError, UserError } from '../../errors.ts';
import type { HttpAnswer } from '../http.ts';

export interface Comment {
  readonly id: string;
  /** Who wrote it, as the forge names accounts. */
  readonly author: string;
  readonly body: string;
}

/** The comments of one pull or merge request. */
export interface Thread {
  /** In words: `pull request 7 of org/repo`. */
  readonly name: string;
  /** The account that writes here. */
  me(): Promise<string>;
  list(): Promise<readonly Comment[]>;
  create(body: string): Promise<HttpAnswer>;
  update(id: string, body: string): Promise<HttpAnswer>;
}

export type Posted = 'created' | 'updated' | 'unchanged' | 'left out';

/** GitHub's limit of a comment, in characters; that of GitLab is higher. */
const LIMIT = 65_536;

/**
 * Keeps one comment per name up to date. Found by an invisible first line, and only among what the own account wrote:
 * anybody may write that line.
 * @param create false: only an existing comment is brought up to date, where there is nothing worth a new one
 * @throws UserError for a text that is too long or empty; RemoteError when the forge refuses
 */
export async function postSticky(
  thread: Thread,
  { name, text, create }: { readonly name: string; readonly text: string; readonly create: boolean },
): Promise<Posted> {
  if (!/^[\w.-]+$/.test(name)) throw new UserError(`"${name}" is no name of a comment`, ['letters, digits, - . _']);
  if (text.trim() === '') throw new UserError('there is nothing to comment', ['write the file with ciliascope diff']);
  const marker = `<!-- ciliascope:${name} -->`;
  const body = `${marker}\n${text.trim()}\n`;
  if (Buffer.byteLength(body) > LIMIT) {
    throw new UserError(`a comment of ${Buffer.byteLength(body)} bytes is too long: ${LIMIT} are allowed`, [
      'ciliascope diff --format markdown stays below that',
    ]);
  }
  const me = await thread.me();
  const mine = (await thread.list()).filter(({ author, body: old }) => author === me && old.startsWith(marker));
  const [first] = mine;
  if (!first) {
    if (!create) return 'left out';
    demand(await thread.create(body), thread.name);
    return 'created';
  }
  if (first.body.trim().replaceAll('\r\n', '\n') === body.trim()) return 'unchanged';
  demand(await thread.update(first.id, body), thread.name);
  return 'updated';
}

/** @throws RemoteError unless the forge took it */
export function demand({ status, json }: HttpAnswer, name: string): void {
  if (status >= 200 && status < 300) return;
  const said = (json as { readonly message?: unknown } | undefined)?.message;
  throw new RemoteError(`${name}: refused (${status}${typeof said === 'string' ? `: ${said}` : ''})`, hintsOf(status), {
    retryable: false,
  });
}

function hintsOf(status: number): readonly string[] {
  if (status === 401) return ['the token is not accepted: is it expired?'];
  if (status === 403) return ['the token may not comment: pull-requests: write on GitHub, the scope api on GitLab'];
  return status === 404 ? ['is it there, and may the token see it?'] : [];
}
