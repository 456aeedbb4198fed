import { parseSeries } from '../../catalog/catalog.ts';
import type { Exposure } from '../../catalog/exposure.ts';
import type { MetricForm } from '../../catalog/facts.ts';
import type { Presence } from '../../catalog/lookup.ts';
import { labelsOf, lookupSeries } from '../../catalog/lookup.ts';
import type { Minor } from '../../catalog/minor.ts';
import { isTargetOf } from '../../contract/targets-of.ts';
import type { Model } from '../../model/model.ts';
import type { SelectorNode } from '../../promql/ast.ts';
import { isRecordName } from '../../promql/families.ts';
import type { Settings } from '../../settings/settings.ts';
import type { SelectorSubject } from '../subject.ts';
import { recordResolver } from './records.ts';

type Facts = Pick<SelectorSubject, 'series' | 'presence' | 'form' | 'labels' | 'record'>;

/** What the catalog, or the rule that records it, says about a selector in some minors. */
export type Resolve = (node: SelectorNode, minors: readonly Minor[]) => Facts;

const NOTHING: Facts = {
  series: undefined,
  presence: new Map(),
  form: undefined,
  labels: undefined,
  record: undefined,
};

/** A lookup that answers each name once per set of minors: boards ask for the same series again and again. */
export function seriesResolver(model: Model, exposure: Exposure): Resolve {
  const { settings } = model;
  const cache = new Map<readonly Minor[], Map<string, Facts>>();
  const lookUp = (name: string, minors: readonly Minor[]): Facts => {
    const byName = cache.get(minors) ?? new Map<string, Facts>();
    cache.set(minors, byName);
    const facts = byName.get(name) ?? factsOf(name, presenceOf(name, minors, exposure), exposure);
    byName.set(name, facts);
    return facts;
  };
  const recorded = recordResolver(model, (node, minors) => resolve(node, minors).labels);
  const resolve: Resolve = (node, minors) => {
    if (node.name === undefined) return NOTHING;
    if (isRecordName(node.name)) {
      const record = recorded(node, minors);
      return { ...NOTHING, labels: record.labels, record };
    }
    const facts = lookUp(node.name, minors);
    return isShared(facts) ? factsOf(node.name, narrowed(facts.presence, node, settings), exposure) : facts;
  };
  return resolve;
}

function presenceOf(name: string, minors: readonly Minor[], exposure: Exposure): ReadonlyMap<Minor, Presence> {
  return new Map(minors.map((minor) => [minor, lookupSeries(name, minor, exposure)]));
}

function factsOf(name: string, presence: ReadonlyMap<Minor, Presence>, exposure: Exposure): Facts {
  const series = parseSeries(name);
  const perMinor = [...presence.values()].flatMap((found) => ('forms' in found ? [found.forms] : []));
  const labels = perMinor.map((forms) =>
    forms
      .map((form) => labelsOf(form, series?.suffix ?? '', exposure))
      .reduce((all, each) => all.union(each), new Set<string>() as ReadonlySet<string>),
  );
  const [first, ...others] = labels;
  return {
    series,
    presence,
    form: perMinor.at(-1)?.at(-1),
    labels: first && others.reduce((common, each) => common.intersection(each), first),
    record: undefined,
  };
}

/** Several components expose the name. */
function isShared({ presence }: Facts): boolean {
  for (const found of presence.values()) if ('forms' in found && found.forms.length > 1) return true;
  return false;
}

/** Only the components whose targets the matchers let through, such as `job="cilium-operator"`. */
function narrowed(presence: ReadonlyMap<Minor, Presence>, node: SelectorNode, settings: Settings) {
  const fits = ({ component }: MetricForm) => isTargetOf(component, node, settings);
  return new Map(
    [...presence].map(([minor, found]): [Minor, Presence] => {
      const forms = 'forms' in found ? found.forms.filter(fits) : [];
      return [minor, forms.length > 0 ? { ...found, forms } : found];
    }),
  );
}
