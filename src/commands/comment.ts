import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { EXIT, messageOf, UserError } from '../errors.ts';
import type { JsonObject } from '../model/dashboard.ts';
import { resolveHttp } from '../settings/secrets.ts';
import { githubThread } from '../targets/comments/github.ts';
import { gitlabThread } from '../targets/comments/gitlab.ts';
import type { Thread } from '../targets/comments/sticky.ts';
import { postSticky } from '../targets/comments/sticky.ts';
import type { HttpClient } from '../targets/http.ts';
import { httpClient } from '../targets/http.ts';
import type { CommandIo } from './io.ts';

export interface CommentOptions {
  /** Tells several comments of one pull request apart. */
  readonly name: string;
  readonly pull?: number;
  /** The account whose comments are ours, on GitHub. */
  readonly account: string;
  /** False: bring an existing comment up to date, and write no new one. */
  readonly create: boolean;
}

/** Keeps one comment of a pull or merge request equal to a file. Knows where it is by the variables of the CI system. */
export async function commentCommand(file: string, options: CommentOptions, io: CommandIo): Promise<number> {
  const text = await readFile(resolve(io.projectDir, file), 'utf8').catch((cause: unknown) => {
    throw new UserError(`${file} cannot be read: ${messageOf(cause)}`, ['write it with ciliascope diff'], { cause });
  });
  const forge = io.env['GITLAB_CI'] ? gitlab : github;
  const { http, open } = await forge(options, io);
  try {
    const thread = await open();
    io.stdout.write(`${thread.name}: ${await postSticky(thread, { ...options, text })}\n`);
    return EXIT.done;
  } finally {
    await http.close();
  }
}

interface Forge {
  readonly http: HttpClient;
  readonly open: () => Promise<Thread>;
}

async function github({ pull, account }: CommentOptions, io: CommandIo): Promise<Forge> {
  const repository = demandVariable('GITHUB_REPOSITORY', io);
  demandVariable('GITHUB_TOKEN', io);
  const url = io.env['GITHUB_API_URL'] ?? 'https://api.github.com';
  const options = await resolveHttp({ url, auth: { token: { env: 'GITHUB_TOKEN' } } }, io.env, io.projectDir, 'GitHub');
  const http = httpClient({ ...options, headers: { ...options.headers, 'user-agent': 'ciliascope' } });
  const event = await eventOf(io);
  return { http, open: () => githubThread(http, { repository, event, account, ...(pull ? { number: pull } : {}) }) };
}

async function eventOf({ env }: CommandIo): Promise<JsonObject> {
  const path = env['GITHUB_EVENT_PATH'];
  if (!path) return {};
  try {
    return JSON.parse(await readFile(path, 'utf8')) as JsonObject;
  } catch (cause) {
    throw new UserError(`the event of the workflow cannot be read: ${messageOf(cause)}`, ['name it: --pull NUMBER'], {
      cause,
    });
  }
}

async function gitlab({ pull }: CommentOptions, io: CommandIo): Promise<Forge> {
  const [url, project] = [demandVariable('CI_API_V4_URL', io), demandVariable('CI_PROJECT_ID', io)];
  const iid = pull === undefined ? demandVariable('CI_MERGE_REQUEST_IID', io) : String(pull);
  demandVariable('GITLAB_TOKEN', io);
  const headers = { 'private-token': { env: 'GITLAB_TOKEN' } };
  const http = httpClient(await resolveHttp({ url, headers }, io.env, io.projectDir, 'GitLab'));
  return { http, open: async () => gitlabThread(http, project, iid) };
}

function demandVariable(name: string, { env }: CommandIo): string {
  const value = env[name];
  if (value) return value;
  throw new UserError(`${name} is not set`, [
    'this command runs in GitHub Actions or GitLab CI; see docs/guides/review.md',
  ]);
}
