import type { Promql, RuleContext, Selector } from '../../src/define.ts';
import { promql } from '../../src/define.ts';

/** Components whose targets are watched, by the name the Helm chart gives them. */
const COMPONENTS = [
  'agent',
  'operator',
  'hubble',
  'hubble-relay',
  'envoy',
  'clustermesh-apiserver',
  'kvstoremesh',
] as const;

type ScrapeSeries = 'up' | 'scrape_duration_seconds' | 'scrape_samples_post_metric_relabeling';

/**
 * A series that Prometheus writes of every target, of all of Cilium's targets, with the component as a label: job names
 * differ between the chart's monitors and annotation jobs, and two components may share one.
 * @param value what is taken of each component's series
 */
export function ofEveryComponent<S extends ScrapeSeries>(
  { metricOf }: RuleContext,
  series: S,
  value: (of: Selector<S>) => Promql,
): Promql {
  const [first, ...rest] = COMPONENTS.map(
    (component) =>
      promql`label_replace(${value(metricOf(component, series))}, "component", ${quoted(component)}, "", "")`,
  );
  return rest.reduce<Promql>((all, one) => promql`${all} or ${one}`, first ?? promql``);
}

const quoted = (text: string): Promql => ({ kind: 'promql', strings: [`"${text}"`], values: [] });
