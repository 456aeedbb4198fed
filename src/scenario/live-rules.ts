import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import { writeBlocks } from './blocks.ts';
import type { TestFile } from './incidents.ts';
import { startLiveTarget } from './live-target.ts';
import type { PrometheusServer } from './prometheus.ts';
import { startPrometheus } from './prometheus.ts';
import type { RuleState } from './prometheus-api.ts';
import type { Families } from './series.ts';
import { inTemporaryFolder } from './temporary-folder.ts';
import type { Timeline } from './timeline.ts';
import type { ProofEngines } from './with-prometheus.ts';

export interface LiveOptions {
  readonly engines: ProofEngines;
  /** History, which ends about now. */
  readonly families: Families;
  readonly timeline: Timeline;
  readonly rules: readonly TestFile[];
  /** Prometheus durations. */
  readonly scrapeInterval: string;
  readonly evaluationInterval: string;
  /** `host:port` that alerts are sent to. */
  readonly alertmanager?: string;
}

/**
 * A real Prometheus that has the history as blocks, scrapes what follows, and evaluates the rules now. Leaves neither
 * process nor folder behind.
 */
export async function withLiveRules<T>(
  options: LiveOptions,
  work: (server: PrometheusServer) => Promise<T>,
): Promise<T> {
  const { engines, families, timeline, rules } = options;
  return inTemporaryFolder(async (folder) => {
    await writeBlocks(engines.promtool, families, timeline, folder);
    mkdirSync(join(folder, 'rules'));
    for (const { path, text } of rules) writeFileSync(join(folder, 'rules', basename(path)), text);
    const target = await startLiveTarget(families, timeline);
    try {
      const server = await startPrometheus(engines.prometheus, folder, configuration(options, target.address));
      try {
        return await work(server);
      } finally {
        await server.stop();
      }
    } finally {
      await target.stop();
    }
  });
}

function configuration({ scrapeInterval, evaluationInterval, alertmanager }: LiveOptions, target: string): string {
  return stringify({
    global: {
      scrape_interval: scrapeInterval,
      scrape_timeout: scrapeInterval,
      evaluation_interval: evaluationInterval,
    },
    rule_files: ['rules/*.yaml'],
    scrape_configs: [{ job_name: 'live', honor_labels: true, static_configs: [{ targets: [target] }] }],
    ...(alertmanager ? { alerting: { alertmanagers: [{ static_configs: [{ targets: [alertmanager] }] }] } } : {}),
  });
}

/** The rules once each of them has been evaluated. @param seconds how long to wait for that */
export async function evaluatedRules({ api }: PrometheusServer, seconds: number): Promise<readonly RuleState[]> {
  for (const deadline = Date.now() + seconds * 1000; ; ) {
    const rules = await api.rules();
    const done = rules.length > 0 && rules.every(({ health }) => health !== 'unknown');
    if (done || Date.now() > deadline) return rules;
    await sleep(500);
  }
}
