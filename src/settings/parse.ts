import * as v from 'valibot';
import { families } from '../catalog/catalog.ts';
import type { Component } from '../catalog/facts.ts';
import { COMPONENTS } from '../catalog/facts.ts';
import type { Minor, MinorRange } from '../catalog/minor.ts';
import { MINORS, minorsIn } from '../catalog/minor.ts';
import { nearest } from '../catalog/nearest.ts';
import { parseDuration } from '../promql/duration.ts';
import type { TargetLabel } from '../promql/promql.ts';
import { DEFAULT_HUBBLE_METRICS, defaultTargetLabels, defaultTargets } from './defaults.ts';
import { didYouMean, parseHubbleMetrics } from './hubble-metrics.ts';
import { ruleEntries, ruleSettings } from './parse-rules.ts';
import { targetEntries, targetSettings } from './parse-targets.ts';
import { duration, labels, text, url } from './schema.ts';
import type { ComponentSelector, Settings, UserSettings } from './settings.ts';

const labelName = v.pipe(
  v.string('a label name'),
  v.regex(/^[a-zA-Z_]\w*$/, 'a Prometheus label name: letters, digits and _'),
);
const minor = v.picklist(MINORS, `one of ${MINORS.join(', ')}`);
const component = v.picklist(COMPONENTS, `one of ${COMPONENTS.join(', ')}`);

/** Shape of `ciliascope.config.ts`; each message says what is allowed. */
const schema = v.object({
  cilium: v.optional(
    v.union(
      [minor, v.object({ from: v.optional(minor), until: v.optional(minor) })],
      `a minor ("1.19") or a range ({ from: "1.18", until: "1.20" }) of ${MINORS.join(', ')}`,
    ),
  ),
  clusterLabel: v.optional(v.union([v.literal(false), labelName], 'a Prometheus label name, or false')),
  scrape: v.optional(
    v.object({
      kind: v.optional(v.picklist(['serviceMonitor', 'annotations'], '"serviceMonitor" or "annotations"')),
      interval: v.optional(duration),
      nodeLabel: v.optional(labelName),
      labels: v.optional(v.record(component, v.array(labelName))),
    }),
  ),
  selectors: v.optional(v.record(component, labels)),
  hubble: v.optional(
    v.object({
      metrics: v.optional(
        v.union([text, v.array(text)], 'the Helm value hubble.metrics.enabled: a list of strings, or one string'),
      ),
      openMetrics: v.optional(v.boolean('true or false')),
    }),
  ),
  metrics: v.optional(
    v.array(v.pipe(text, v.regex(/^[+-]\w+$/, 'an entry of the Helm value prometheus.metrics: +name or -name'))),
  ),
  grafana: v.optional(
    v.object({
      datasource: v.optional(text),
      folder: v.optional(v.pipe(text, v.regex(/^[^/\\]{1,120}$/, 'a folder title without slashes'))),
      url: v.optional(url),
      exclude: v.optional(v.array(text)),
    }),
  ),
  kubernetes: v.optional(
    v.object({
      namespace: v.optional(
        v.pipe(
          text,
          v.regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, 'a Kubernetes namespace: lower case letters, digits and -'),
        ),
      ),
      dashboardLabel: v.optional(labels),
      folderAnnotation: v.optional(text),
      ruleLabels: v.optional(labels),
      clusterName: v.optional(text),
    }),
  ),
  runbookBase: v.optional(url),
  ...ruleEntries,
  ...targetEntries,
});

/** A fault of the settings: where, and what is allowed. */
export interface SettingsFault {
  readonly path: string;
  readonly message: string;
}

