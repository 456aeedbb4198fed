import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommentOptions } from '../../src/commands/comment.ts';
import { commentCommand } from '../../src/commands/comment.ts';
import type { ForgeDouble } from '../support/forge-double.ts';
import { BOT, startForgeDouble } from '../support/forge-double.ts';

let forge: ForgeDouble;
let dir: string;
beforeEach(async () => {
  forge = await startForgeDouble();
  dir = mkdtempSync(join(tmpdir(), 'ciliascope-comment-'));
});
afterEach(async () => {
  rmSync(dir, { recursive: true });
  await forge.close();
});

const PULL = { pull_request: { number: 7 } };
const forked = (sha: string) => ({
  workflow_run: { head_sha: sha, head_branch: 'patch', head_repository: { owner: { login: 'stranger' } } },
});

/** Runs the command as a CI job would, and says what it printed. */
async function comment(
  text: string,
  {
    event = PULL,
    env = {},
    ...options
  }: Partial<CommentOptions> & { event?: object; env?: Record<string, string> } = {},
): Promise<string> {
  writeFileSync(join(dir, 'diff.md'), text);
  writeFileSync(join(dir, 'event.json'), JSON.stringify(event));
  let said = '';
  const stream = { write: (words: string) => (said += words) };
  const actions = {
    GITHUB_REPOSITORY: 'org/boards',
    GITHUB_TOKEN: 'writer-canary',
    GITHUB_API_URL: forge.url,
    GITHUB_EVENT_PATH: join(dir, 'event.json'),
  };
  const io = { projectDir: dir, stdout: stream, stderr: stream, env: { ...actions, ...env } };
  await commentCommand('diff.md', { name: 'diff', account: BOT, create: true, ...options }, io);
  return said.trim();
}

const GITLAB = () => ({
  GITLAB_CI: 'true',
  CI_API_V4_URL: forge.url,
  CI_PROJECT_ID: '42',
  CI_MERGE_REQUEST_IID: '7',
  GITLAB_TOKEN: 'canary',
});

describe.each([
  ['a pull request on GitHub', () => ({})],
  ['a merge request on GitLab', GITLAB],
])('the comment of %s', (_, env) => {
  it('is written once, left alone, and then brought up to date in its place', async () => {
    expect(await comment('one', { env: env() })).toMatch(/: created$/);
    expect(await comment('one', { env: env() })).toMatch(/: unchanged$/);
    expect(await comment('two', { env: env() })).toMatch(/: updated$/);
    expect(forge.comments.map(({ body }) => body)).toEqual(['<!-- ciliascope:diff -->\ntwo\n']);
    expect(forge.writes).toHaveLength(2);
  });

  it('is found behind many others, and never taken for that of somebody else', async () => {
    const others = Array.from({ length: 230 }, (__, id) => ({
      id,
      user: { login: 'stranger' },
      author: { id: 9 },
      body: '<!-- ciliascope:diff -->\nnot ours',
    }));
    forge.comments.push(...others);
    await comment('one', { env: env() });
    await comment('two', { env: env() });
    expect(forge.comments.slice(0, 230).every(({ body }) => body.endsWith('not ours'))).toBe(true);
    expect(forge.comments.slice(230).map(({ body }) => body)).toEqual(['<!-- ciliascope:diff -->\ntwo\n']);
  });

  it('is one for each name', async () => {
    await comment('a', { env: env(), name: 'diff' });
    await comment('b', { env: env(), name: 'plan' });
    expect(forge.comments).toHaveLength(2);
  });

  it('is not begun where there is nothing to say', async () => {
    expect(await comment('one', { env: env(), create: false })).toMatch(/: left out$/);
    await comment('one', { env: env() });
    expect(await comment('two', { env: env(), create: false })).toMatch(/: updated$/);
  });
});

describe('a run for a fork', () => {
  it('finds its pull request by the commit, not by what the fork says', async () => {
    expect(await comment('one', { event: forked('abc') })).toBe('pull request 7 of org/boards: created');
    await expect(comment('one', { event: forked('forged') })).rejects.toThrow('no open pull request has this commit');
  });
});

describe('commenting refuses', () => {
  it.each<[string, Parameters<typeof comment>, string]>([
    ['a run without a pull request', ['x', { event: {} }], 'this run is about no pull request'],
    [
      'a token that may only read',
      ['x', { env: { GITHUB_TOKEN: 'reader' } }],
      'refused (403: Resource not accessible by integration)',
    ],
    ['a place that is no CI system', ['x', { env: { GITHUB_REPOSITORY: '' } }], 'GITHUB_REPOSITORY is not set'],
    ['a text that is too long', ['x'.repeat(70_000)], 'is too long'],
    ['an empty text', ['\n'], 'nothing to comment'],
    ['a name that could end the marker', ['x', { name: '--> <b>' }], 'is no name of a comment'],
    ['a pull request that is not there', ['x', { pull: 8 }], 'refused (404'],
  ])('%s', async (_, args, message) => {
    await expect(comment(...args)).rejects.toThrow(message);
    expect(forge.writes).toEqual([]);
  });

  it('and never shows the token', async () => {
    const error = await comment('x', { pull: 8 }).catch((cause: unknown) => cause);
    expect(JSON.stringify(error) + String(error)).not.toContain('canary');
    expect(forge.last().authorization).toBe('Bearer writer-canary');
  });
});
