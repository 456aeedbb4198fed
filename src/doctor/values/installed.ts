import { families } from '../../catalog/catalog.ts';
import { nearest } from '../../catalog/nearest.ts';
import type { ChartComponent, HelmSwitch } from '../../catalog/switches.ts';
import { CHART_COMPONENTS, SWITCHES } from '../../catalog/switches.ts';
import { isObject } from '../../model/json.ts';
import type { HubbleMetric } from '../../settings/hubble-metrics.ts';
import { parseHubbleMetrics } from '../../settings/hubble-metrics.ts';
import type { Values } from './tree.ts';
import { valueAt } from './tree.ts';

export const HANDLERS = 'hubble.metrics.enabled';

/** What Cilium's chart makes of values, as far as metrics go. */
export interface Installed {
  /** Switches that are off, of each component; none: it exposes metrics. */
  readonly off: ReadonlyMap<ChartComponent, readonly HelmSwitch[]>;
  /** Components the chart makes a ServiceMonitor for. */
  readonly monitored: ReadonlySet<ChartComponent>;
  /** Labels that the relabelings of a monitor make, where the values replace those of the chart. */
  readonly relabelled: ReadonlyMap<ChartComponent, readonly string[]>;
  readonly handlers: readonly HubbleMetric[];
  /** What is wrong with the list of handlers, a sentence each. */
  readonly handlerFaults: readonly string[];
  readonly dynamic: boolean;
  readonly openMetrics: boolean;
  /** Families that `prometheus.metrics` switches on or off. */
  readonly toggled: ReadonlyMap<string, boolean>;
  /** Entries of it that no Cilium knows, with the names near them. */
  readonly unknownToggles: readonly { readonly entry: string; readonly near: readonly string[] }[];
}

export function installedBy(values: Values): Installed {
  const hubble = parseHubbleMetrics(handlersIn(values));
  const toggles = entriesIn(values, 'prometheus.metrics').map((entry) => ({ entry, family: familyOf(entry) }));
  const switchable = families.flatMap(({ fact }) =>
    fact.off && fact.switch?.value.startsWith('+') ? [fact.name] : [],
  );
  return {
    off: new Map(
      CHART_COMPONENTS.map((component) => [
        component,
        SWITCHES[component].metrics.filter(({ path, byDefault }) => (valueAt(values, path) ?? byDefault) !== true),
      ]),
    ),
    monitored: new Set(
      CHART_COMPONENTS.filter((component) => valueAt(values, SWITCHES[component].monitor ?? '') === true),
    ),
    relabelled: new Map(
      CHART_COMPONENTS.flatMap((component) => {
        const relabelings = valueAt(values, (SWITCHES[component].monitor ?? '').replace(/enabled$/, 'relabelings'));
        if (!Array.isArray(relabelings)) return [];
        return [[component, relabelings.flatMap((one) => (isObject(one) ? [String(one['targetLabel'])] : []))]];
      }),
    ),
    handlers: hubble.metrics,
    handlerFaults: hubble.faults,
    dynamic: valueAt(values, 'hubble.metrics.dynamic.enabled') === true,
    openMetrics: valueAt(values, 'hubble.metrics.enableOpenMetrics') === true,
    toggled: new Map(
      toggles.flatMap(({ entry, family }) => (family ? [[family, entry.startsWith('+')] as const] : [])),
    ),
    unknownToggles: toggles.flatMap(({ entry, family }) =>
      family ? [] : [{ entry, near: nearest(entry.replace(/^[+-]/, ''), switchable) }],
    ),
  };
}

/** The list of handlers as it is written, whatever its spelling. */
export function handlersIn(values: Values): readonly string[] | string {
  const given = valueAt(values, HANDLERS);
  return typeof given === 'string' ? given : entriesIn(values, HANDLERS);
}

function entriesIn(values: Values, path: string): readonly string[] {
  const given = valueAt(values, path);
  if (typeof given === 'string') return given.split(/\s+/).filter(Boolean);
  return Array.isArray(given) ? given.filter((entry) => typeof entry === 'string') : [];
}

/** The family that `+name` or `-name` is about; its switch sometimes has a name of its own. */
function familyOf(entry: string): string | undefined {
  const name = entry.replace(/^[+-]/, '');
  if (name === entry) return undefined;
  return families.find(({ fact }) => fact.name === name || fact.switch?.value === `+${name}`)?.fact.name;
}