/** Checks settings and fills in the defaults. All faults come back at once. */
export function parseSettings(
  input: unknown,
): { readonly settings: Settings } | { readonly faults: readonly SettingsFault[] } {
  const parsed = v.safeParse(schema, input);
  const shape = [...unknownKeys(schema, input), ...(parsed.success ? [] : parsed.issues.map(describe))];
  if (shape.length > 0) return { faults: shape };
  const user = input as UserSettings;
  const faults: SettingsFault[] = [];
  const minors = configuredMinors(user.cilium, faults);
  const hubble = parseHubbleMetrics(user.hubble?.metrics ?? DEFAULT_HUBBLE_METRICS);
  faults.push(...hubble.faults.map((message) => ({ path: 'hubble.metrics', message })));
  const switchedOn = (user.metrics ?? []).map((entry) => toggled(entry, faults)).filter((name) => name !== undefined);
  const targets = targetSettings(user, faults);
  if (faults.length > 0) return { faults };
  const kind = user.scrape?.kind ?? 'serviceMonitor';
  const none = Object.fromEntries(COMPONENTS.map((name) => [name, {}])) as Record<Component, ComponentSelector>;
  return {
    settings: {
      minors,
      ...(user.clusterLabel === false ? {} : { clusterLabel: user.clusterLabel ?? 'cluster' }),
      scrape: {
        kind,
        interval: parseDuration(user.scrape?.interval ?? '30s') ?? 30,
        nodeLabel: user.scrape?.nodeLabel ?? ('node' as TargetLabel),
        labels: { ...defaultTargetLabels(kind, user.scrape?.nodeLabel), ...user.scrape?.labels },
      },
      selectors: { ...none, ...user.selectors },
      targets: { ...defaultTargets(kind), ...user.selectors },
      hubble: { metrics: hubble.metrics, openMetrics: user.hubble?.openMetrics ?? false },
      switchedOn,
      grafana: {
        ...(user.grafana?.datasource ? { datasource: user.grafana.datasource } : {}),
        folder: user.grafana?.folder ?? 'Cilium',
        ...(user.grafana?.url ? { url: user.grafana.url.replace(/\/+$/, '') } : {}),
        exclude: user.grafana?.exclude ?? [],
      },
      kubernetes: {
        namespace: user.kubernetes?.namespace ?? 'monitoring',
        dashboardLabel: user.kubernetes?.dashboardLabel ?? { grafana_dashboard: '1' },
        folderAnnotation: user.kubernetes?.folderAnnotation ?? 'grafana_folder',
        ruleLabels: user.kubernetes?.ruleLabels ?? { release: 'kube-prometheus-stack' },
        clusterName: user.kubernetes?.clusterName ?? 'default',
      },
      runbookBase: user.runbookBase ?? 'https://github.com/ciliascope/ciliascope/blob/main/docs/alerts',
      ...ruleSettings(user),
      ...targets,
    },
  };
}

function configuredMinors(cilium: Minor | MinorRange | undefined, faults: SettingsFault[]): readonly Minor[] {
  const range = typeof cilium === 'string' ? { from: cilium, until: cilium } : (cilium ?? { from: '1.18' });
  const minors = minorsIn(range);
  if (minors.length === 0) faults.push({ path: 'cilium', message: `from ${range.from} is after until ${range.until}` });
  return minors;
}

/** The family an entry of `prometheus.metrics` switches on; the switch sometimes has a name of its own. */
function toggled(entry: string, faults: SettingsFault[]): string | undefined {
  const family = families.find(
    ({ fact }) => fact.switch?.value === `+${entry.slice(1)}` || fact.name === entry.slice(1),
  );
  if (family) return entry.startsWith('+') ? family.fact.name : undefined;
  const switchable = families.filter(({ fact }) => fact.off).map(({ fact }) => fact.name);
  const near = didYouMean(nearest(entry.slice(1), switchable));
  faults.push({
    path: 'metrics',
    message: `"${entry}" switches no metric Cilium knows${near}; Cilium ignores it silently`,
  });
  return undefined;
}

function describe(issue: v.BaseIssue<unknown>): SettingsFault {
  const path = v.getDotPath(issue) ?? '(the default export)';
  return { path, message: `expected ${issue.type === 'object' ? 'an object' : issue.message}, got ${issue.received}` };
}

/** Keys the schema does not have, in every object of the input. The library's own strict objects name only the first. */
function unknownKeys(at: unknown, input: unknown, path = ''): readonly SettingsFault[] {
  if (typeof input !== 'object' || input === null) return [];
  const below = (key: string) => (path ? `${path}.${key}` : key);
  const inside = membersOf(at);
  if (inside) return Object.entries(input).flatMap(([key, value]) => unknownKeys(inside, value, below(key)));
  const entries = entriesOf(at);
  if (!entries) return [];
  const allowed = Object.keys(entries);
  return Object.entries(input).flatMap(([key, value]) => {
    if (allowed.includes(key)) return unknownKeys(entries[key], value, below(key));
    const near = didYouMean(nearest(key, allowed));
    return [{ path: below(key), message: `unknown key${near}; allowed here: ${allowed.join(', ')}` }];
  });
}

/** What a list or an object of free keys holds, also inside `optional`. */
function membersOf(at: unknown): unknown {
  const { type, item, value, wrapped } = at as { type?: string; item?: unknown; value?: unknown; wrapped?: unknown };
  if (type === 'array') return item;
  if (type === 'record') return value;
  return wrapped ? membersOf(wrapped) : undefined;
}

/** Entries of an object schema, also inside `optional` and among the options of a union. */
function entriesOf(at: unknown): Readonly<Record<string, unknown>> | undefined {
  const schemaLike = at as {
    entries?: Record<string, unknown>;
    wrapped?: unknown;
    options?: readonly unknown[];
    type?: string;
  };
  if (schemaLike.type === 'object') return schemaLike.entries;
  if (schemaLike.wrapped) return entriesOf(schemaLike.wrapped);
  return schemaLike.type === 'union'
    ? schemaLike.options?.map(entriesOf).find((found) => found !== undefined)
    : undefined;
}
