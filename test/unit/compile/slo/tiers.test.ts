import { describe, expect, it } from 'vitest';
import { windows } from '../../../../rules/windows.ts';
import { toShort, toText } from '../../../../src/compile/slo/rational.ts';
import { objectiveOf, tiersOf, tierWarnings } from '../../../../src/compile/slo/tiers.ts';
import { tiersNamed } from '../../../../src/compile/slo/windows.ts';
import type { WindowTier } from '../../../../src/define.ts';

const LIMITS = { scrape: 30, minEvents: 0 };
const PAGE: WindowTier = { severity: 'page', long: '1h', short: '5m', budget: '2' };

const preset = (name: string, objective: string, period: string, scrape = 30) => {
  const exact = objectiveOf(objective, period);
  return tiersOf(tiersNamed(name, windows, exact.period.seconds, scrape), exact, { ...LIMITS, scrape });
};

const one = (tier: Partial<WindowTier>, objective = '99.9', period = '30d', limits = LIMITS) =>
  tiersOf([{ ...PAGE, ...tier }], objectiveOf(objective, period), limits);

describe('an objective', () => {
  it.each([
    {
      name: '100 leaves nothing to burn, and says so with the sum',
      percent: '100',
      message:
        'objective 100% leaves no error budget: (100 - 100) / 100 = 0. Nothing is perfect: ask for less than 100',
    },
    {
      name: 'above 100 would leave less than nothing',
      percent: '100.5',
      message: 'objective 100.5% leaves no error budget: (100 - 100.5) / 100 = -0.005',
    },
    {
      name: '0 asks for nothing',
      percent: '0',
      message: 'the error budget is (100 - 0) / 100 = 1, every event may be bad',
    },
    { name: 'below 0 asks for less', percent: '-5', message: '(100 - -5) / 100 = 1.05' },
    {
      name: 'words are no percentage',
      percent: 'high',
      message: 'objective "high" is no percentage as a decimal string',
    },
  ])('$name', ({ percent, message }) => {
    expect(() => objectiveOf(percent, '30d')).toThrow(message);
  });

  it.each([
    { name: 'a period that is no duration is refused', period: 'month', message: '"month" is no Prometheus duration' },
    { name: 'a period of no length is refused', period: '0s', message: 'period "0s" has no length' },
  ])('$name', ({ period, message }) => {
    expect(() => objectiveOf('99.9', period)).toThrow(message);
  });
});

