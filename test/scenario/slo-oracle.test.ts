import { describe, expect, it } from 'vitest';
import type { SloDefinition, WindowPreset } from '../../src/define.ts';
import { defineSlo, matching } from '../../src/define.ts';
import { findEngines } from '../../src/scenario/engines.ts';
import { requireEngine } from '../support/engines.ts';
import type { Answer } from '../support/slo-lab.ts';
import { ask, counter, STEP } from '../support/slo-lab.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;
/** The windows of the SRE workbook whose history fits into a day, as the test itself understands them: in seconds. */
const TIERS = [
  { tier: '1', long: HOUR, short: 300, share: 0.02, staged: 0 },
  // half of the base rate's five minutes
  { tier: '2', long: 6 * HOUR, short: 1800, share: 0.05, staged: 150 },
  // and a step of five minutes
  { tier: '3', long: DAY, short: 2 * HOUR, share: 0.1, staged: 450 },
] as const;

const presets: readonly WindowPreset[] = [
  {
    name: 'three',
    description: 'google without the last',
    tiers: [
      { severity: 'page', long: '1h', short: '5m', budget: '2' },
      { severity: 'page', long: '6h', short: '30m', budget: '5' },
      { severity: 'ticket', long: '1d', short: '2h', budget: '10' },
    ],
  },
];

const slo = (objective: string): SloDefinition =>
  defineSlo({
    name: 'requests',
    service: 'http',
    alert: 'HubbleHTTPSLOBurn',
    intent: 'HTTPAvailabilitySLOBurn',
    events: 'requests',
    burns: 'Requests fail.',
    summary: 'Requests fail.',
    objective,
    period: '30d',
    windows: 'three',
    presets,
    build: ({ metric }) => ({
      sli: {
        kind: 'ratio',
        total: { of: [metric('hubble_http_requests_total', { reporter: 'server' })] },
        bad: { of: [metric('hubble_http_requests_total', { reporter: 'server', status: matching('5..') })] },
      },
      groupBy: ['destination_namespace'],
      next: [],
      board: { dashboard: 'board' },
    }),
  });

const requests = (group: string, status: string) =>
  `hubble_http_requests_total{destination_namespace="${group}", reporter="server", status="${status}"}`;

const OUTAGES = [1, 0.5, 0.05] as const;
const ONSET = DAY + 2 * HOUR;
const RATE = 100;

/** Closed forms (SRE workbook, chapter 5): a window L burns above t after t * L / e, and S clears after S * (1 - t / e). */
const detection = ({ long, share }: (typeof TIERS)[number], budget: number, outage: number) =>
  (((share * 30 * DAY) / long) * budget * long) / outage;
const threshold = ({ long, share }: (typeof TIERS)[number], budget: number) => ((share * 30 * DAY) / long) * budget;
const clearing = (tier: (typeof TIERS)[number], budget: number, outage: number) =>
  tier.short * (1 - threshold(tier, budget) / outage);

/** Long enough for every tier that can fire, and for the longest short window to fill. */
const lasts = (budget: number, outage: number) => {
  const times = TIERS.filter((tier) => threshold(tier, budget) < outage).map((tier) => detection(tier, budget, outage));
  return Math.ceil((Math.max(...times) + 2.5 * HOUR) / 300) * 300;
};

const versions = findEngines('promtool');

describe.each(versions.length > 0 ? versions : [{ path: requireEngine('promtool'), version: '' }])(
  'promtool $version',
  ({ path }) => {
    it.each(['99', '99.9'])(
      'step outages of all, half and a twentieth at %s % are detected and cleared when the closed forms say so',
      { timeout: 600_000 },
      async (objective) => {
        const budget = (100 - Number(objective)) / 100;
        const end = ONSET + Math.max(...OUTAGES.map((outage) => lasts(budget, outage))) + 3 * HOUR;
        const series = Object.fromEntries(
          OUTAGES.flatMap((outage) => {
            const during = lasts(budget, outage);
            const life = (share: number) => [
              { seconds: ONSET, perSecond: share === outage ? 0 : RATE },
              { seconds: during, perSecond: RATE * share },
              { seconds: end - ONSET - during, perSecond: share === outage ? 0 : RATE },
            ];
            const well = [
              { seconds: ONSET, perSecond: RATE },
              { seconds: during, perSecond: RATE * (1 - outage) },
              { seconds: end - ONSET - during, perSecond: RATE },
            ];
            return [
              [requests(`e${outage}`, '200'), counter(well)],
              [requests(`e${outage}`, '500'), counter(life(outage))],
            ];
          }),
        );
        const firing = `timestamp(ALERTS{alertname="HubbleHTTPSLOBurn", alertstate="firing"})[${end}s:${STEP}s]`;
        const { first, last, gaps } = await ask(path, {
          slo: slo(objective),
          series,
          end,
          questions: {
            first: `min_over_time(${firing})`,
            last: `max_over_time(${firing})`,
            gaps: `(max_over_time(${firing}) - min_over_time(${firing})) / ${STEP} + 1 - count_over_time(${firing})`,
          },
        });
        const of = (answers: readonly Answer[] | undefined, tier: string, outage: number) =>
          answers?.find(({ labels }) => labels['slo_tier'] === tier && labels['destination_namespace'] === `e${outage}`)
            ?.value;
        for (const tier of TIERS) {
          for (const outage of OUTAGES) {
            const name = `tier ${tier.tier}, ${100 * outage} % bad at ${objective} %`;
            const detected = of(first, tier.tier, outage);
            if (threshold(tier, budget) >= outage) {
              expect(detected, `${name}: never fires`).toBeUndefined();
              continue;
            }
            const late = (detected ?? Number.NaN) - ONSET - detection(tier, budget, outage);
            expect(late, `${name}: seconds after the closed form`).toBeGreaterThanOrEqual(-STEP);
            expect(late, `${name}: seconds after the closed form`).toBeLessThanOrEqual(STEP + tier.staged);
            const clear = (of(last, tier.tier, outage) ?? Number.NaN) + STEP - ONSET - lasts(budget, outage);
            const slow = clear - clearing(tier, budget, outage);
            // a short window above an hour is made of five-minute rates, the last of which holds a trace for five minutes
            const trails = tier.short > HOUR ? 300 : 0;
            expect(slow, `${name}: seconds after it should clear`).toBeGreaterThanOrEqual(-STEP);
            expect(slow, `${name}: seconds after it should clear`).toBeLessThanOrEqual(2 * STEP + trails);
            expect(of(gaps, tier.tier, outage), `${name}: evaluations it does not fire in between`).toBe(0);
          }
        }
      },
    );
  },
);
