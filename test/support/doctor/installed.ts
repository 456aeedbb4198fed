import { parse } from 'yaml';
import type { ChartComponent } from '../../../src/catalog/switches.ts';
import { CHART_COMPONENTS, SWITCHES } from '../../../src/catalog/switches.ts';
import type { UserSettings } from '../../../src/settings/settings.ts';

export type Values = Readonly<Record<string, unknown>>;

/** What Cilium's chart makes of values: the other end of what the doctor says of them, and written without its code. */
export interface Installed {
  readonly values: Values;
  /** Processes that serve metrics. */
  readonly serving: readonly ChartComponent[];
  /** Those the chart makes a ServiceMonitor for. */
  readonly monitored: readonly ChartComponent[];
  /** What the processes expose, in the words of the settings. */
  readonly exposing: Pick<UserSettings, 'hubble' | 'metrics'>;
}

/** Installs values as the chart of 1.16 to 1.20 does (templates of services, ServiceMonitors and the agent's ConfigMap). */
export function installed(yaml: string): Installed {
  const values = (parse(yaml) ?? {}) as Values;
  const handlers = valueAt(values, 'hubble.metrics.enabled') as string | readonly string[] | null | undefined;
  const on = (component: ChartComponent) =>
    SWITCHES[component].metrics.every(({ path, byDefault }) => (valueAt(values, path) ?? byDefault) === true);
  const serving = CHART_COMPONENTS.filter((component) => {
    if (SWITCHES[component].optional) return false;
    // with static and dynamic metrics Hubble does not start (cilium#38893)
    const both = valueAt(values, 'hubble.metrics.dynamic.enabled') === true;
    return on(component) && (component !== 'hubble' || ((handlers ?? []).length > 0 && !both));
  });
  return {
    values,
    serving,
    monitored: serving.filter((component) => valueAt(values, SWITCHES[component].monitor ?? '') === true),
    exposing: {
      hubble: { metrics: serving.includes('hubble') ? (handlers ?? []) : [] },
      metrics: (valueAt(values, 'prometheus.metrics') ?? []) as readonly string[],
    },
  };
}

/** The value at `a.b.c`; undefined where there is none. */
export function valueAt(values: Values, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? (at as Values)[key] : undefined), values);
}
