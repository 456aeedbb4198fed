import { describe, expect, it } from 'vitest';
import { around, unitRandom } from '../../../src/scenario/random.ts';

describe('unitRandom', () => {
  it('gives the same number for the same seed and key, on every machine and in every order', () => {
    const keys = ['n01/cilium_drop_count_total', 'n02/cilium_drop_count_total', ''];
    const forwards = keys.map((key) => unitRandom(1, key));
    const backwards = keys.toReversed().map((key) => unitRandom(1, key));
    expect(backwards.toReversed()).toEqual(forwards);
    expect(unitRandom(1, 'n01')).toBe(0.486583040561527);
  });

  it('spreads over the whole interval and differs by seed', () => {
    const values = Array.from({ length: 2000 }, (_, index) => unitRandom(7, `series ${index}`));
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
    const tenths = Map.groupBy(values, (value) => Math.floor(value * 10));
    for (const [, group] of tenths) expect(group.length).toBeGreaterThan(150);
    expect(tenths.size).toBe(10);
    expect(unitRandom(8, 'series 1')).not.toBe(values[1]);
  });

  it('stays within the spread that is asked for', () => {
    const factors = Array.from({ length: 200 }, (_, index) => around(1, `node ${index}`, 0.25));
    expect(Math.min(...factors)).toBeGreaterThanOrEqual(0.75);
    expect(Math.max(...factors)).toBeLessThanOrEqual(1.25);
    expect(new Set(factors).size).toBeGreaterThan(190);
  });
});
