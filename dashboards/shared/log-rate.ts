import type { BuildContext, Promql, VariableDefinition } from '../../src/define.ts';
import { perMinor, promql } from '../../src/define.ts';

type LogSeries = 'cilium_errors_warnings_total' | 'cilium_operator_errors_warnings_total';

const LEVELS = {
  error: { old: 'error', slog: 'ERROR' },
  warning: { old: 'warning', slog: 'WARN' },
} as const;

/** Lines per second a process logs at a level. The level changed its spelling with the move to slog in 1.18. */
export function logRate(
  { metric }: BuildContext,
  series: LogSeries,
  severity: keyof typeof LEVELS,
  ...variables: readonly VariableDefinition[]
): Promql {
  const { old, slog } = LEVELS[severity];
  const lines = perMinor(
    { until: '1.17', query: promql`rate(${metric(series, { level: old }, ...variables)}[$__rate_interval])` },
    { from: '1.18', query: promql`rate(${metric(series, { level: slog }, ...variables)}[$__rate_interval])` },
  );
  return promql`${lines}`;
}
