import { describe, expect, it } from 'vitest';
import { checksum } from '../../../src/plan/checksum.ts';
import { compare } from '../../../src/plan/compare.ts';
import type { Consent } from '../../../src/plan/plan.ts';
import type { Desired, Live } from '../../../src/plan/resource.ts';
import { desired, live, ORDINARY } from '../../support/plan.ts';

const ID = 'dashboard/a';
const said = [{ subject: 'it', text: 'changed' }];
const plan = (wanted: readonly Desired[], there: readonly Live[], consent: Partial<Consent> = {}) =>
  compare(wanted, there, { ...ORDINARY, ...consent }, () => said);

const [old, now] = [{ v: 1 }, { v: 2 }];
const edited = live(
  ID,
  { v: 'edited' },
  { published: checksum(old), changedBy: 'alice', changedAt: '2026-11-01T10:00:00Z' },
);
const foreign = (adoptable: boolean): Live =>
  live(ID, old, { owner: { kind: 'foreign', who: 'terraform', how: 'remove it there', adoptable } });

describe('compare', () => {
  it.each<[string, readonly Desired[], readonly Live[], Partial<Consent>, string, string | undefined]>([
    ['creates what is not there', [desired(ID, now)], [], {}, 'create', 'create'],
    ['updates what nobody touched', [desired(ID, now)], [live(ID, old)], {}, 'update', 'update'],
    ['leaves alone what is equal', [desired(ID, now)], [live(ID, now)], {}, 'unchanged', undefined],
    [
      'moves what is equal and lies elsewhere',
      [desired(ID, now, { parent: 'folder/x' })],
      [live(ID, now)],
      {},
      'move',
      'move',
    ],
    ['tells an edit', [desired(ID, now)], [edited], {}, 'drifted', undefined],
    ['tells an edit though the source did not change', [desired(ID, old)], [edited], {}, 'drifted', undefined],
    ['overwrites an edit when told to', [desired(ID, now)], [edited], { overwriteDrift: true }, 'drifted', 'update'],
    ['does not adopt an edit', [desired(ID, now)], [edited], { adopt: true }, 'drifted', undefined],
    [
      'takes an edit that brought it to what we want for done',
      [desired(ID, { v: 'edited' })],
      [edited],
      {},
      'unchanged',
      undefined,
    ],
    [
      'tells that somebody moved it',
      [desired(ID, now, { parent: 'folder/ours' })],
      [
        live(ID, now, {
          parent: 'folder/theirs',
          published: checksum({ content: checksum(now), parent: 'folder/ours' }),
        }),
      ],
      {},
      'drifted',
      undefined,
    ],
    [
      'keeps off what was there before',
      [desired(ID, now)],
      [live(ID, old, { owner: { kind: 'nobody' } })],
      {},
      'conflict',
      undefined,
    ],
    [
      'adopts what was there before when told to',
      [desired(ID, now)],
      [live(ID, old, { owner: { kind: 'nobody' } })],
      { adopt: true },
      'conflict',
      'update',
    ],
    [
      'does not adopt because drift may be overwritten',
      [desired(ID, now)],
      [live(ID, old, { owner: { kind: 'nobody' } })],
      { overwriteDrift: true },
      'conflict',
      undefined,
    ],
    [
      "keeps off another tool's",
      [desired(ID, now)],
      [foreign(false)],
      { adopt: true, overwriteDrift: true },
      'conflict',
      undefined,
    ],
    [
      'takes over from another tool where that can be done',
      [desired(ID, now)],
      [foreign(true)],
      { adopt: true },
      'conflict',
      'update',
    ],
    [
      'keeps off fields that others hold',
      [desired(ID, now)],
      [live(ID, old, { heldByOthers: ['spec by "helm"'] })],
      {},
      'conflict',
      undefined,
    ],
    [
      'blocks what the target refuses',
      [desired(ID, now, { refused: 'too large' })],
      [live(ID, old)],
      {},
      'blocked',
      undefined,
    ],
    ['deletes what is ours and gone from the source', [], [live(ID, old)], {}, 'delete', 'delete'],
    ['keeps it without pruning', [], [live(ID, old)], { prune: false }, 'delete', undefined],
    ['does not delete an edit', [], [edited], {}, 'drifted', undefined],
    ['deletes an edit when told to', [], [edited], { overwriteDrift: true }, 'drifted', 'delete'],
  ])('%s', (_, wanted, there, consent, state, operation) => {
    expect(plan(wanted, there, consent).map((item) => [item.state, item.operation])).toEqual([[state, operation]]);
  });

  it.each<[string, Live]>([
    ['what nobody claims', live(ID, old, { owner: { kind: 'nobody' } })],
    ["what is another tool's", foreign(true)],
  ])('never deletes %s, whatever is allowed', (_, there) => {
    expect(plan([], [there], { overwriteDrift: true, adopt: true, prune: true })).toEqual([]);
  });

  it.each<[string, readonly Desired[], readonly Live[], boolean]>([
    ['with all that is in it', [], [live('folder/f', {}, { holds: 1 }), live(ID, old, { parent: 'folder/f' })], true],
    ['that is empty', [], [live('folder/f', {}, { holds: 0 })], true],
    [
      'that its boards leave',
      [desired(ID, now, { parent: 'folder/g' })],
      [live('folder/f', {}, { holds: 1 }), live(ID, old, { parent: 'folder/f' })],
      true,
    ],
    [
      'with the folders in it',
      [],
      [live('folder/f', {}, { holds: 1 }), live('folder/f/g', {}, { parent: 'folder/f', holds: 0 })],
      true,
    ],
    [
      'that holds something of others',
      [],
      [live('folder/f', {}, { holds: 2 }), live(ID, old, { parent: 'folder/f' })],
      false,
    ],
    [
      'that an edited board does not leave',
      [desired(ID, now, { parent: 'folder/g' })],
      [live('folder/f', {}, { holds: 1 }), live(ID, old, { parent: 'folder/f', published: 'other' })],
      false,
    ],
  ])('removes a folder %s, or leaves it out', (_, wanted, there, goes) => {
    expect(plan(wanted, there).some((item) => item.id === 'folder/f' && item.operation === 'delete')).toBe(goes);
  });

  it('says who edited it and when', () => {
    expect(plan([desired(ID, now)], [edited])[0]?.reason).toBe(
      'edited since it was published, last changed by alice at 2026-11-01T10:00:00Z',
    );
  });

  it('binds a write to the version it saw', () => {
    expect(plan([desired(ID, now)], [live(ID, old, { version: '7' })])[0]).toMatchObject({
      version: '7',
      liveChecksum: checksum(old),
      checksum: checksum(now),
      changes: said,
    });
  });
});
