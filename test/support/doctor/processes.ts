import type { Minor } from '../../../src/catalog/minor.ts';
import { PODS } from '../../../src/catalog/pods.ts';
import type { ChartComponent } from '../../../src/catalog/switches.ts';
import { SWITCHES } from '../../../src/catalog/switches.ts';
import { syntheticCluster } from '../../../src/scenario/cluster.ts';
import { startLiveTarget } from '../../../src/scenario/live-target.ts';
import type { Families, Labels, Series } from '../../../src/scenario/series.ts';
import { timelineUntil } from '../../../src/scenario/timeline.ts';
import { settingsOf } from '../settings.ts';
import type { Installed } from './installed.ts';

const COMPONENTS: readonly ChartComponent[] = ['agent', 'operator', 'hubble', 'envoy'];
const HISTORY = 600;
const STEP = 30;

export interface Serving {
  readonly minor: Minor;
  readonly nodes: number;
  /** Families to serve. Those that are not of the minor, or off, are not served whatever this says. */
  readonly only?: ReadonlySet<string>;
  /** Families that no event of theirs has created yet. */
  readonly silent?: RegExp;
}

/** One process with its own listener: what it exposes has no label of a target. */
export interface Process {
  readonly component: ChartComponent;
  readonly node: string;
  /** `127.0.0.1:12345` */
  readonly address: string;
}

/** Starts a listener for every process that serves metrics under the values. */
export async function startProcesses(
  { serving, exposing }: Installed,
  { minor, nodes, only, silent }: Serving,
): Promise<{ readonly processes: readonly Process[]; stop(): Promise<void> }> {
  // `instance` alone tells the series of a process from those of the others; it is taken off again
  const labels = Object.fromEntries(COMPONENTS.map((component) => [component, ['instance', 'node']]));
  const settings = settingsOf({ ...exposing, cilium: minor, clusterLabel: false, scrape: { labels } });
  const timeline = timelineUntil(Date.now() / 1000, HISTORY, STEP);
  const families = syntheticCluster({ settings, minor, nodes, timeline, ...(only ? { only } : {}) });
  const running = await Promise.all(
    COMPONENTS.filter((component) => serving.includes(component)).flatMap((component) =>
      Array.from({ length: SWITCHES[component].perNode ? nodes : 1 }, async (_, index) => {
        const instance = `10.0.0.${index + 1}:${PODS[component].port}`;
        const target = await startLiveTarget(exposition(families, instance, silent), timeline);
        return { component, node: `n0${index + 1}`, address: target.address, stop: target.stop };
      }),
    ),
  );
  return {
    processes: running,
    stop: async () => void (await Promise.all(running.map(({ stop }) => stop()))),
  };
}

function exposition(families: Families, instance: string, silent: RegExp | undefined): Families {
  const own = [...families].filter(([name]) => !/^(up$|scrape_)/.test(name) && !silent?.test(name));
  return new Map(
    own.map(([name, family]) => [name, { ...family, series: () => ofInstance(family.series(), instance) }] as const),
  );
}

function* ofInstance(all: Iterable<Series>, instance: string): Generator<Series> {
  for (const one of all) {
    const { instance: at, node, ...labels } = one.labels as Labels & { instance?: string; node?: string };
    if (at === instance) yield { ...one, labels };
  }
}
