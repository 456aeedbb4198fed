import type { Suppression } from '../model/query.ts';
import { RATES, RECORDED } from '../model/rates.ts';
import { renderDuration } from '../promql/duration.ts';
import { LEAST_SCRAPES } from '../promql/grafana.ts';
import type { LabelOf, SeriesName } from '../promql/promql.ts';
import { by, promql, verbatim } from '../promql/promql.ts';
import type { RateFacts } from './context.ts';
import { callerOrigin } from './origin.ts';
import type { RuleContext } from './rule-context.ts';
import type { RecordDefinition, RuleSetDefinition } from './rules.ts';
import { record } from './rules.ts';

/** The rate of a counter, recorded without the labels that say which process counted. */
export interface RateDefinition {
  readonly series: SeriesName;
  /** Default `rate`, which is added up; of `changes` of a gauge the most of any process are kept. */
  readonly fn?: RateFacts['fn'];
  /** Group of rules it is evaluated in. */
  readonly group: string;
  /** First part of the record's name: what a series of it stands for. */
  readonly level: string;
  /** Labels that stay, besides the cluster's. */
  readonly keeps: readonly string[];
  readonly suppress?: readonly Suppression[];
  /** Left out unless this holds. */
  readonly when?: (context: RuleContext) => boolean;
}

export function rateOf<S extends SeriesName>(
  options: RateDefinition & { readonly series: S; readonly keeps: readonly LabelOf<S>[] },
): RateDefinition {
  return options;
}

/**
 * Rules that record rates for boards: a board of two hundred nodes then reads one series per workload instead of one per
 * workload and node. Boards find out by themselves whether the records are there, and else read the counters.
 */
export function defineRates(name: string, rates: readonly RateDefinition[]): RuleSetDefinition {
  const used = (context: RuleContext) => rates.filter(({ when }) => when?.(context) ?? true);
  return {
    name,
    origin: callerOrigin(),
    build: (context) =>
      [...Map.groupBy(used(context), ({ group }) => group)].map(([group, of]) => ({
        name: group,
        rules: of.map((rate) => recordOf(rate, context)),
      })),
    rates: (context) => used(context).map((rate) => factsOf(rate, context)),
  };
}

function recordOf(rate: RateDefinition, context: RuleContext): RecordDefinition {
  const counter = context.metric(rate.series);
  const { record: name, keeps, fn } = factsOf(rate, context);
  const together = verbatim(fn === 'rate' ? 'sum' : 'max');
  const of = verbatim(`[${windowOf(context)}]`);
  return record({
    name,
    labels: { [RATES]: RECORDED },
    suppress: rate.suppress ?? [],
    expr: promql`${together} ${by(counter, ...(keeps as LabelOf<SeriesName>[]))} (${verbatim(fn)}(${counter}${of}))`,
  });
}

function factsOf({ series, level, keeps, fn = 'rate' }: RateDefinition, context: RuleContext): RateFacts {
  const record = `${level}:${series.replace(/_total$/, '')}:${fn}${windowOf(context)}`;
  return { series, record, fn, keeps: [...context.clusterLabels, ...keeps] };
}

const windowOf = ({ scrapeInterval }: RuleContext) => renderDuration(LEAST_SCRAPES * scrapeInterval);
