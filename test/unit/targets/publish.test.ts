import { describe, expect, it } from 'vitest';
import { RemoteError } from '../../../src/errors.ts';
import { compare } from '../../../src/plan/compare.ts';
import type { Desired, Live } from '../../../src/plan/resource.ts';
import { publish } from '../../../src/targets/publish.ts';
import type { Applied, Target } from '../../../src/targets/target.ts';
import { desired, live, ORDINARY } from '../../support/plan.ts';

const facts = { kind: 'grafana', server: 's', fingerprint: 'f', warnings: [] } as const;

/** Publishes against a target that answers as told, and returns what was tried, and the outcomes. */
async function run(
  wanted: readonly Desired[],
  there: readonly Live[],
  answer: (id: string) => Applied,
  signal = new AbortController(),
) {
  const tried: string[] = [];
  let [running, most] = [0, 0];
  const target: Target = {
    name: 't',
    connect: async () => facts,
    read: async () => there,
    apply: async ({ operation, item }) => {
      tried.push(`${operation} ${item.id}`);
      most = Math.max(most, ++running);
      await new Promise((done) => setImmediate(done));
      running--;
      return answer(item.id);
    },
  };
  const plan = { target: 't', facts, set: 's', items: compare(wanted, there, ORDINARY, () => []) };
  const outcomes = await publish({
    target,
    plan,
    desired: wanted,
    live: there,
    message: '',
    adopt: false,
    concurrency: 2,
    signal: signal.signal,
    progress: () => {},
  });
  return { tried, most, outcomes: outcomes.map(({ item, applied }) => [item.id, applied.kind]) };
}

const done = (): Applied => ({ kind: 'done' });
const outer = desired('folder/outer');
const inner = desired('folder/inner', {}, { parent: 'folder/outer' });
const board = desired('dashboard/a', {}, { parent: 'folder/inner' });

describe('publish', () => {
  it('makes folders from the top down, then what is in them, and deletes last from the bottom up', async () => {
    const gone = [
      live('folder/gone'),
      live('folder/gone-inner', {}, { parent: 'folder/gone' }),
      live('dashboard/gone', {}, { parent: 'folder/gone-inner' }),
    ];
    const { tried } = await run([board, inner, outer], gone, done);
    expect(tried).toEqual([
      'create folder/outer',
      'create folder/inner',
      'create dashboard/a',
      'delete dashboard/gone',
      'delete folder/gone-inner',
      'delete folder/gone',
    ]);
  });

  it('does not try what lies in a folder that failed, and goes on elsewhere', async () => {
    const { outcomes } = await run([outer, inner, board, desired('dashboard/root')], [], (id) =>
      id === 'folder/outer' ? { kind: 'failed', reason: 'no', hints: [] } : done(),
    );
    expect(outcomes).toEqual([
      ['folder/outer', 'failed'],
      ['folder/inner', 'skipped'],
      ['dashboard/a', 'skipped'],
      ['dashboard/root', 'done'],
    ]);
  });

  it('starts nothing more once the server is lost', async () => {
    const boards = ['a', 'b', 'c', 'd'].map((name) => desired(`dashboard/${name}`));
    const { outcomes, tried } = await run(boards, [], () => {
      throw new RemoteError('gone');
    });
    expect(tried.length).toBeLessThanOrEqual(2);
    expect(outcomes.map(([, kind]) => kind)).toEqual(['failed', 'failed', 'skipped', 'skipped']);
  });

  it('lets what is in flight end when interrupted, and starts nothing more', async () => {
    const boards = ['a', 'b', 'c', 'd'].map((name) => desired(`dashboard/${name}`));
    const controller = new AbortController();
    const { outcomes } = await run(
      boards,
      [],
      () => {
        controller.abort();
        return { kind: 'done' };
      },
      controller,
    );
    expect(outcomes.map(([, kind]) => kind)).toEqual(['done', 'done', 'skipped', 'skipped']);
  });

  it('writes as many at a time as allowed, and no more', async () => {
    const { most } = await run(
      ['a', 'b', 'c', 'd', 'e'].map((name) => desired(`dashboard/${name}`)),
      [],
      done,
    );
    expect(most).toBe(2);
  });

  it('does not hide a bug', async () => {
    await expect(
      run([board], [], () => {
        throw new TypeError('bug');
      }),
    ).rejects.toThrow(TypeError);
  });
});
