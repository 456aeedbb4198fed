import type { Ask } from './asks.ts';
import type { View } from './expand.ts';
import { expand, parseLabelValues, stepFor } from './expand.ts';
import type { PrometheusApi } from './prometheus-api.ts';
import type { Timeline } from './timeline.ts';

/** Answer to one query: with data, without, or refused. */
export interface Reply {
  readonly series: number;
  readonly samples: number;
  readonly milliseconds: number;
  readonly failure?: string;
}

/** A dashboard that looks at the last hour of a Prometheus. */
export interface Looking {
  readonly api: PrometheusApi;
  readonly timeline: Timeline;
  readonly scrapeInterval: number;
}

/** Range dashboards open with. */
export const RANGE_SECONDS = 3600;

/** Asks one query the way Grafana would, with every variable at `All`. */
export async function ask(one: Ask, looking: Looking): Promise<Reply> {
  const view = viewOf(one, looking);
  const result = one.query.use === 'variable' ? /^query_result\((.*)\)$/s.exec(one.expr)?.[1] : undefined;
  if (one.query.use === 'variable' && result === undefined) return askVariable(one, view, looking.api);
  const expanded = expand(result ?? one.expr, view);
  if ('unknown' in expanded) return refused(`no variable $${expanded.unknown} on the dashboard`);
  const { range } = view;
  const { api } = looking;
  const answer =
    one.query.instant || result !== undefined
      ? await api.instant(expanded.expr, range.end)
      : await api.range(expanded.expr, range);
  if ('failure' in answer) return refused(answer.failure);
  return { series: answer.finiteSeries, samples: answer.samples, milliseconds: answer.milliseconds };
}

/** The expression with variables filled in, or undefined for what is no PromQL. */
export function loadable(one: Ask, looking: Omit<Looking, 'api'>): string | undefined {
  if (one.query.use === 'variable') return undefined;
  const expanded = expand(one.expr, viewOf(one, looking));
  return 'expr' in expanded ? expanded.expr : undefined;
}

async function askVariable(one: Ask, view: View, api: PrometheusApi): Promise<Reply> {
  const parsed = parseLabelValues(one.expr);
  if (!parsed) return refused('only label_values(selector, label) and query_result(query) are understood');
  const selector = expand(parsed.selector, view);
  if ('unknown' in selector) return refused(`no variable $${selector.unknown} on the dashboard`);
  const values = await api.labelValues(parsed.label, selector.expr, view.range);
  return 'failure' in values ? refused(values.failure) : { series: values.length, samples: 0, milliseconds: 0 };
}

/** Variables as the board opens with them: for `All` Grafana puts in `allValue`, else a pattern of everything. */
function viewOf(
  { dashboard, maxDataPoints, empty = [] }: Ask,
  { timeline, scrapeInterval }: Omit<Looking, 'api'>,
): View {
  const step = stepFor(RANGE_SECONDS, scrapeInterval, maxDataPoints);
  const end = Math.floor(timeline.end / step) * step;
  const values = dashboard.variables.map(({ name, allValue, initial }): [string, string] => [
    name,
    empty.includes(name) ? '' : (initial ?? allValue ?? '.+'),
  ]);
  return { range: { start: end - RANGE_SECONDS, end, step }, scrapeInterval, values: new Map(values) };
}

function refused(failure: string): Reply {
  return { series: 0, samples: 0, milliseconds: 0, failure };
}
