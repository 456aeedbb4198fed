import type { Dashboard } from '../model/dashboard.ts';
import type { Ask } from './asks.ts';
import { promqlIn } from './asks.ts';
import type { LabelValues, View } from './expand.ts';
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
  const variable = one.query.use === 'variable';
  const labelValues = variable ? parseLabelValues(one.expr) : undefined;
  if (labelValues) return askLabelValues(labelValues, view, looking.api);
  const expr = promqlIn(one);
  if (variable && expr === one.expr)
    return refused('only label_values(selector, label) and query_result(query) are understood');
  const expanded = expand(expr, view);
  if ('unknown' in expanded) return refused(`no variable $${expanded.unknown} on the dashboard`);
  const { range } = view;
  const { api } = looking;
  const answer =
    one.query.instant || variable ? await api.instant(expanded.expr, range.end) : await api.range(expanded.expr, range);
  if ('failure' in answer) return refused(answer.failure);
  return { series: answer.finiteSeries, samples: answer.samples, milliseconds: answer.milliseconds };
}

/** The expression with variables filled in, or undefined for what is no PromQL. */
export function loadable(one: Ask, looking: Omit<Looking, 'api'>): string | undefined {
  if (one.query.use === 'variable') return undefined;
  const expanded = expand(one.expr, viewOf(one, looking));
  return 'expr' in expanded ? expanded.expr : undefined;
}

async function askLabelValues(asked: LabelValues, view: View, api: PrometheusApi): Promise<Reply> {
  const selector = expand(asked.selector, view);
  if ('unknown' in selector) return refused(`no variable $${selector.unknown} on the dashboard`);
  const values = await api.labelValues(asked.label, selector.expr, view.range);
  return 'failure' in values ? refused(values.failure) : { series: values.length, samples: 0, milliseconds: 0 };
}

function viewOf({ dashboard, maxDataPoints, empty }: Ask, { timeline, scrapeInterval }: Omit<Looking, 'api'>): View {
  const step = stepFor(RANGE_SECONDS, scrapeInterval, maxDataPoints);
  const end = Math.floor(timeline.end / step) * step;
  const values = valuesOnOpen(dashboard, empty);
  return { range: { start: end - RANGE_SECONDS, end, step }, scrapeInterval, values };
}

/**
 * Variables as the board opens with them: for `All` Grafana puts in `allValue`, else a pattern of everything.
 * @param empty names of those that have no value
 */
export function valuesOnOpen({ variables }: Dashboard, empty: readonly string[] = []): ReadonlyMap<string, string> {
  return new Map(
    variables.map(({ name, allValue, initial }) => [name, empty.includes(name) ? '' : (initial ?? allValue ?? '.+')]),
  );
}

function refused(failure: string): Reply {
  return { series: 0, samples: 0, milliseconds: 0, failure };
}
