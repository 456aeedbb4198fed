import { describe, expect, it } from 'vitest';
import { windows } from '../../../../rules/windows.ts';
import { tiersNamed } from '../../../../src/compile/slo/windows.ts';

const DAY = 86_400;
const pairs = (name: string, days: number, scrape = 30) =>
  tiersNamed(name, windows, days * DAY, scrape).map(({ long, short }) => `${long}/${short}`);

describe('window presets', () => {
  it('are the six that the documents name', () => {
    expect(windows.map(({ name }) => name)).toEqual(['google', 'steady', '7d', '28d', 'pyrra', 'scaled']);
  });

  it.each([
    { name: 'google', days: 90, expected: ['1h/5m', '6h/30m', '1d/2h', '3d/6h'] },
    { name: 'scaled', days: 30, expected: ['1h/5m', '6h/30m', '1d/2h', '3d/6h'] },
    { name: 'scaled', days: 90, expected: ['3h/15m', '18h/1h', '3d/6h', '9d/18h'] },
    { name: 'scaled', days: 7, expected: ['15m/5m', '1h/5m', '6h/30m', '18h/1h'] },
    { name: 'pyrra', days: 28, expected: ['1h/5m', '6h/30m', '1d/2h', '4d/6h'] },
    // what Pyrra itself prints for a month: burnrate1h4m, 6h26m, 1d1h43m, 4d6h51m
    { name: 'pyrra', days: 30, expected: ['1h4m/5m', '6h26m/32m', '1d1h43m/2h9m', '4d6h51m/6h26m'] },
  ])('$name over $days days reads $expected', ({ name, days, expected }) => {
    expect(pairs(name, days)).toEqual(expected);
  });

  it('scaled keeps its short windows at four scrapes or more', () => {
    expect(pairs('scaled', 7, 120)).toEqual(['15m/8m', '1h/8m', '6h/30m', '18h/1h']);
  });

  it('tiers of the settings are taken as they are', () => {
    const own = [{ severity: 'page', long: '2h', budget: '3' }] as const;
    expect(tiersNamed(own, windows, 30 * DAY, 30)).toEqual(own);
  });

  it('a name that does not exist is refused with the one that comes near', () => {
    expect(() => pairs('gogle', 30)).toThrow(
      'no windows are called "gogle"; did you mean google? There are google, steady, 7d, 28d, pyrra, scaled',
    );
  });
});
