import type { Component } from '../../catalog/facts.ts';
import type { Finding } from '../finding.ts';
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
  // halves of clusters whose series lost their name are no halves
  return clusters.length === 1 ? [unnamed(nameless, clusterLabel, [])] : [unnamed(nameless, clusterLabel, clusters)];
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

function unnamed(components: readonly Component[], label: string, others: readonly string[]): Finding {
  const some = others.filter((cluster) => cluster !== '');
  return {
    code: 'cluster-label-missing',
    key: 'cluster-label-missing',
    severity: 'warning',
    summary:
      some.length === 0
        ? `No series has the label ${label}: clusters cannot be told apart, and alerts do not name theirs.`
        : `Some series have no label ${label}, those of ${some.join(', ')} do: what has none is missing wherever a cluster is chosen.`,
    evidence: [
      `without it: series of ${components.join(', ')}`,
      'externalLabels do not count here: they are added to what leaves Prometheus, not to what it stores',
    ],
    remedies: [
      {
        kind: 'stack-values',
        path: ['prometheus', 'prometheusSpec', 'scrapeClasses'],
        value: [
          {
            name: 'cluster',
            default: true,
            relabelings: [{ targetLabel: label, replacement: 'the-name-of-this-cluster' }],
          },
        ],
      },
      ...(some.length === 0
        ? [{ kind: 'settings' as const, text: 'clusterLabel: false, where there is but one' }]
        : []),
    ],
  };
}
