import type { Promql, Selector } from '../promql/promql.ts';
import { promql } from '../promql/promql.ts';
import type { BuildContext } from './context.ts';
import { labelled } from './labelled.ts';

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
  { metricOf }: BuildContext,
  series: S,
  value: (of: Selector<S>) => Promql,
): Promql {
  const [first, ...rest] = COMPONENTS.map((component) =>
    labelled(value(metricOf(component, series)), 'component', component),
  );
  return rest.reduce<Promql>((all, one) => promql`${all} or ${one}`, first ?? promql``);
}
