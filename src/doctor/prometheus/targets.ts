import type { Component } from '../../catalog/facts.ts';
import { PODS } from '../../catalog/pods.ts';
import type { ChartComponent } from '../../catalog/switches.ts';
import { CHART_COMPONENTS } from '../../catalog/switches.ts';
import { parseDuration } from '../../promql/duration.ts';
import type { Settings } from '../../settings/settings.ts';
import type { HttpClient } from '../../targets/http.ts';
import type { Told } from './ask.ts';
import { ask, isTold } from './ask.ts';

/** A target of one of Cilium's processes, as `/api/v1/targets` has it. */
export interface Target {
  readonly component: ChartComponent;
  readonly pool: string;
  readonly url: string;
  readonly labels: Labels;
  readonly up: boolean;
  /** Prometheus' own words of the last failure. */
  readonly error: string;
  /** Seconds; undefined before Prometheus 2.28. */
  readonly interval?: number;
}

type Labels = Readonly<Record<string, string>>;

interface ActiveTarget {
  readonly discoveredLabels?: Labels;
  readonly labels?: Labels;
  readonly scrapePool?: string;
  readonly scrapeUrl?: string;
  readonly health?: string;
  readonly lastError?: string;
  readonly scrapeInterval?: string;
}

/** Targets of Cilium, those that are down among them. */
export async function cilium(http: HttpClient, settings: Settings): Promise<Told<readonly Target[]>> {
  const told = await ask<{ readonly activeTargets?: readonly ActiveTarget[] }>(http, '/targets', { state: 'active' });
  if (!isTold(told)) return told;
  const active = Array.isArray(told.data.activeTargets) ? (told.data.activeTargets as readonly ActiveTarget[]) : [];
  return { data: active.flatMap((target) => targetOf(target, settings)) };
}

function targetOf(active: ActiveTarget, settings: Settings): readonly Target[] {
  const component = componentOf(active, settings);
  if (!component) return [];
  const { scrapePool = '', scrapeUrl = '', labels = {}, health, lastError = '', scrapeInterval } = active;
  const interval = scrapeInterval === undefined ? undefined : parseDuration(scrapeInterval);
  return [
    {
      component,
      pool: scrapePool,
      url: scrapeUrl,
      labels,
      // a target that was not tried yet is no failure
      up: health !== 'down',
      error: lastError,
      ...(interval === undefined ? {} : { interval }),
    },
  ];
}

/** Whose target it is: by its Service, by its container and port, or by the labels that content selects it by. */
function componentOf({ discoveredLabels = {}, labels = {}, scrapeUrl = '' }: ActiveTarget, settings: Settings) {
  const service = discoveredLabels['__meta_kubernetes_service_name'] ?? labels['service'];
  const port = discoveredLabels['__meta_kubernetes_endpoint_port_name'] ?? labels['endpoint'];
  const container = discoveredLabels['__meta_kubernetes_pod_container_name'] ?? labels['container'];
  const number = URL.canParse(scrapeUrl) ? Number(new URL(scrapeUrl).port) : 0;
  const among = (fits: (component: ChartComponent) => boolean) => CHART_COMPONENTS.filter(fits);
  const ofService = among((component) => PODS[component].service === service);
  const ofContainer = among((component) => PODS[component].container === container);
  const ofPort = ofContainer.filter((component) => PODS[component].port === number);
  return (
    (ofService.length > 1 ? ofService.find((component) => PODS[component].endpoint === port) : ofService[0]) ??
    ofPort[0] ??
    selectedAs(labels, settings) ??
    ofContainer[0]
  );
}

function selectedAs(labels: Labels, { targets }: Settings): ChartComponent | undefined {
  return CHART_COMPONENTS.find((component) => {
    const matchers = Object.entries(targets[component]);
    return matchers.length > 0 && matchers.every(([label, value]) => labels[label] === value);
  });
}

/** Targets that scrape one process of one cluster: more than one counts everything twice. */
export function doubles(targets: readonly Target[], clusterLabel: string | undefined): readonly (readonly Target[])[] {
  const same = Map.groupBy(targets, ({ url, labels }) => `${url} ${clusterLabel ? labels[clusterLabel] : ''}`);
  return [...same.values()].filter(({ length }) => length > 1);
}

export function byComponent(targets: readonly Target[]): ReadonlyMap<Component, readonly Target[]> {
  return Map.groupBy(targets, ({ component }): Component => component);
}
