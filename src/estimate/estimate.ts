import { families, formIn } from '../catalog/catalog.ts';
import type { MetricForm } from '../catalog/facts.ts';
import { handlersOf } from '../catalog/lookup.ts';
import type { Minor } from '../catalog/minor.ts';
import type { HubbleMetric } from '../settings/hubble-metrics.ts';
import { churnOf } from './churn.ts';
import type { Contexts } from './contexts.ts';
import { contextsOf } from './contexts.ts';
import { FORMULAS } from './formulas.ts';
import type { Counting } from './label-sets.ts';
import { labelSetsOf } from './label-sets.ts';
import { populationsOf } from './populations.ts';
import type { Shape } from './shape.ts';
import { SIGHTINGS } from './sightings.ts';
import type { Variety } from './variety.ts';

export interface Circumstances {
  readonly shape: Shape;
  readonly variety: Variety;
  readonly minor: Minor;
  /** Seconds. */
  readonly interval: number;
  /** Days without a restart of agents. */
  readonly days: number;
}

/** Series of some kind, over all agents. */
export interface Cost {
  readonly series: number;
  readonly newPerDay: number;
  readonly afterDays: number;
  readonly leakPerRollout: number;
}

/** One kind of flow within a family. */
export interface Part extends Cost {
  readonly what: string;
  readonly labelSets: number;
}

export interface FamilyCost extends Cost {
  readonly name: string;
  readonly handler: string;
  /** Series of a label set: 1, or buckets + sum + count. */
  readonly perLabelSet: number;
  readonly labels: readonly string[];
  readonly formula: string;
  readonly source: string;
  readonly parts: readonly Part[];
}

export interface HandlerCost extends Cost {
  readonly name: string;
  /** The entry of `hubble.metrics.enabled`. */
  readonly text: string;
  readonly families: readonly FamilyCost[];
}

export interface Estimate extends Cost {
  readonly text: string;
  readonly samplesPerSecond: number;
  readonly handlers: readonly HandlerCost[];
}

/** What a value of `hubble.metrics.enabled` costs. Families every agent has whatever the value are not in it. */
export function estimate(metrics: readonly HubbleMetric[], circumstances: Circumstances): Estimate {
  const handlers = metrics.map((metric) => costOfHandler(metric, circumstances));
  const total = sum(handlers);
  return {
    ...total,
    text: metrics.map(({ text }) => text).join(' '),
    samplesPerSecond: total.series / circumstances.interval,
    handlers,
  };
}

function costOfHandler(metric: HubbleMetric, circumstances: Circumstances): HandlerCost {
  const contexts = contextsOf(metric);
  const all = formsOf(metric.name, circumstances.minor).map((form) =>
    costOfFamily(form, metric, contexts, circumstances),
  );
  return { ...sum(all), name: metric.name, text: metric.text, families: all };
}

/** Families a handler makes in a minor, in their form under it. */
export function formsOf(handler: string, minor: Minor): readonly MetricForm[] {
  return families.flatMap(({ component, fact }) => {
    if (component !== 'hubble' || !handlersOf(fact).includes(handler)) return [];
    return formIn(component, fact, minor, new Set([handler])) ?? [];
  });
}

function costOfFamily(
  form: MetricForm,
  metric: HubbleMetric,
  contexts: Contexts,
  { shape, variety, days }: Circumstances,
): FamilyCost {
  const sightings = SIGHTINGS[form.name]?.({ shape, variety, options: new Set(metric.options) }) ?? [];
  const populations = populationsOf(shape, variety);
  const perWorkload = shape.rollouts / shape.workloads;
  const at = (generations: number) => {
    const counting: Counting = { nodes: shape.nodes, contexts, replies: variety.replies, generations };
    return labelSetsOf(sightings, populations, counting);
  };
  const [now, day, end] = [at(1), at(1 + perWorkload), at(1 + perWorkload * days)];
  const perLabelSet = form.type === 'histogram' ? form.buckets.length + 3 : 1;
  const parts = sightings.flatMap((sighting): Part[] => {
    const sets = now.get(sighting);
    if (!sets) return [];
    const later = { day: day.get(sighting)?.count ?? 0, end: end.get(sighting)?.count ?? 0 };
    const churn = churnOf(sets, later, { perWorkload, workloads: shape.workloads, days });
    return [
      {
        what: sighting.what,
        labelSets: sets.count,
        series: sets.count * perLabelSet,
        newPerDay: churn.newPerDay * perLabelSet,
        afterDays: churn.afterDays * perLabelSet,
        leakPerRollout: churn.leakPerRollout * perLabelSet,
      },
    ];
  });
  const { formula, source } = FORMULAS[form.name] ?? { formula: 'not modelled', source: 'none' };
  const options = Object.entries(form.fact.options ?? {}).filter(([, option]) => metric.options.includes(option));
  const labels = [...form.labels, ...options.map(([label]) => label), ...metric.labels];
  return { ...sum(parts), name: form.name, handler: metric.name, perLabelSet, labels, formula, source, parts };
}

function sum(costs: readonly Cost[]): Cost {
  const of = (key: keyof Cost) => costs.reduce((total, cost) => total + cost[key], 0);
  return {
    series: of('series'),
    newPerDay: of('newPerDay'),
    afterDays: of('afterDays'),
    leakPerRollout: of('leakPerRollout'),
  };
}
