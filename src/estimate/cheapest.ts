import type { Minor } from '../catalog/minor.ts';
import { hubbleMetricsFor, needsOf } from '../contract/needs.ts';
import type { Model } from '../model/model.ts';
import type { HubbleMetric } from '../settings/hubble-metrics.ts';
import { parseHubbleMetrics } from '../settings/hubble-metrics.ts';
import type { Estimate } from './estimate.ts';

/** The cheapest value of `hubble.metrics.enabled` that still feeds all boards and alerts: what is read, and no more. */
export function cheapestFor(model: Model): readonly HubbleMetric[] {
  return parseHubbleMetrics([...hubbleMetricsFor(needsOf(model), model.settings)]).metrics;
}

/** What a value costs that the content does not read: whole handlers, and labels of handlers. */
export function needless(metrics: readonly HubbleMetric[], model: Model): readonly string[] {
  const { handlers } = needsOf(model);
  return metrics.flatMap(({ name, labels }) => {
    const read = handlers.get(name);
    if (!read) return [`${name}: nothing of ours reads it`];
    const spare = labels.filter((label) => !read.labels.has(label));
    return spare.length > 0 ? [`${name}: nothing of ours reads ${spare.join(', ')}`] : [];
  });
}

/** The handlers of an estimate, the dearest first, until the rest is below a budget of series. */
export function dropsFor({ handlers, series }: Estimate, budget: number): readonly string[] {
  let left = series;
  const dropped: string[] = [];
  for (const handler of handlers.toSorted((a, b) => b.series - a.series)) {
    if (left <= budget) break;
    left -= handler.series;
    dropped.push(handler.name);
  }
  return dropped;
}

/** The minor the project is compiled for; of a range the newest. */
export function newestOf({ settings }: Model): Minor {
  return settings.minors.at(-1) ?? '1.20';
}
