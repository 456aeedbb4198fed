import { describe, expect, it } from 'vitest';
import { RECORDS } from '../../src/compile/slo/names.ts';
import { findEngines } from '../../src/scenario/engines.ts';
import { requireEngine } from '../support/engines.ts';
import type { Answer, Scrape } from '../support/slo-lab.ts';
import { ask, exposed, random, STEP } from '../support/slo-lab.ts';
import { requests, sloOfADay as slo } from '../support/slo-of-a-day.ts';

const HOUR = 3600;
const END = 6 * HOUR;
const BUDGET = 0.01;
const SAMPLES = END / STEP;

const shareOf = (answers: readonly Answer[] | undefined, namespace: string) =>
  answers?.find(({ labels }) => labels['destination_namespace'] === namespace)?.value;

/** Traffic that never rests, less than a hundredth of it bad. */
function restless(seed: number): readonly Scrape[] {
  const next = random(seed);
  return Array.from({ length: SAMPLES }, () => ({ good: Math.floor(1000 * next()), bad: Math.floor(5 * next()) }));
}

const versions = findEngines('promtool');

describe.each(versions.length > 0 ? versions : [{ path: requireEngine('promtool'), version: '' }])(
  'the budget on promtool $version',
  ({ path }) => {
    it('adds up: every record follows from the events of the period', async () => {
      const scrapes = restless(1);
      const series = {
        [requests('x', '200')]: exposed(scrapes, 'good'),
        [requests('x', '500')]: exposed(scrapes, 'bad'),
      };
      const names = ['objective', 'budget', 'period', 'periodEvents', 'periodBadEvents', 'periodRatio'] as const;
      const made = ['consumed', 'remaining', 'left', 'burnRate', 'exhaustion', 'coverage'] as const;
      const questions = Object.fromEntries([...names, ...made].map((name) => [name, RECORDS[name]]));
      const got = await ask(path, {
        slo,
        series,
        end: END,
        questions: { ...questions, now: 'slo:error_ratio:rate5m' },
      });
      const of = (name: (typeof names)[number] | (typeof made)[number] | 'now') =>
        shareOf(got[name], 'x') ?? Number.NaN;
      expect([of('objective'), of('budget'), of('period')]).toEqual([0.99, BUDGET, 86_400]);
      const ratio = of('periodBadEvents') / of('periodEvents');
      expect(ratio).toBeGreaterThan(0);
      expect(of('periodRatio')).toBeCloseTo(ratio, 12);
      expect(of('consumed')).toBeCloseTo(ratio / BUDGET, 9);
      expect(of('remaining')).toBeCloseTo(1 - ratio / BUDGET, 9);
      expect(of('left') / (BUDGET * of('periodEvents') - of('periodBadEvents'))).toBeCloseTo(1, 9);
      expect(of('burnRate')).toBeCloseTo(of('now') / BUDGET, 9);
      expect(of('exhaustion') / ((of('remaining') * 86_400) / of('burnRate'))).toBeCloseTo(1, 9);
      // a quarter of the day is over; steps of five minutes
      expect(Math.abs(of('coverage') - 0.25)).toBeLessThanOrEqual(300 / 86_400);
    });

    it('services that rest, never fail, fail for the first time or go away leave no NaN, no Inf and no false alarm', async () => {
      const half = SAMPLES / 2;
      const series = {
        [requests('idle', '200')]: `5x${SAMPLES}`,
        [requests('idle', '500')]: `5x${SAMPLES}`,
        [requests('flawless', '200')]: `0+100x${SAMPLES}`,
        [requests('night', '200')]: `0+100x${half} ${100 * half}x${half}`,
        [requests('night', '500')]: `0x${SAMPLES}`,
        [requests('first', '200')]: `0+100x${SAMPLES}`,
        [requests('first', '500')]: `_x${half} 1+1x${half}`,
        [requests('gone', '200')]: `0+100x${half} stale`,
        [requests('gone', '500')]: `0+0x${half} stale`,
      };
      const records = [...Object.values(RECORDS), 'slo:error_ratio:rate5m', 'slo:error_ratio:rate1h'];
      const all = `[${END}s:${STEP}s]`;
      const strange = Object.fromEntries(
        records.flatMap((name, index) => [
          [`nan-${index}`, `count_over_time((${name} != ${name})${all})`],
          [`inf-${index}`, `count_over_time((abs(${name}) == Inf)${all})`],
        ]),
      );
      const got = await ask(path, {
        slo,
        series,
        end: END,
        questions: {
          ...strange,
          ratio: 'slo:error_ratio:rate5m',
          before: `slo:error_ratio:rate5m offset ${END / 2}s`,
          events: 'slo:events:rate5m',
          rest: RECORDS.remaining,
          alerts: `count_over_time(ALERTS${all})`,
        },
      });
      expect(Object.keys(strange).filter((name) => got[name]?.length !== 0)).toEqual([]);
      const ratios = (name: 'ratio' | 'before') =>
        Object.fromEntries((got[name] ?? []).map(({ labels, value }) => [labels['destination_namespace'], value]));
      // no traffic has no ratio; traffic without an error series has one, of zero
      expect(ratios('before')).toEqual({ flawless: 0, night: 0, first: 0, gone: 0 });
      expect(ratios('ratio')).toEqual({ flawless: 0, first: expect.closeTo(1 / 101, 6) });
      expect(got['events']?.map(({ labels }) => labels['destination_namespace']).toSorted()).toEqual([
        'first',
        'flawless',
        'idle',
        'night',
      ]);
      // what went away keeps the budget it had, and a night of rest spends none
      expect([shareOf(got['rest'], 'gone'), shareOf(got['rest'], 'night'), shareOf(got['rest'], 'idle')]).toEqual([
        1,
        1,
        undefined,
      ]);
      expect(got['alerts']).toEqual([]);
    });

    it('an SLO whose metric goes away for all is reported, and not before its ten minutes', async () => {
      const gone = 2 * HOUR;
      const firing = `timestamp(ALERTS{alertstate="firing"})[${END}s:${STEP}s]`;
      const got = await ask(path, {
        slo,
        series: { [requests('x', '200')]: `0+100x${gone / STEP} stale` },
        end: 3 * HOUR,
        questions: { first: `min_over_time(${firing}) - ${gone}` },
      });
      expect(got['first']?.map(({ labels }) => [labels['alertname'], labels['slo'], labels['severity']])).toEqual([
        ['CiliumSLOMetricAbsent', 'requests', 'warning'],
      ]);
      const after = got['first']?.[0]?.value ?? Number.NaN;
      expect(after).toBeGreaterThanOrEqual(600);
      // the five-minute rate outlives its series by up to five minutes
      expect(after).toBeLessThanOrEqual(600 + 300 + 2 * STEP);
    });
  },
);
