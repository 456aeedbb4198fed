import { EXPORTERS } from '../../catalog/pods.ts';
import { readsOf } from '../../contract/reads.ts';
import type { Model } from '../../model/model.ts';
import type { Finding } from '../finding.ts';
import { clusterClass, clusterUnnamed } from '../observed/cluster-label.ts';
import type { Stack } from './stack.ts';
import { SPEC } from './stack.ts';

/**
 * Whether targets get the name of their cluster. A default scrape class reaches the targets of monitors alone; jobs that
 * follow annotations name it themselves.
 * @param made whether relabelings of Cilium's own monitors do
 */
export function clusterNamed(stack: Stack, source: string, model: Model, made: boolean): readonly Finding[] {
  const { clusterLabel, scrape } = model.settings;
  if (!clusterLabel) return [];
  const inClass = stack.classLabels.has(clusterLabel);
  if (scrape.kind !== 'annotations') {
    return made || inClass ? [] : [unnamed(`no default class in ${SPEC}.scrapeClasses makes it`)];
  }
  const nameless = stack.jobs.filter((job) => !job.makes(clusterLabel)).map(({ name }) => name);
  if (nameless.length > 0) return [unnamed(`no relabeling of ${nameless.join(', ')} makes it`)];
  return inClass ? [] : besideUnnamed(clusterLabel, source, model);

  function unnamed(evidence: string): Finding {
    const external = stack.externalLabels.has(clusterLabel ?? '')
      ? [`${SPEC}.externalLabels has ${clusterLabel}: that is added to what leaves Prometheus, not to what it stores`]
      : [];
    return clusterUnnamed(clusterLabel ?? '', model.settings, [`${source}: ${evidence}`, ...external]);
  }
}

/** Alerts that join Cilium's series with an exporter's: the stack scrapes exporters by monitors, whatever scrapes Cilium. */
function besideUnnamed(label: string, source: string, model: Model): readonly Finding[] {
  const families = new Set<string>();
  const alerts = new Set<string>();
  for (const { query, reads } of model.settings.minors.slice(-1).flatMap((minor) => readsOf(model, minor))) {
    const all = [...reads.values()];
    const [beside, ours] = [true, false].map((exporter) =>
      all.filter(({ forms }) => forms.some(({ component }) => EXPORTERS.includes(component) === exporter)),
    );
    if (query.use !== 'alerting' || ours?.length === 0) continue;
    for (const { family, labels } of beside ?? []) {
      if (!labels.has(label)) continue;
      families.add(family);
      alerts.add(query.item);
    }
  }
  if (alerts.size === 0) return [];
  return [
    {
      code: 'cluster-label-missing',
      key: 'cluster-label-missing',
      severity: 'warning',
      summary: `Jobs that follow annotations name the cluster, and the stack's monitors do not: ${[...alerts].join(', ')} cannot join ${[...families].join(', ')} with Cilium's series.`,
      evidence: [`${source}: no default class in ${SPEC}.scrapeClasses makes ${label}`],
      remedies: [clusterClass(label, model.settings)],
    },
  ];
}
