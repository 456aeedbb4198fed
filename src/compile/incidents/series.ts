import { familiesNamed, isAmbiguous, parseSeries } from '../../catalog/catalog.ts';
import type { PodComponent } from '../../catalog/pods.ts';
import type { Move, SeriesPlan } from '../../define/incident.ts';
import { quote } from '../../promql/matchers.ts';
import type { Settings } from '../../settings/settings.ts';
import { targetLabels } from '../../settings/target-labels.ts';

const CLUSTER = 'prod-a';

/** A plan with all the labels its series carries after the scrape. */
export interface Labelled {
  readonly plan: SeriesPlan;
  readonly labels: Readonly<Record<string, string>>;
}

/** The labels of a plan: those of the metric win over those of the target, as with `honorLabels`. */
export function labelled(plan: SeriesPlan, settings: Settings): Labelled {
  const { node, component = ownerOf(plan.series), cluster = CLUSTER, labels: own } = plan.target;
  const index = node === undefined ? 0 : Number(/\d+$/.exec(node)?.[0] ?? 1) - 1;
  const where = { node: node ?? 'n01', index, clusterName: cluster, suffix: node ?? '0' };
  const target = Object.entries(targetLabels(settings, component, where));
  const known = own ?? {};
  const all = { ...Object.fromEntries(target), ...known, ...plan.labels };
  return { plan, labels: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== '')) };
}

/** The baseline as the moves change it, and the series they add. @throws when a change fits nothing */
export function moved(
  baseline: readonly SeriesPlan[],
  moves: readonly Move[],
  settings: Settings,
): readonly Labelled[] {
  const series = new Map(baseline.map((plan) => [identity(labelled(plan, settings)), labelled(plan, settings)]));
  for (const move of moves) {
    if (move.kind === 'series') {
      const one = labelled(move, settings);
      series.set(identity(one), one);
      continue;
    }
    const fits = fitting(move);
    const hits = [...series].filter(([, { plan, labels }]) => fits(plan.series, labels));
    if (hits.length === 0) throw new Error(`no series fits the change of ${move.series}${JSON.stringify(move.labels)}`);
    for (const [key, { plan, labels }] of hits) series.set(key, { plan: { ...plan, after: move.after }, labels });
  }
  return [...series.values()];
}

/** `name{label="value"}`, labels in order. */
export function identity({ plan, labels }: Labelled): string {
  const pairs = Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `${plan.series}{${pairs.map(([label, value]) => `${label}=${quote(value)}`).join(',')}}`;
}

function fitting({ series, labels }: { readonly series: string; readonly labels: Readonly<Record<string, string>> }) {
  const whole = (pattern: string) => new RegExp(`^(?:${pattern})$`);
  const name = whole(series);
  const values = Object.entries(labels).map(([label, pattern]) => [label, whole(pattern)] as const);
  return (of: string, carried: Readonly<Record<string, string>>) =>
    name.test(of) && values.every(([label, pattern]) => pattern.test(carried[label] ?? ''));
}

function ownerOf(series: string): PodComponent {
  const family = parseSeries(series)?.family ?? series;
  const [first] = familiesNamed(family);
  if (!first || first.component === 'scrape' || isAmbiguous(family)) {
    throw new Error(`${series} is not one component's own: name the component of the target`);
  }
  return first.component;
}
