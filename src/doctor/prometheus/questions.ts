import { familiesNamed } from '../../catalog/catalog.ts';
import type { Component, MetricForm } from '../../catalog/facts.ts';
import { handlersOf } from '../../catalog/lookup.ts';
import { EXPORTERS } from '../../catalog/pods.ts';
import type { QueryReads } from '../../contract/reads.ts';
import type { PromNode } from '../../promql/ast.ts';
import { childrenOf } from '../../promql/ast.ts';
import { parseDuration } from '../../promql/duration.ts';
import type { Settings } from '../../settings/settings.ts';
import { isMadeByHandler } from '../observed/handler-labels.ts';
import { MADE_BY_V1 } from '../observed/why-gone.ts';

/** What of a Prometheus the content hangs on: all that is asked, so that nobody reads every series. */
export interface Questions {
  /** Names of series, records among them. */
  readonly series: ReadonlySet<string>;
  /** Component -> labels that scraping must add. */
  readonly targetLabels: ReadonlyMap<Component, ReadonlySet<string>>;
  /** Name of a series -> its labels that options and contexts of its handler make. */
  readonly handlerLabels: ReadonlyMap<string, HandlerLabels>;
  /** Processes that are no option: content hangs on each of them. */
  readonly components: ReadonlySet<Component>;
  /** Component -> seconds of the shortest range its series are read over. */
  readonly windows: ReadonlyMap<Component, number>;
}

export interface HandlerLabels {
  readonly handler: string;
  readonly family: string;
  readonly labels: ReadonlySet<string>;
}

/** Labels of Hubble contexts that are an address each, whether content reads them or not. */
export const ADDRESSES = ['source_ip', 'destination_ip'] as const;

export function questionsOf(all: readonly QueryReads[], { clusterLabel }: Settings): Questions {
  const series = new Set<string>();
  const targetLabels = new Map<Component, Set<string>>();
  const handlerLabels = new Map<string, HandlerLabels & { readonly labels: Set<string> }>();
  const components = new Set<Component>();
  const windows = new Map<Component, number>();
  for (const { root, reads } of all) {
    for (const read of reads.values()) {
      series.add(read.series);
      for (const form of read.forms) {
        if (form.component === 'scrape' || EXPORTERS.includes(form.component)) continue;
        components.add(form.component);
        const [handler] = handlersOf(form.fact);
        if (handler === 'httpV2') series.add(MADE_BY_V1);
        for (const label of read.labels) {
          if (handler !== undefined && isMadeByHandler(label, form)) {
            const of = handlerLabels.get(read.series) ?? { handler, family: read.family, labels: new Set<string>() };
            handlerLabels.set(read.series, of);
            of.labels.add(label);
          } else if (label !== clusterLabel && label !== 'le' && !form.labels.includes(label)) {
            const of = targetLabels.get(form.component) ?? new Set<string>();
            targetLabels.set(form.component, of.add(label));
          }
        }
      }
    }
    if (root) {
      eachWindow(root, undefined, (node, seconds) => {
        for (const { component } of reads.get(node)?.forms ?? []) {
          windows.set(component, Math.min(seconds, windows.get(component) ?? Number.POSITIVE_INFINITY));
        }
      });
    }
  }
  return { series, targetLabels, handlerLabels, components, windows };
}

/** True for a form whose name tells whose it is. */
export function isOwn({ component, name }: Pick<MetricForm, 'component' | 'name'>): boolean {
  const owners = familiesNamed(name);
  return owners.length === 1 && owners[0]?.component === component;
}

type Selector = Extract<PromNode, { kind: 'selector' }>;

/** Calls back for every selector that is read over a range written out, in seconds; Grafana's variables fit by themselves. */
function eachWindow(node: PromNode, range: number | undefined, found: (node: Selector, seconds: number) => void): void {
  if (node.kind === 'selector' && range !== undefined) found(node, range);
  const inner = node.kind === 'matrix' ? parseDuration(node.range) : range;
  for (const child of childrenOf(node)) eachWindow(child, inner, found);
}
