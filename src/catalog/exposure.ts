import type { Component } from './facts.ts';

/** What one Hubble handler was configured with: the labels its context options make, and its own options. */
export interface HandlerExposure {
  readonly labels: ReadonlySet<string>;
  readonly options: ReadonlySet<string>;
}

/** What the settings say a cluster exposes, as far as the lookup must know it. */
export interface Exposure {
  /** Enabled Hubble handlers by name. */
  readonly handlers: ReadonlyMap<string, HandlerExposure>;
  /** Families switched on although they are off by default. */
  readonly switchedOn: ReadonlySet<string>;
  /** Labels that scraping adds, per component. */
  readonly targetLabels: Readonly<Record<Component, ReadonlySet<string>>>;
  /** Labels every series carries, such as `cluster`. */
  readonly globalLabels: ReadonlySet<string>;
}
