import { familiesNamed, isAmbiguous, parseSeries } from '../../catalog/catalog.ts';
import type { PodComponent } from '../../catalog/pods.ts';
import type { Move, SeriesPlan } from '../../define/incident.ts';
import { quote } from '../../promql/matchers.ts';
import type { Settings } from '../../settings/settings.ts';
import { targetLabels } from '../../settings/target-labels.ts';

const CLUSTER = 'prod-a';

/** A plan with all the labels its series carries after the scrape, and its name in promtool's notation. */
export interface Labelled {
  readonly plan: SeriesPlan;
  readonly labels: Readonly<Record<string, string>>;
  /** `name{label="value"}`, labels in order. */
  readonly series: string;
}

/** The labels of a plan: those of the metric win over those of the target, as with `honorLabels`. */
export function labelled(plan: SeriesPlan, settings: Settings): Labelled {
  const { node, component = ownerOf(plan.series), cluster = CLUSTER, labels: own = {} } = plan.target;
  const index = node === undefined ? 0 : Number(/\d+$/.exec(node)?.[0] ?? 1) - 1;
  const where = { node: node ?? 'n01', index, clusterName: cluster, suffix: node ?? '0' };
  const all = { ...targetLabels(settings, component, where), ...own, ...plan.labels };
  const pairs = Object.entries(all)
    .filter(([, value]) => value !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const matchers = pairs.map(([label, value]) => `${label}=${quote(value)}`).join(',');
  return { plan, labels: Object.fromEntries(pairs), series: `${plan.series}{${matchers}}` };
}

/** The baseline as the moves change it, and the series they add. @throws when a change fits nothing */
export function moved(baseline: readonly Labelled[], moves: readonly Move[], settings: Settings): readonly Labelled[] {
  const all = new Map(baseline.map((one) => [one.series, one]));
  for (const move of moves) {
    if (move.kind === 'series') {
      const one = labelled(move, settings);
      all.set(one.series, one);
      continue;
    }
    const fits = fitting(move);
    const hits = [...all.values()].filter(({ plan, labels }) => fits(plan.series, { ...labels, ...whereabouts(plan) }));
    if (hits.length === 0) throw new Error(`no series fits the change of ${move.series}${JSON.stringify(move.labels)}`);
    for (const hit of hits) all.set(hit.series, { ...hit, plan: { ...hit.plan, after: move.after } });
  }
  return [...all.values()];
}

function fitting({ series, labels }: { readonly series: string; readonly labels: Readonly<Record<string, string>> }) {
  const whole = (pattern: string) => new RegExp(`^(?:${pattern})$`);
  const name = whole(series);
  const values = Object.entries(labels).map(([label, pattern]) => [label, whole(pattern)] as const);
  return (of: string, carried: Readonly<Record<string, string>>) =>
    name.test(of) && values.every(([label, pattern]) => pattern.test(carried[label] ?? ''));
}

/** Whose target it is, and where, whatever labels the settings give to targets. */
function whereabouts({ series, target }: SeriesPlan): Readonly<Record<string, string>> {
  const { node, component = ownerOf(series), cluster = CLUSTER } = target;
  return { component, cluster, ...(node === undefined ? {} : { node }) };
}

function ownerOf(series: string): PodComponent {
  const family = parseSeries(series)?.family ?? series;
  const [first] = familiesNamed(family);
  if (!first || first.component === 'scrape' || isAmbiguous(family)) {
    throw new Error(`${series} is not one component's own: name the component of the target`);
  }
  return first.component;
}
