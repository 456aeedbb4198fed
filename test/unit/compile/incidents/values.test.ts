import { describe, expect, it } from 'vitest';
import { valuesOf } from '../../../../src/compile/incidents/values.ts';
import type { SeriesPlan } from '../../../../src/define.ts';

/** Ten minutes of history and five more, a sample a minute: 16 samples, t0 is the eleventh. */
const clock = { step: 60, onset: 600, end: 900 };

/** Sentence -> life -> promtool's notation. */
const LIVES: readonly [string, Pick<SeriesPlan, 'before' | 'after'>, string][] = [
  ['a gauge holds its value to the end', { before: [{ value: 1 }] }, '1+0x9 1+0x5'],
  ['a gauge changes with the sample at t0', { before: [{ value: 1 }], after: [{ value: 0 }] }, '1+0x9 0+0x5'],
  ['a gauge moves in a line', { before: [{ value: 0.5 }], after: [{ value: 0.5, to: 1 }] }, '0.5+0x9 0.5+0.1x5'],
  ['a gauge goes down', { before: [{ value: 5, to: 0.5 }], after: [{ value: 0 }] }, '5-0.5x9 0+0x5'],
  ['a counter has counted for a day, and counts on', { before: [{ perSecond: 1 }] }, '86400+60x9 87000+60x5'],
  [
    'a counter that speeds up shows it one sample after t0',
    { before: [{ perSecond: 1 }], after: [{ perSecond: 10 }] },
    '86400+60x9 87000+600x5',
  ],
  [
    'a counter born at t0 starts with what one step brings',
    { before: [{ absent: 'gone' }], after: [{ perSecond: 2 }] },
    '_x10 120+120x5',
  ],
  ['a counter is born at a value and stays', { before: [{ absent: 'gone' }], after: [{ value: 40 }] }, '_x10 40+0x5'],
  [
    'a reset starts at the value given',
    {
      before: [
        { for: '5m', perSecond: 1 },
        { value: 0, perSecond: 1 },
      ],
    },
    '86400+60x4 0+60x4 300+60x5',
  ],
  [
    'a target that is gone leaves a stale marker',
    { before: [{ value: 1 }], after: [{ absent: 'gone' }] },
    '1+0x9 stale _x5',
  ],
  [
    'a gap leaves none, and the counter comes back where it was',
    { before: [{ perSecond: 1 }], after: [{ for: '2m', absent: 'gap' }, { perSecond: 1 }] },
    '86400+60x9 _x2 86940+60x3',
  ],
  ['a share of what was before', { before: [{ perSecond: 1 }], after: [{ times: 0.2 }] }, '86400+60x9 87000+12x5'],
  [
    'a phase ends where the run does',
    { before: [{ value: 1 }], after: [{ for: '1h', value: 2 }, { value: 3 }] },
    '1+0x9 2+0x5',
  ],
];

describe('valuesOf', () => {
  it.each(LIVES)('%s', (_, plan, values) => {
    expect(valuesOf(plan, clock)).toBe(values);
  });

  it('writes a sample for every step of the run, and the one at its end', () => {
    for (const [, plan] of LIVES) {
      const samples = valuesOf(plan, clock)
        .split(' ')
        .reduce((sum, part) => sum + samplesIn(part), 0);
      expect(samples).toBe(16);
    }
  });

  it('refuses a phase without an end before another', () => {
    expect(() => valuesOf({ before: [{ value: 1 }, { value: 2 }] }, clock)).toThrow(
      'every phase but the last needs one',
    );
  });
});

/** `a+bxN` is N + 1 samples, `_xN` is N, anything else one. */
function samplesIn(part: string): number {
  const repeated = /x(\d+)$/.exec(part)?.[1];
  if (repeated === undefined) return 1;
  return Number(repeated) + (part.startsWith('_') ? 0 : 1);
}
