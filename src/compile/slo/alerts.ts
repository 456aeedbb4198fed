import type { AlertDefinition } from '../../define/rules.ts';
import type { SloContent, SloDefinition } from '../../define/slo.ts';
import { renderDuration } from '../../promql/duration.ts';
import type { Promql } from '../../promql/promql.ts';
import { promql, recorded, verbatim } from '../../promql/promql.ts';
import type { RuleHouse } from '../rules.ts';
import { RECORDS } from './names.ts';
import type { SloPlan } from './plan.ts';
import { over, times, toPercent, toShort, toText } from './rational.ts';
import type { SloParts } from './records.ts';
import { counted, ratioOf, settled } from './series.ts';
import type { Tier } from './tiers.ts';

/** What the alerts of one SLO are made of. */
export interface Alerting extends SloParts {
  readonly plan: SloPlan;
  readonly definition: SloDefinition;
  readonly content: SloContent;
  readonly house: RuleHouse;
  /** `slo` labels under which the SLO named in `unlessBurning` is recorded. */
  readonly others: readonly string[];
}

/** One alert for each tier: all are called the same and tell themselves apart by `slo_tier`. */
export function burnAlerts(alerting: Alerting): readonly AlertDefinition[] {
  const { slo, definition, content, groupBy, objective, origin } = alerting;
  return alerting.tiers.map((tier) => ({
    kind: 'alert',
    origin,
    name: definition.alert,
    intent: definition.intent,
    severity: tier.severity,
    summary: definition.summary,
    description: describe(alerting, tier),
    expr: burning(alerting, tier),
    ...(tier.for.seconds > 0 ? { for: tier.for.text } : {}),
    ...(tier.keepFiringFor.seconds > 0 ? { keepFiringFor: tier.keepFiringFor.text } : {}),
    labels: groupBy,
    extraLabels: {
      slo,
      slo_service: definition.service,
      slo_tier: tier.tier,
      long_window: tier.long.text,
      short_window: tier.short.text,
      burn_factor: toShort(tier.factor),
      objective: objective.percent,
    },
    next: content.next,
    board: content.board,
    ...(content.causes ? { causes: content.causes } : {}),
  }));
}

/** Both windows burn, and whatever else the SLO asks for before someone is called. */
function burning(alerting: Alerting, tier: Tier): Promql {
  const { slo, plan, content, groupBy, others } = alerting;
  const on = verbatim(`on (${groupBy.join(', ')})`);
  const ratios = tierRatios(slo, tier, toText(tier.threshold));
  const covers = promql`${recorded(RECORDS.coverage, { slo })} >= 0.5`;
  const judged =
    plan.mode === 'burn'
      ? ratios
      : promql`(${spending(alerting, tier)} and ${on} ${covers}) or (${ratios} unless ${on} ${covers})`;
  const known = promql`(${judged}) and ${on} ${settled(tier.short, { slo })}`;
  const enough =
    tier.minEvents > 0
      ? promql`${known} and ${on} (${counted('bad', tier.long, { slo })} >= ${tier.minEvents})`
      : known;
  const { unlessBurning, onlyWhile } = content;
  const half = toText(times(tier.threshold, over({ top: 1n, bottom: 2n }, { top: 1n, bottom: 1n })));
  const alone = unlessBurning
    ? others.reduce(
        // half the threshold: the two views cross it moments apart
        (rest, other) =>
          promql`(${rest}) unless on (${verbatim(unlessBurning.on.join(', '))}) (${tierRatios(other, tier, half)})`,
        enough,
      )
    : enough;
  return onlyWhile ? promql`(${alone}) and ${on} ${onlyWhile}` : alone;
}

function tierRatios(slo: string, { long, short }: Tier, threshold: string): Promql {
  return promql`${ratioOf(long, { slo })} > ${verbatim(threshold)} and ${ratioOf(short, { slo })} > ${verbatim(threshold)}`;
}

/** Bad events against the budget of the whole period, so that a quiet hour, however bad, cannot spend it. */
function spending({ slo, objective, groupBy }: Alerting, { long, short, share }: Tier): Promql {
  const of = { slo };
  const allowed = times(share, objective.budget);
  const part = over({ top: BigInt(short.seconds), bottom: 1n }, { top: BigInt(long.seconds), bottom: 1n });
  const total = recorded(RECORDS.periodEvents, of);
  const spent = promql`${counted('bad', long, of)} > ${verbatim(toText(allowed))} * ${total}`;
  const lately = promql`${counted('bad', short, of)} > ${verbatim(toText(times(allowed, part)))} * ${total}`;
  // the value is the ratio, as in the other mode
  return promql`${ratioOf(long, of)} and on (${verbatim(groupBy.join(', '))}) (${spent} and ${lately})`;
}

function describe(
  { definition, content, groupBy, objective, house }: Alerting,
  { long, short, factor, share }: Tier,
): string {
  const { clusterLabels, ofCluster } = house.context;
  const named = groupBy.filter((label) => !(clusterLabels as readonly string[]).includes(label));
  const of = named.map((label) => `${label} {{ $labels.${label} }}`).join(', ');
  return [
    `{{ $value | humanizePercentage }} of ${definition.events}${of ? ` of ${of}` : ''}${ofCluster} were bad in the last ${long.text}, and go on being so in the last ${short.text}.`,
    definition.burns,
    ...(content.caveat ? [content.caveat] : []),
    `The objective is ${objective.percent}% over ${objective.period.text}: at more than ${toShort(factor)} times the pace it allows, ${toPercent(share)} of the error budget are gone, and all of it is after ${renderDuration(Math.round(objective.period.seconds / Number(toShort(factor, 6))))}.`,
  ].join(' ');
}
