import { createHash } from 'node:crypto';
import { CATALOG_VERSION } from '../catalog/catalog.ts';
import type { Dashboard } from '../model/dashboard.ts';
import type { Artifact, Model } from '../model/model.ts';
import { promqlOf } from '../model/query.ts';
import { familiesIn } from '../promql/families.ts';

/** Format of `index.json`; raised when a field changes its meaning. */
export const INDEX_VERSION = 1;
export const INDEX_PATH = 'index.json';

/** A file of `out/`, as `index.json` lists it. */
export interface IndexEntry {
  readonly path: string;
  readonly kind: string;
  readonly uid?: string;
  readonly title?: string;
  readonly source?: string;
  readonly sha256: string;
}

/** What `out/index.json` holds: who owns which file, and what each board queries. */
export interface IndexFile {
  readonly version: number;
  readonly catalog: string;
  readonly cilium: readonly string[];
  readonly files: readonly IndexEntry[];
  readonly dashboards: readonly IndexedDashboard[];
  readonly alerts: readonly IndexedAlert[];
  readonly slos: readonly IndexedSlo[];
}

export interface IndexedDashboard {
  readonly uid: string;
  readonly title: string;
  readonly metrics: readonly string[];
  /** Ids of the panels that are written in another file than the board, by that file. */
  readonly sources: Readonly<Record<string, readonly number[]>>;
}

/** An alert by its name: who is called, about what, and where to read and look on. */
export interface IndexedAlert {
  readonly name: string;
  readonly intent: string;
  /** Value of the severity label, and what it stands for. */
  readonly severity: string;
  readonly urgency: string;
  /** Labels that tell its alerts apart. */
  readonly groupBy: readonly string[];
  readonly runbook: string;
  readonly dashboard: string;
  readonly panel?: string;
  readonly ruleSet: string;
  readonly slo?: string;
}

export interface IndexedSlo {
  readonly name: string;
  readonly service: string;
  readonly objective: string;
  readonly period: string;
  readonly groupBy: readonly string[];
  readonly alert: string;
}

/** The index of all other artifacts. Only files it lists are ever removed from `out/`. */
export function emitIndex(model: Model, artifacts: readonly Artifact[]): Artifact {
  const sources = new Map(model.dashboards.map((dashboard) => [dashboard.uid, dashboard]));
  const index: IndexFile = {
    version: INDEX_VERSION,
    catalog: CATALOG_VERSION,
    cilium: model.settings.minors,
    files: artifacts
      .map(({ path, kind, uid, text }) => {
        const dashboard = uid === undefined ? undefined : sources.get(uid);
        const about = dashboard ? { uid: dashboard.uid, title: dashboard.title, source: dashboard.file } : {};
        return { path, kind, ...about, sha256: createHash('sha256').update(text).digest('hex') };
      })
      .toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    dashboards: model.dashboards.map((dashboard) => ({
      uid: dashboard.uid,
      title: dashboard.title,
      metrics: metricsOf(model, dashboard.uid),
      sources: sourcesOf(dashboard),
    })),
    alerts: alertsOf(model),
    slos: model.slos.map(({ name, service, objective, period, groupBy, alert }) => ({
      name,
      service,
      objective,
      period,
      groupBy,
      alert,
    })),
  };
  return { path: INDEX_PATH, kind: 'index', text: `${JSON.stringify(index, null, 2)}\n` };
}

/** Every alert once for each urgency it has. */
function alertsOf({ ruleSets }: Model): readonly IndexedAlert[] {
  const all = ruleSets.flatMap(({ name: ruleSet, groups }) =>
    groups.flatMap(({ rules }) =>
      rules.flatMap((rule): IndexedAlert[] => {
        if (rule.kind !== 'alerting') return [];
        const { causes: _, ...facts } = rule.facts;
        return [{ name: rule.alert, severity: rule.labels['severity'] ?? '', ruleSet, ...facts }];
      }),
    ),
  );
  return [...new Map(all.map((alert) => [`${alert.name} ${alert.urgency}`, alert])).values()];
}

function sourcesOf({ file, panels }: Dashboard): IndexedDashboard['sources'] {
  const elsewhere = panels.filter((panel) => panel.file !== file);
  const groups = [...Map.groupBy(elsewhere, (panel) => panel.file)].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(groups.map(([source, found]) => [source, found.map(({ id }) => id)]));
}

/** Families a dashboard queries, without the suffixes of histograms. */
function metricsOf(model: Model, uid: string): readonly string[] {
  const queries = model.queries.filter(({ resource }) => resource === `dashboard/${uid}`);
  return [...new Set(queries.flatMap((query) => [...familiesIn(promqlOf(query, query.expr))]))].sort();
}
