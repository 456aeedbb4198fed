import { familiesNamed, isAmbiguous, parseSeries } from '../catalog/catalog.ts';
import type { Component } from '../catalog/facts.ts';
import type { Matcher } from '../catalog/matchers.ts';
import { inRange } from '../catalog/minor.ts';
import type { BuildContext, MatchersOf, VariableDefinition } from '../define/context.ts';
import type { SloFacts } from '../model/slo.ts';
import type { MatcherValue } from '../promql/matchers.ts';
import { toMatcher } from '../promql/matchers.ts';
import type { Selector, SeriesName, TargetLabel } from '../promql/promql.ts';
import type { ComponentSelector, Settings } from '../settings/settings.ts';

/** Name of the dashboard variable that picks clusters; every board has it while the cluster label is on. */
export const CLUSTER_VARIABLE = 'cluster';

/** The settings as content sees them. @param reader boards narrow every selector to the clusters picked, rules do not */
export function buildContext(
  settings: Settings,
  reader: 'boards' | 'rules' = 'boards',
  slos: readonly SloFacts[] = [],
): BuildContext {
  const { clusterLabel, minors, scrape, hubble, alerts } = settings;
  const cluster: readonly Matcher[] =
    clusterLabel && reader === 'boards' ? [{ label: clusterLabel, op: '=~', value: `$${CLUSTER_VARIABLE}` }] : [];
  const select = <S extends SeriesName>(
    series: S,
    component: ComponentSelector,
    matchers: MatchersOf<S> = {},
    variables: readonly VariableDefinition[],
  ): Selector<S> => ({
    kind: 'selector',
    series,
    matchers: [
      ...cluster,
      ...Object.entries(component).map(([label, value]) => toMatcher(label, value)),
      ...Object.entries(matchers).map(([label, value]) => toMatcher(label, value as MatcherValue<string>)),
      ...variables.map((variable) => toMatcher(variable.values, variable)),
    ],
  });
  const nodeLabels = [...(clusterLabel ? [clusterLabel as TargetLabel] : []), scrape.nodeLabel];
  return {
    minors,
    clusterLabel,
    nodeLabel: scrape.nodeLabel,
    nodeLabels,
    nodeLegend: nodeLabels.map((label) => `{{${label}}}`).join(' '),
    scrapeInterval: scrape.interval,
    runbookBase: settings.runbookBase,
    openMetrics: hubble.openMetrics,
    metric: (series, matchers, ...variables) =>
      select(series, settings.selectors[ownerOf(series)], matchers, variables),
    metricOf: (component, series, matchers, ...variables) =>
      select(series, settings.targets[component], matchers, variables),
    recorded: (name, matchers = {}, ...variables) => ({
      kind: 'recorded',
      name,
      matchers: [
        ...cluster,
        ...Object.entries(matchers).map(([label, value]) => toMatcher(label, value)),
        ...variables.map((variable) => toMatcher(variable.values, variable)),
      ],
    }),
    slos,
    limits: alerts.limits,
    within: (range) => minors.every((minor) => inRange(minor, range)),
    hubble: (handler, ...wanted) => {
      const metric = hubble.metrics.find(({ name }) => name === handler);
      return metric !== undefined && wanted.every((name) => [...metric.labels, ...metric.options].includes(name));
    },
    switchedOn: (family) => settings.switchedOn.includes(family),
  };
}

/** The component a series belongs to; ambiguous names need `metricOf`. */
function ownerOf(series: string): Component {
  const family = parseSeries(series)?.family ?? series;
  const [first] = familiesNamed(family);
  if (!first) throw new Error(`the catalog knows no series ${series}`);
  if (isAmbiguous(family) || first.component === 'scrape') {
    const owners = familiesNamed(family).map(({ component }) => component);
    throw new Error(`${series} is exposed by ${owners.join(', ')}: use metricOf to say which one is meant`);
  }
  return first.component;
}
