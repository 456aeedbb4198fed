import type { RuleContext } from '../define/rule-context.ts';
import type { SloContent, SloDefinition } from '../define/slo.ts';
import type { RuleSet } from '../model/rules.ts';
import type { Slo, SloFacts } from '../model/slo.ts';
import type { Settings } from '../settings/settings.ts';
import type { RuleHouse } from './rules.ts';
import { compileGroups } from './rules.ts';
import { burnAlerts } from './slo/alerts.ts';
import { explain } from './slo/explanation.ts';
import { guardAlerts } from './slo/guards.ts';
import { assertLabels, partsOf } from './slo/labels.ts';
import type { SloPlan } from './slo/plan.ts';
import { namesOf, plansOf } from './slo/plan.ts';
import { toShort, toText } from './slo/rational.ts';
import { budgetRecords, ratioRecords } from './slo/records.ts';
import { sourceOf } from './slo/sli.ts';
import { assertPartOfWhole } from './slo/subset.ts';
import { objectiveOf, tiersOf, tierWarnings } from './slo/tiers.ts';
import { tiersNamed } from './slo/windows.ts';

/** An SLO, the rules it compiles to, and what is legal about it and probably not meant. */
export interface CompiledSlo {
  readonly slo: Slo;
  readonly ruleSet: RuleSet;
  readonly warnings: readonly string[];
}

/** One SLO, and one more for every override of the settings; none when the settings switch it off. */
export function compileSlo(definition: SloDefinition, house: RuleHouse): readonly CompiledSlo[] {
  const content = definition.build(house.context);
  if (!content) return [];
  return plansOf(definition, house.settings).map((plan) => compilePlan(plan, definition, content, house));
}

const WEEK = 7 * 86_400;
const FIVE_WEEKS = 35 * 86_400;

/** Long periods move slowly and cost more to add up. Never above five minutes, which is how far queries look back. */
function budgetInterval(period: number): string {
  if (period <= WEEK) return '1m';
  return period <= FIVE_WEEKS ? '2m30s' : '4m';
}

/** What the SLOs of a definition promise, without their rules. Throws what is wrong with them. */
export function sloFacts(definition: SloDefinition, context: RuleContext, settings: Settings): readonly SloFacts[] {
  const content = definition.build(context);
  if (!content) return [];
  return plansOf(definition, settings).map((plan) => numbersOf(plan, definition, content, { context, settings }).facts);
}

/** Objective and tiers of a plan, as exact numbers and as what others read. */
function numbersOf(
  plan: SloPlan,
  definition: SloDefinition,
  content: SloContent,
  { context, settings }: Pick<RuleHouse, 'context' | 'settings'>,
) {
  const groupBy = plan.groupBy ? [...new Set([...context.clusterLabels, ...plan.groupBy])] : content.groupBy;
  const objective = objectiveOf(plan.objective, plan.period);
  const limits = {
    scrape: settings.scrape.interval,
    minEvents: plan.minEvents ?? content.minEvents ?? 0,
    atMost: definition.atMost,
  };
  const windows = tiersNamed(plan.windows, definition.presets, objective.period.seconds, limits.scrape);
  const tiers = tiersOf(windows, objective, limits);
  const facts: SloFacts = {
    name: plan.name,
    service: definition.service,
    alert: definition.alert,
    events: definition.events,
    objective: objective.percent,
    budget: toText(objective.budget),
    period: objective.period.text,
    mode: plan.mode,
    groupBy,
    tiers: tiers.map((tier) => ({
      tier: tier.tier,
      severity: tier.severity,
      long: tier.long.text,
      short: tier.short.text,
      for: tier.for.text,
      keepFiringFor: tier.keepFiringFor.text,
      budget: toText(tier.share),
      factor: toShort(tier.factor),
      threshold: toText(tier.threshold),
      minEvents: tier.minEvents,
    })),
  };
  return { groupBy, objective, limits, tiers, facts };
}

function compilePlan(plan: SloPlan, definition: SloDefinition, content: SloContent, house: RuleHouse): CompiledSlo {
  const { settings, relative } = house;
  const { groupBy, objective, limits, tiers, facts } = numbersOf(plan, definition, content, house);
  const sli = withThreshold(content.sli, plan.threshold);
  const noise = settings.alerts.noise.filter(({ of }) => of.includes(definition.name) || of.includes(definition.alert));
  assertPartOfWhole(sli);
  assertLabels({ groupBy, plan, sli, noise }, settings);
  const slo = plan.name;
  const source = sourceOf(sli, { plan, groupBy, noise, settings }, { slo });
  const parts = { slo, source, objective, tiers, groupBy, origin: definition.origin };
  const others = content.unlessBurning ? namesOf(content.unlessBurning.slo, settings) : [];
  const alerting = { ...parts, plan, definition, content, house, others };
  const name = `slo-${slo}`;
  const groups = compileGroups(
    name,
    [
      { name: 'sli', rules: [...ratioRecords(parts), ...burnAlerts(alerting), ...guardAlerts(alerting)] },
      { name: 'budget', interval: budgetInterval(objective.period.seconds), rules: budgetRecords(parts) },
    ],
    { ...house, settings: { ...settings, alerts: { ...settings.alerts, noise: [] } } },
  );
  const place = { file: relative(definition.origin.file), line: definition.origin.line };
  return {
    ruleSet: { name, ...place, groups },
    warnings: tierWarnings(tiers, objective, limits, settings.prometheus.retention),
    slo: {
      ...facts,
      burns: definition.burns,
      explanation: explain(definition, objective, tiers),
      ruleSet: name,
      ...place,
    },
  };
}

/** A latency SLI with the threshold of the settings. @throws when the SLI has none to set */
function withThreshold(sli: SloContent['sli'], threshold: string | undefined): SloContent['sli'] {
  if (threshold === undefined) return sli;
  if (sli.kind === 'latency') return { ...sli, threshold };
  if (sli.kind === 'timeslices' && sli.of.kind === 'latency') return { ...sli, of: { ...sli.of, threshold } };
  throw new Error(
    `the settings give a threshold of ${threshold}, but this SLO counts ${partsOf(sli)[0]?.of.series ?? 'events'}, not durations`,
  );
}
