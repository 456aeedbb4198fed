import type { Component, MetricForm } from '../catalog/facts.ts';
import { handlersOf } from '../catalog/lookup.ts';
import type { Minor } from '../catalog/minor.ts';
import { UserError } from '../errors.ts';
import { exposureOf } from '../settings/exposure.ts';
import type { Settings } from '../settings/settings.ts';
import { expose } from './expose.ts';
import type { Presence } from './families.ts';
import { familiesOf } from './families.ts';
import type { Fault } from './faults/fault.ts';
import { FAULTS, faults as knownFaults } from './faults/faults.ts';
import { DEFAULT_FEATURES, FEATURE_OF_COMPONENT } from './features.ts';
import { around } from './random.ts';
import { completed } from './rows.ts';
import type { Families, Series } from './series.ts';
import type { Signal } from './signal.ts';
import { scaled } from './signal.ts';
import type { Row, Site } from './site.ts';
import type { Timeline } from './timeline.ts';
import type { Target } from './topology.ts';
import { nodeNames, targetsOf } from './topology.ts';
import { healthyRows } from './values/healthy-rows.ts';
import type { Course, Waves } from './waves.ts';
import { UPTIME, wavesOver } from './waves.ts';

export interface ClusterOptions {
  readonly settings: Settings;
  readonly minor: Minor;
  readonly nodes: number;
  readonly timeline: Timeline;
  readonly clusterName?: string;
  readonly seed?: number;
  /** Names of faults that begin at the timeline's onset. None: healthy. */
  readonly faults?: readonly string[];
  /** Optional parts of Cilium in use; see features.ts. */
  readonly features?: readonly string[];
  /** Only these families; all when left out. What remains has the values it would have had anyway. */
  readonly only?: ReadonlySet<string>;
}

/**
 * A synthetic cluster as its Prometheus would hold it: every family the catalog lists for the minor under the settings,
 * on every target, healthy unless faults are named. The same options give the same series.
 */
export function syntheticCluster(options: ClusterOptions): Families {
  const { settings, minor, nodes, timeline, clusterName = 'prod-a', seed = 1 } = options;
  const presence: Presence = {
    minor,
    exposure: exposureOf(settings),
    features: options.features ?? DEFAULT_FEATURES,
    only: options.only,
  };
  const names = nodeNames(nodes);
  const waves = wavesOver(timeline);
  const { features } = presence;
  const common = { minor, nodes: names, seed, clusterName, features, startedAt: timeline.start - UPTIME };
  const active = faultsNamed(options.faults ?? []);
  const families = new Map<string, { form: MetricForm; sites: Site[] }>();
  const targets = Map.groupBy(targetsOf(settings, names, clusterName, seed), ({ component }) => component);
  for (const [component, group] of targets) {
    const forms = familiesOf(component, presence);
    const scraped = isScraped(component, presence) ? familiesOf('scrape', presence) : [];
    for (const form of [...forms, ...scraped]) {
      const family = families.get(form.name) ?? { form, sites: [] };
      families.set(form.name, family);
      family.sites.push(...group.map((target) => siteOf(form, target, common, settings)));
    }
  }
  return new Map(
    [...families.keys()].toSorted().flatMap((name) => {
      const family = families.get(name);
      if (!family) return [];
      return [[name, { name, type: family.form.type, series: () => seriesOf(family.sites, active, waves) }] as const];
    }),
  );
}

/** A component that exposes nothing has no `up` either; one that somebody runs has, whatever boards read of it. */
function isScraped(component: Component, presence: Presence): boolean {
  const feature = FEATURE_OF_COMPONENT[component];
  if (feature !== undefined && presence.features.includes(feature)) return true;
  return familiesOf(component, { ...presence, only: undefined }).length > 0;
}

function siteOf(form: MetricForm, target: Target, common: Omit<Site, 'form' | 'target'>, settings: Settings): Site {
  const names = handlersOf(form.fact);
  const handler = settings.hubble.metrics.find(({ name }) => names.includes(name));
  return { ...common, form, target, ...(handler ? { handler } : {}) };
}

function faultsNamed(names: readonly string[]): readonly Fault[] {
  return names.map((name) => {
    const fault = knownFaults.get(name);
    if (!fault) throw new UserError(`no synthetic fault is named "${name}"`, [`known: ${FAULTS.join(', ')}`]);
    return fault;
  });
}

function* seriesOf(sites: readonly Site[], active: readonly Fault[], waves: Waves): Generator<Series> {
  for (const site of sites) {
    const { form, target, seed } = site;
    const size = around(seed, `${target.node}/${target.component}`, 0.25);
    for (const [key, { labels, healthy, fault }] of courses(site, active)) {
      const course: Course = { healthy: healthy && sized(healthy, size), fault: fault && sized(fault, size) };
      yield* expose(course, {
        form,
        labels: { ...target.labels, ...labels },
        waves,
        seed,
        key: `${target.node}/${target.index}/${conversationIn(labels) ?? `${form.name}/${key}`}`,
      });
    }
  }
}

/** Both ends, whichever way round (the world has no name): all that is counted of a conversation goes up and down together. */
function conversationIn(labels: Row['labels']): string | undefined {
  const end = (side: string) => [labels[`${side}_namespace`], labels[`${side}_workload`]].filter(Boolean).join('/');
  const ends = [end('source'), end('destination')];
  return ends.some((one) => one !== '') ? ends.toSorted().join(' ') : undefined;
}

/** Nodes differ in how busy they are, not in what they are: events are scaled, levels stay. */
function sized(signal: Signal, size: number): Signal {
  return signal.kind === 'counter' || signal.kind === 'histogram' ? scaled(signal, size) : signal;
}

/** What health and the faults make of each label set. */
function courses(site: Site, active: readonly Fault[]) {
  const result = new Map<string, { labels: Row['labels']; healthy?: Signal; fault?: Signal }>();
  for (const [key, { labels, signal }] of completed(healthyRows(site), site))
    result.set(key, { labels, healthy: signal });
  const moved = active.flatMap(({ moves }) => moves[site.form.name]?.(site) ?? []);
  for (const [key, { labels, signal }] of completed(moved, site)) {
    result.set(key, { labels, ...result.get(key), fault: signal });
  }
  return result;
}
