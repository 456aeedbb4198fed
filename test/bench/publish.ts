import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { grafanaDesired } from '../../src/targets/grafana/desired.ts';
import { grafanaTarget } from '../../src/targets/grafana/target.ts';
import type { Target } from '../../src/targets/target.ts';
import { impatient } from '../support/http-server.ts';
import { pack } from '../support/pack.ts';
import { planned, published } from '../support/publishing.ts';

const PANELS = 20;

/** First publish and the plan of an unchanged set, against the double in a process of its own: requests, seconds, memory. */
export async function benchPublish(count: number): Promise<string> {
  const grafana = spawn(process.execPath, [join(import.meta.dirname, 'grafana-process.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(grafana.stdout, 'data')) as [Buffer];
  const url = line.toString().trim();
  const [model] = pack().dashboards;
  const panels = ((model?.json['panels'] ?? []) as readonly object[]).slice(0, PANELS);
  const boards = Array.from({ length: count }, (_, index) => ({
    uid: `bench-${index}`,
    title: `Bench ${index}`,
    folder: 'Bench',
    json: { ...model?.json, title: `Bench ${index}`, panels } as never,
  }));
  const desired = grafanaDesired(boards, {});
  const base = process.memoryUsage().rss;
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 20);
  const measured = async (name: string, run: (target: Target) => Promise<unknown>) => {
    const http = impatient(url, { authorization: 'Bearer editor' }, 30);
    const start = performance.now();
    peak = 0;
    await run(grafanaTarget('bench', { url }, http, 'bench'));
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    const { requests, writes } = http.counts;
    return `  ${name}: ${requests} requests, ${writes} writes, ${seconds} s, peak ${Math.round(peak / 2 ** 20)} MiB\n`;
  };
  const lines = [
    await measured('first publish', (target) => published(target, desired)),
    await measured('plan, nothing changed', (target) => planned(target, desired)),
  ];
  clearInterval(watch);
  grafana.kill();
  return `publishing ${count} boards of ${panels.length} panels (${Math.round(base / 2 ** 20)} MiB before it starts)\n${lines.join('')}`;
}
