import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import type { PrometheusServer } from '../../../src/scenario/prometheus.ts';
import { startPrometheus } from '../../../src/scenario/prometheus.ts';
import { inTemporaryFolder } from '../../../src/scenario/temporary-folder.ts';
import { installed } from './installed.ts';
import type { Process, Serving } from './processes.ts';
import { startProcesses } from './processes.ts';
import type { ScrapeConfig } from './scrape-configs.ts';
import { scrapeConfigs } from './scrape-configs.ts';

export interface Lab {
  /** Path of `prometheus`. */
  readonly prometheus: string;
  /** Values of Cilium's chart, as their user writes them. */
  readonly values: string;
  /** Values of kube-prometheus-stack. */
  readonly stack: string;
  readonly serving: Serving;
  /** Rule files to load: name -> text. */
  readonly rules?: Readonly<Record<string, string>>;
  /** Further flags of Prometheus. */
  readonly flags?: readonly string[];
  /** What goes wrong between chart and Prometheus: a closed port, a job more. */
  readonly spoil?: (jobs: readonly ScrapeConfig[], processes: readonly Process[]) => readonly ScrapeConfig[];
}

/** Between two scrapes; rates are not read here, only what is there. */
const INTERVAL = '1s';
const READY_MS = 30_000;
/** Prometheus hands targets to its scrape loops every five seconds (discovery.Manager). */
const DISCOVERED_MS = 8_000;

/**
 * A synthetic cluster that follows its values, scraped by a real Prometheus with the relabelings of its monitors or
 * jobs; work begins once every target was tried.
 */
export async function inLab<T>(lab: Lab, work: (server: PrometheusServer) => Promise<T>): Promise<T> {
  const { prometheus, values, stack, serving, rules = {}, flags = [], spoil = (jobs) => jobs } = lab;
  const cluster = installed(values);
  return inTemporaryFolder(async (folder) => {
    const { processes, stop } = await startProcesses(cluster, serving);
    try {
      const jobs = spoil(scrapeConfigs(cluster, stack, processes), processes);
      for (const [name, text] of Object.entries(rules)) writeFileSync(join(folder, name), text);
      const configuration = stringify({
        global: { scrape_interval: INTERVAL, scrape_timeout: INTERVAL, evaluation_interval: INTERVAL },
        rule_files: Object.keys(rules),
        scrape_configs: jobs,
      });
      const server = await startPrometheus(prometheus, folder, configuration, flags);
      try {
        await tried(server.url);
        return await work(server);
      } finally {
        await server.stop();
      }
    } finally {
      await stop();
    }
  });
}

interface Targets {
  readonly data: { readonly activeTargets: readonly { readonly health: string; readonly lastScrape: string }[] };
}

async function tried(url: string): Promise<void> {
  const started = Date.now();
  for (; Date.now() < started + READY_MS; await sleep(200)) {
    const { data } = (await (await fetch(`${url}/api/v1/targets?state=active`)).json()) as Targets;
    const none = data.activeTargets.length === 0 && Date.now() > started + DISCOVERED_MS;
    if (none || (data.activeTargets.length > 0 && data.activeTargets.every(({ health }) => health !== 'unknown')))
      return;
  }
  throw new Error(`Prometheus did not try its targets within ${READY_MS / 1000} s`);
}
