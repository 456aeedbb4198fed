import type { Exposure } from '../catalog/exposure.ts';
import type { Component } from '../catalog/facts.ts';
import { COMPONENTS } from '../catalog/facts.ts';
import type { Settings } from './settings.ts';

/** What the settings say the cluster exposes, in the catalog's terms. */
export function exposureOf(settings: Settings): Exposure {
  const targetLabels = Object.fromEntries(
    COMPONENTS.map((component) => [component, new Set(settings.scrape.labels[component])]),
  ) as unknown as Record<Component, ReadonlySet<string>>;
  return {
    handlers: new Map(
      settings.hubble.metrics.map(({ name, labels, options }) => [
        name,
        { labels: new Set(labels), options: new Set(options) },
      ]),
    ),
    switchedOn: new Set(settings.switchedOn),
    targetLabels,
    globalLabels: new Set(settings.clusterLabel ? [settings.clusterLabel] : []),
  };
}