describe('tiers', () => {
  it.each([
    { period: '7d', factors: ['3.36', '1.4', '0.7', '0.2333'] },
    { period: '14d', factors: ['6.72', '2.8', '1.4', '0.4667'] },
    { period: '28d', factors: ['13.44', '5.6', '2.8', '0.9333'] },
    { period: '30d', factors: ['14.4', '6', '3', '1'] },
    { period: '90d', factors: ['43.2', '18', '9', '3'] },
  ])('google over $period burns at $factors times the budget', ({ period, factors }) => {
    expect(preset('google', '99.9', period).map(({ factor }) => toShort(factor))).toEqual(factors);
  });

  it.each([
    { objective: '99.9', thresholds: ['0.0144', '0.006', '0.003', '0.001'] },
    { objective: '99', thresholds: ['0.144', '0.06', '0.03', '0.01'] },
    { objective: '99.99', thresholds: ['0.00144', '0.0006', '0.0003', '0.0001'] },
  ])('google at $objective % has exact thresholds', ({ objective, thresholds }) => {
    expect(preset('google', objective, '30d').map(({ threshold }) => toText(threshold))).toEqual(thresholds);
  });

  it.each([
    { name: '7d', period: '7d' },
    { name: '28d', period: '28d' },
  ])('$name keeps every burn rate above 1, so that its tickets mean the budget will not last', ({ name, period }) => {
    const objective = objectiveOf('99.9', period);
    expect(tierWarnings(preset(name, '99.9', period), objective, LIMITS, undefined)).toEqual([]);
  });

  it('pyrra keeps its factors and derives the share from the windows it prints', () => {
    const tiers = preset('pyrra', '99.9', '28d');
    expect(tiers.map(({ factor }) => toText(factor))).toEqual(['14', '7', '2', '1']);
    expect(tiers.map(({ share }) => toShort(share))).toEqual(['0.02083', '0.0625', '0.07143', '0.1429']);
  });

  it('steady holds what google does not, at the same thresholds', () => {
    const [google, steady] = [preset('google', '99.9', '30d'), preset('steady', '99.9', '30d')];
    expect(steady.map(({ threshold }) => toText(threshold))).toEqual(google.map(({ threshold }) => toText(threshold)));
    expect(google.map((tier) => tier.for.text)).toEqual(['0s', '0s', '0s', '0s']);
    expect(steady.map((tier) => tier.for.text)).toEqual(['2m', '15m', '1h', '3h']);
  });

  it('a short window left out is a twelfth of the long one', () => {
    const [tier] = tiersOf([{ severity: 'page', long: '6h', budget: '5' }], objectiveOf('99.9', '30d'), LIMITS);
    expect(tier?.short.text).toBe('30m');
  });

  it('an SLO of tickets has no pages', () => {
    const tiers = tiersOf(tiersNamed('google', windows, 30 * 86_400, 30), objectiveOf('99.9', '30d'), {
      ...LIMITS,
      atMost: 'ticket',
    });
    expect(tiers.map(({ severity }) => severity)).toEqual(['ticket', 'ticket', 'ticket', 'ticket']);
  });

  it('of two floors of bad events the higher one holds', () => {
    expect(one({ minEvents: 5 }, '99.9', '30d', { scrape: 30, minEvents: 3 })[0]?.minEvents).toBe(5);
    expect(one({ minEvents: 2 }, '99.9', '30d', { scrape: 30, minEvents: 3 })[0]?.minEvents).toBe(3);
  });

  it.each([
    {
      name: 'a threshold above 1 can never fire: the message has the sum and the least objective',
      tier: {},
      objective: '90',
      message:
        'tier 1 (1h/5m) can never fire at an objective of 90%: 0.02 * 30d / 1h = 14.4 times a budget of 0.1 is 1.44, and no error ratio is above 1. Ask for more than 93.06%',
    },
    {
      name: 'a long window as long as the period is refused',
      tier: { long: '3d', short: '6h' },
      period: '3d',
      message: 'its long window of 3d (259200 s) does not fit into the period of 3d (259200 s)',
    },
    {
      name: 'a period shorter than a window is refused',
      tier: { long: '3d', short: '6h' },
      period: '1d',
      message: 'its long window of 3d (259200 s) does not fit into the period of 1d (86400 s)',
    },
    {
      name: 'a short window as long as the long one is refused',
      tier: { short: '1h' },
      message: 'tier 1 (1h/1h): the short window must be shorter than the long one',
    },
    {
      name: 'a short window of less than two scrapes is refused with both numbers',
      tier: { short: '1m' },
      scrape: 60,
      message:
        'the short window of 60 s holds fewer than two scrapes (2 * 60 s = 120 s), so no rate: make it at least 4m',
    },
    { name: 'a share of nothing is refused', tier: { budget: '0' }, message: 'needs either a budget share above 0' },
    { name: 'a share that is no number is refused', tier: { budget: 'two' }, message: 'needs either a budget share' },
    { name: 'a share beside a factor is refused', tier: { factor: '14.4' }, message: 'needs either a budget share' },
    {
      name: 'a window that is no duration is refused',
      tier: { long: '1 hour' },
      message: '"1 hour" is no Prometheus duration',
    },
  ])('$name', ({ tier, objective = '99.9', period = '30d', scrape = 30, message }) => {
    expect(() => one(tier, objective, period, { scrape, minEvents: 0 })).toThrow(message);
  });

  it('a threshold of exactly 1 can never fire either', () => {
    const twice: WindowTier = { severity: 'page', long: '6h', factor: '2' };
    expect(() => tiersOf([twice], objectiveOf('50', '30d'), LIMITS)).toThrow(
      '= 2 times a budget of 0.5 is 1, and no error ratio is above 1. Ask for more than 50%',
    );
    expect(tiersOf([twice], objectiveOf('50.1', '30d'), LIMITS)).toHaveLength(1);
  });

  it('windows without a tier are refused', () => {
    expect(() => tiersOf([], objectiveOf('99.9', '30d'), LIMITS)).toThrow('windows hold no tier: name at least one');
  });
});

describe('warnings about tiers', () => {
  const warned = (period: string, scrape: number, retention?: number) => {
    const objective = objectiveOf('99.9', period);
    return tierWarnings(preset('google', '99.9', period, scrape), objective, { scrape, minEvents: 0 }, retention);
  };

  it('google over a month at 30 s has none', () => {
    expect(warned('30d', 30)).toEqual([]);
  });

  it('a burn rate below 1 is named with its sum', () => {
    expect(warned('7d', 30)).toEqual([
      'tier 3 (1d/2h) fires although the budget would last: its burn rate is 0.1 * 7d / 1d = 0.7, below 1',
      'tier 4 (3d/6h) fires although the budget would last: its burn rate is 0.1 * 7d / 3d = 0.2333, below 1',
    ]);
  });

  it('a short window of less than four scrapes is named', () => {
    expect(warned('30d', 80)).toEqual([
      'tier 1 (1h/5m): the short window of 300 s holds fewer than four scrapes of 80 s; one that fails leaves no rate',
    ]);
  });

  it('a Prometheus that forgets sooner than the period ends is named', () => {
    expect(warned('30d', 30, 15 * 86_400)).toEqual([
      'Prometheus keeps 15d, the period is 30d: the budget is that of the days it remembers',
    ]);
    expect(warned('30d', 30, 30 * 86_400)).toEqual([]);
  });
});
