import { describe, expect, it } from 'vitest';
import { findEngines } from '../../src/scenario/engines.ts';
import { requireEngine } from '../support/engines.ts';
import type { Scrape } from '../support/slo-lab.ts';
import { ask, counts, exposed, random, STEP } from '../support/slo-lab.ts';
import { requests, sloOfADay as slo } from '../support/slo-of-a-day.ts';

const HOUR = 3600;
const END = 12 * HOUR;

const quiet = (seconds: number): readonly Scrape[] =>
  Array.from({ length: seconds / STEP }, () => ({ good: 0, bad: 0 }));

/** Nothing happens near either end of the period, so that its edges cut nothing off. */
const framed = (scrapes: readonly Scrape[]): readonly Scrape[] => [
  ...quiet(HOUR),
  ...scrapes,
  ...quiet(END - HOUR - scrapes.length * STEP),
];

/** Even traffic, and everything bad between two scrapes. */
const burst = (phase: number): readonly Scrape[] =>
  framed(Array.from({ length: 240 }, (_, index) => ({ good: 100, bad: index === 100 + phase ? 50 : 0 })));

/** Ten times the traffic by day, errors in the quiet half. */
function uneven(seed: number, fault: (next: () => number) => Partial<Scrape> = () => ({})): readonly Scrape[] {
  const next = random(seed);
  return framed(
    Array.from({ length: 1000 }, (_, index) => {
      const good = Math.floor(1000 * (index < 500 ? 1 : 0.1) * next());
      return { good, bad: index > 700 && index < 800 ? Math.floor(0.2 * good) : 0, ...fault(next) };
    }),
  );
}

const versions = findEngines('promtool');

describe.each(versions.length > 0 ? versions : [{ path: requireEngine('promtool'), version: '' }])(
  'the ratio of the period on promtool $version',
  ({ path }) => {
    /** What promtool makes of each, as a multiple of what was counted by hand. */
    async function weigh(services: Readonly<Record<string, readonly Scrape[]>>): Promise<readonly number[]> {
      const series = Object.fromEntries(
        Object.entries(services).flatMap(([name, scrapes]) => [
          [requests(name, '200'), exposed(scrapes, 'good')],
          [requests(name, '500'), exposed(scrapes, 'bad')],
        ]),
      );
      const { ratio } = await ask(path, { slo, series, end: END, questions: { ratio: 'slo:error_ratio:period' } });
      return Object.entries(services).map(([name, scrapes]) => {
        const { bad, total } = counts(scrapes);
        const found = ratio?.find(({ labels }) => labels['destination_namespace'] === name);
        return (found?.value ?? Number.NaN) / (bad / total);
      });
    }

    it('gives a burst of one scrape its weight wherever in five minutes it falls', async () => {
      const phases = Array.from({ length: 10 }, (_, phase) => [`p${phase}`, burst(phase)] as const);
      for (const weight of await weigh(Object.fromEntries(phases))) expect(Math.abs(weight - 1)).toBeLessThan(1e-9);
    });

    it('weighs uneven traffic by events', async () => {
      const services = { a: uneven(1), b: uneven(2), c: uneven(3) };
      for (const weight of await weigh(services)) expect(Math.abs(weight - 1)).toBeLessThan(1e-9);
    });

    // rate() itself extrapolates where a scrape is missing or a counter began: within a hundredth, and never a jump
    it.each([
      { name: 'counter resets', fault: (next: () => number) => ({ reset: next() < 0.01 }) },
      { name: 'failed scrapes', fault: (next: () => number) => ({ failed: next() < 0.02 }) },
    ])('stays within a hundredth of the truth through $name', async ({ fault }) => {
      const services = { a: uneven(4, fault), b: uneven(5, fault), c: uneven(6, fault) };
      for (const weight of await weigh(services)) expect(Math.abs(weight - 1)).toBeLessThan(0.01);
    });
  },
);
