/** Series every SLO records, told apart by the `slo` label. Boards, tests and runbooks read them by these names. */
export const RECORDS = {
  /** Events per second, over five minutes. Of gauges and time slices: seconds that count, per second. */
  events: 'slo:events:rate5m',
  badEvents: 'slo:bad_events:rate5m',
  /** Events of five minutes in which every evaluation counts alike, so that steps of it add up to those of any time. */
  events5m: 'slo:events:increase5m',
  badEvents5m: 'slo:bad_events:increase5m',
  sliceRatio: 'slo:slice_error_ratio:rate',
  objective: 'slo:objective:ratio',
  budget: 'slo:error_budget:ratio',
  period: 'slo:period:seconds',
  info: 'slo:info:const',
  periodEvents: 'slo:events:period',
  periodBadEvents: 'slo:bad_events:period',
  periodRatio: 'slo:error_ratio:period',
  consumed: 'slo:error_budget_consumed:ratio',
  remaining: 'slo:error_budget_remaining:ratio',
  left: 'slo:error_budget_left:events',
  burnRate: 'slo:burn_rate:rate5m',
  exhaustion: 'slo:error_budget_exhaustion:seconds',
  coverage: 'slo:coverage:ratio',
} as const;

/** `slo:error_ratio:rate1h`. */
export const ratioRecord = (window: string): string => `slo:error_ratio:rate${window}`;
