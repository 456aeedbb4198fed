import type { WindowPreset } from '../src/define.ts';

/** Windows and budget shares of the SRE workbook (chapter 5), and the 1d/2h row of its sample rules. */
const google: WindowPreset = {
  name: 'google',
  description: 'pages at 2% and 5% of the budget, tickets at 10%',
  tiers: [
    { severity: 'page', long: '1h', short: '5m', budget: '2' },
    { severity: 'page', long: '6h', short: '30m', budget: '5' },
    { severity: 'ticket', long: '1d', short: '2h', budget: '10' },
    { severity: 'ticket', long: '3d', short: '6h', budget: '10' },
  ],
};

/** The same with a hold: fewer notifications for bursts that end by themselves, each hold paid for in budget. */
const steady: WindowPreset = {
  name: 'steady',
  description: 'google, each tier held for a while before it fires',
  tiers: [
    { severity: 'page', long: '1h', short: '5m', budget: '2', for: '2m' },
    { severity: 'page', long: '6h', short: '30m', budget: '5', for: '15m' },
    { severity: 'ticket', long: '1d', short: '2h', budget: '10', for: '1h' },
    { severity: 'ticket', long: '3d', short: '6h', budget: '10', for: '3h' },
  ],
};

/** A week's budget is spent faster: larger shares keep every factor above 1. */
const week: WindowPreset = {
  name: '7d',
  description: 'for a period of a week',
  tiers: [
    { severity: 'page', long: '1h', short: '5m', budget: '8' },
    { severity: 'page', long: '6h', short: '30m', budget: '12.5' },
    { severity: 'ticket', long: '1d', short: '2h', budget: '20' },
    { severity: 'ticket', long: '3d', short: '6h', budget: '43' },
  ],
};

/** Four weeks: as google, and the last share large enough that the ticket means the budget will not last. */
const fourWeeks: WindowPreset = {
  name: '28d',
  description: 'for a period of four weeks',
  tiers: [
    { severity: 'page', long: '1h', short: '5m', budget: '2' },
    { severity: 'page', long: '6h', short: '30m', budget: '5' },
    { severity: 'ticket', long: '1d', short: '2h', budget: '10' },
    { severity: 'ticket', long: '3d', short: '6h', budget: '11' },
  ],
};

/** What Pyrra generates, for those who come from there: fixed factors, windows in proportion to the period. */
const pyrra: WindowPreset = {
  name: 'pyrra',
  description: 'factors 14, 7, 2 and 1 on windows in proportion to the period',
  tiers: [
    { severity: 'page', long: '1h', short: '5m', factor: '14', for: '2m' },
    { severity: 'page', long: '6h', short: '30m', factor: '7', for: '15m' },
    { severity: 'ticket', long: '1d', short: '2h', factor: '2', for: '1h' },
    { severity: 'ticket', long: '4d', short: '6h', factor: '1', for: '3h' },
  ],
  scaledFrom: { period: '28d', round: 'minute' },
};

/** Google's shares on windows in proportion to the period, for periods far from a month. */
const scaled: WindowPreset = {
  name: 'scaled',
  description: 'google, windows in proportion to the period',
  tiers: google.tiers,
  scaledFrom: { period: '30d', round: 'familiar' },
};

/** Window sets that SLOs and the settings name. */
export const windows: readonly WindowPreset[] = [google, steady, week, fourWeeks, pyrra, scaled];
