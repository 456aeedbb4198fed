import { familiesNamed, isAmbiguous, parseSeries } from '../catalog/catalog.ts';
import type { Component } from '../catalog/facts.ts';
import type { Matcher } from '../catalog/matchers.ts';
import { inRange } from '../catalog/minor.ts';
import type { BuildContext, MatchersOf, RateFacts, VariableDefinition } from '../define/context.ts';
import { RATES } from '../model/rates.ts';
import type { SloFacts } from '../model/slo.ts';
import type { MatcherValue } from '../promql/matchers.ts';
import { toMatcher } from '../promql/matchers.ts';
import type { Recorded, Selector, SeriesName, TargetLabel } from '../promql/promql.ts';
import type { ComponentSelector, Settings } from '../settings/settings.ts';

/** Name of the dashboard variable that picks clusters; every board has it while the cluster label is on. */
export const CLUSTER_VARIABLE = 'cluster';

type Matchers = Readonly<Record<string, MatcherValue<string>>>;

/** No job is called so: while records are read, the counter matches nothing, which costs nothing. */
const WHILE_NOT_RECORDED: Matcher = { label: 'job', op: '=~', value: `.*$${RATES}` };

/** What boards are told of the rules they stand beside. */
export interface ContentFacts {
  readonly slos: readonly SloFacts[];
  readonly rates: readonly RateFacts[];
}

/** The settings as content sees them. @param reader boards narrow every selector to the clusters picked, rules do not */
export function buildContext(
  settings: Settings,
  reader: 'boards' | 'rules' = 'boards',
  { slos, rates }: ContentFacts = { slos: [], rates: [] },
): BuildContext {
  const { clusterLabel, minors, scrape, hubble, alerts } = settings;
  const cluster: readonly Matcher[] =
    clusterLabel && reader === 'boards' ? [{ label: clusterLabel, op: '=~', value: `$${CLUSTER_VARIABLE}` }] : [];
  /**
   * What a rule records of the series' rate, when the record has every label that is matched. A drop-down of a label that
   * the record lost is left out: once something is picked there, `$rates` is empty and the counter answers.
   */
  const recordedRate = (
    series: SeriesName,
    matchers: Matchers,
    variables: readonly VariableDefinition[],
  ): Pick<Selector, 'recorded'> => {
    const facts = rates.find((rate) => rate.series === series);
    if (!facts || Object.keys(matchers).some((label) => !facts.keeps.includes(label))) return {};
    const { kept = [], lost = [] } = Object.groupBy(variables, ({ values }) =>
      facts.keeps.includes(values) ? 'kept' : 'lost',
    );
    const record: Recorded = {
      kind: 'recorded',
      name: facts.record,
      lost: lost.map(({ values }) => values),
      matchers: [...cluster, { label: RATES, op: '=', value: `$${RATES}` }, ...matchersOf(matchers, kept)],
    };
    return { recorded: { record, fn: facts.fn, keeps: facts.keeps, otherwise: WHILE_NOT_RECORDED } };
  };
  const select = <S extends SeriesName>(
    series: S,
    component: ComponentSelector,
    matchers: MatchersOf<S> = {},
    variables: readonly VariableDefinition[],
  ): Selector<S> => ({
    kind: 'selector',
    series,
    ...recordedRate(series, matchers as Matchers, variables),
    matchers: [...cluster, ...matchersOf(component), ...matchersOf(matchers as Matchers, variables)],
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
      matchers: [...cluster, ...matchersOf(matchers, variables)],
    }),
    slos,
    rates,
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

/** Each label with its value, and each drop-down on the label it takes its values from. */
function matchersOf(matchers: Matchers, variables: readonly VariableDefinition[] = []): readonly Matcher[] {
  return [
    ...Object.entries(matchers).map(([label, value]) => toMatcher(label, value)),
    ...variables.map((variable) => toMatcher(variable.values, variable)),
  ];
}
