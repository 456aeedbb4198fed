import type { Component } from '../../catalog/facts.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Finding } from '../finding.ts';
import { clusterUnnamed } from '../observed/cluster-label.ts';
import type { Counted } from './counts.ts';

/** Series of each component, by the name of their cluster: '' where they have none. */
export type ByCluster = ReadonlyMap<Component, ReadonlyMap<string, number>>;

export function byCluster(rows: ReadonlyMap<Component, readonly Counted[]>, clusterLabel: string): ByCluster {
  return new Map(
    [...rows].map(([component, all]) => {
      const clusters = new Map<string, number>();
      for (const { ids, count } of all) {
        const cluster = ids[clusterLabel] ?? '';
        clusters.set(cluster, (clusters.get(cluster) ?? 0) + count);
      }
      return [component, clusters];
    }),
  );
}

/** Clusters without a name, and clusters of which some processes report and others do not. */
export function clusterFindings(
  counts: ByCluster,
  components: ReadonlySet<Component>,
  clusterLabel: string,
  settings: Settings,
): readonly Finding[] {
  const seen = [...counts].filter(([component, { size }]) => size > 0 && components.has(component));
  const clusters = [...new Set(seen.flatMap(([, named]) => [...named.keys()]))];
  const halves = clusters
    .filter((cluster) => cluster !== '')
    .flatMap((cluster) => {
      const lacking = seen.filter(([, named]) => !named.has(cluster)).map(([component]) => component);
      return lacking.length > 0 ? [half(cluster, lacking)] : [];
    });
  const nameless = seen.filter(([, named]) => named.has('')).map(([component]) => component);
  if (nameless.length === 0) return halves;
  const named = clusters.filter((cluster) => cluster !== '');
  if (named.length > 0) return [partlyUnnamed(nameless, clusterLabel, named)];
  return [
    clusterUnnamed(clusterLabel, settings, [
      `no series of ${nameless.join(', ')} has it`,
      'externalLabels do not count here: they are added to what leaves Prometheus, not to what it stores',
    ]),
  ];
}

function half(cluster: string, lacking: readonly Component[]): Finding {
  return {
    code: 'cluster-half',
    key: `cluster-half ${cluster}`,
    severity: 'warning',
    summary: `Cluster ${cluster} reports nothing of ${lacking.join(', ')}, other clusters do.`,
    evidence: [`no series with the value "${cluster}"`],
    remedies: [
      {
        kind: 'advice',
        text: `in ${cluster}: see that metrics of ${lacking.join(', ')} are on and scraped: ciliascope doctor --values with its values`,
      },
    ],
  };
}

/** Some clusters have a name and others do not: on a hub, usually its own. */
function partlyUnnamed(components: readonly Component[], label: string, named: readonly string[]): Finding {
  return {
    code: 'cluster-label-missing',
    key: 'cluster-label-missing',
    severity: 'warning',
    summary: `Some series have no label ${label}, those of ${named.join(', ')} do: what has none is missing wherever a cluster is chosen.`,
    evidence: [
      `without it: series of ${components.join(', ')}`,
      'externalLabels do not count here: they are added to what leaves Prometheus, not to what it stores',
    ],
    remedies: [{ kind: 'advice', text: `make ${label} by a relabeling on targets of the cluster that has none` }],
  };
}
