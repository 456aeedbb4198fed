import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import { loadProject } from '../../src/commands/load.ts';
import { readsOf } from '../../src/contract/reads.ts';
import { questionsOf } from '../../src/doctor/prometheus/questions.ts';
import { startPrometheus } from '../../src/scenario/prometheus.ts';
import type { PrometheusApi } from '../../src/scenario/prometheus-api.ts';
import { inTemporaryFolder } from '../../src/scenario/temporary-folder.ts';
import { medianOf, runProgram, tableOf } from './measure.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const RUNS = 5;
const TARGETS = 200;

/** `ciliascope doctor --prometheus` as a user starts it, on a Prometheus that holds that many series of ours. */
export async function benchDoctor(prometheus: string, sizes: readonly number[]): Promise<string> {
  const rows: string[][] = [];
  for (const perTarget of sizes) {
    const { series, runs } = await inPrometheus(prometheus, perTarget, (url) => {
      const args = [join(ROOT, 'bin', 'ciliascope.js'), 'doctor', '--prometheus', url];
      // the program answers 1: what is scraped here has only some of the labels
      return Array.from({ length: RUNS }, () => runProgram(args, ROOT, {}, [0, 1]));
    });
    const seconds = medianOf(runs.map((run) => run.seconds));
    const megabytes = medianOf(runs.map((run) => run.megabytes));
    rows.push([
      `${TARGETS} targets x ${perTarget} series (${series.toLocaleString('en')} there)`,
      `${seconds.median.toFixed(2)} s`,
      `${seconds.low.toFixed(2)} to ${seconds.high.toFixed(2)} s`,
      `${megabytes.median.toFixed(0)} MB`,
    ]);
  }
  return `doctor --prometheus (median of ${RUNS})\n${tableOf([['', 'median', 'middle half', 'peak memory'], ...rows])}`;
}

/** Targets that show every series our content reads, in as many label sets as make up the number. */
async function inPrometheus<T>(prometheus: string, perTarget: number, work: (url: string) => T) {
  const { model } = await loadProject(ROOT);
  const { series } = questionsOf(readsOf(model, '1.20'), model.settings);
  const names = [...series].filter((name) => /^(cilium|hubble|envoy)_/.test(name));
  const body = exposition(names, perTarget);
  const server = createServer(
    (_, response) => void response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(body),
  ).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const { port } = server.address() as AddressInfo;
  try {
    return await inTemporaryFolder(async (folder) => {
      const targets = Array.from({ length: TARGETS }, (_, node) => ({
        targets: [`127.0.0.1:${port}`],
        labels: { __metrics_path__: `/${node}`, instance: `n${node}`, node: `n${node}`, cluster: 'a' },
      }));
      // long enough that no target is due again while the program runs and nobody here answers
      const scrape = { job_name: 'cilium-agent', scrape_interval: '120s', scrape_timeout: '100s' };
      const configuration = stringify({ scrape_configs: [{ ...scrape, static_configs: targets }] });
      const running = await startPrometheus(prometheus, folder, configuration);
      try {
        const there = await filled(running.api, perTarget * TARGETS);
        return { series: there, runs: work(running.url) };
      } finally {
        await running.stop();
      }
    });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function exposition(names: readonly string[], total: number): string {
  const each = Math.max(1, Math.floor(total / names.length));
  return names
    .flatMap((name) =>
      Array.from(
        { length: each },
        (_, index) =>
          `${name}{source_namespace="ns${index % 20}",source_workload="w${index}",destination_namespace="ns${index % 7}",destination_workload="v${index % 31}"} 1`,
      ),
    )
    .join('\n')
    .concat('\n');
}

/** Waits until all targets were scraped. */
async function filled(api: PrometheusApi, expected: number): Promise<number> {
  for (const deadline = Date.now() + 300_000; Date.now() < deadline; await sleep(2000)) {
    const [up] = await sumOf(api, 'sum(up)');
    const [there] = await sumOf(api, 'sum(scrape_samples_post_metric_relabeling)');
    if (up === TARGETS && there !== undefined) return there;
  }
  throw new Error(`${expected} series were not scraped within five minutes`);
}

async function sumOf(api: PrometheusApi, expr: string): Promise<readonly number[]> {
  const answer = await api.values(expr, Date.now() / 1000);
  return 'failure' in answer ? [] : answer.flatMap(({ values }) => values.filter((value) => typeof value === 'number'));
}
