import { instant, isTold } from '../doctor/prometheus/ask.ts';
import { countSeries, sum } from '../doctor/prometheus/counts.ts';
import { RemoteError } from '../errors.ts';
import type { Calibration } from '../estimate/calibration.ts';
import { calibrate } from '../estimate/calibration.ts';
import type { Estimate } from '../estimate/estimate.ts';
import type { Shape } from '../estimate/shape.ts';
import type { HttpClient } from '../targets/http.ts';
import type { CommandIo } from './io.ts';
import { prometheusAt } from './prometheus-address.ts';

const LIMITS = { timeout: 60, retries: 1 };
const NAMED = 'source_workload!="",destination_workload!=""';

/** What tells each number of a shape. Pairs are those that began a TCP connection: one way, client and server. */
const MEASURES: Readonly<Partial<Record<keyof Shape, string>>> = {
  nodes: 'count(count by (instance) (hubble_flows_processed_total))',
  pods: 'sum(cilium_endpoint_state)',
  namespaces: 'count(count by (source_namespace) (hubble_flows_processed_total{source_namespace!=""}))',
  workloads: 'count(count by (source_namespace, source_workload) (hubble_flows_processed_total{source_workload!=""}))',
  pairs: `count(count by (source_namespace, source_workload, destination_namespace, destination_workload) (hubble_tcp_flags_total{flag="SYN",${NAMED}}))`,
};

/** A Prometheus to measure a cluster by. Asks for counts, never for series. */
export interface Measuring {
  /** What it tells of the shape; what it does not tell is left out. */
  shape(): Promise<Partial<Shape>>;
  calibration(running: Estimate): Promise<Calibration>;
  close(): Promise<void>;
}

/** @throws RemoteError when it does not answer */
export async function measuring(url: string, io: CommandIo): Promise<Measuring> {
  const { httpClient } = await import('../targets/http.ts');
  const http = httpClient(await prometheusAt(url, io, LIMITS));
  return {
    close: () => http.close(),
    shape: async () => {
      const entries = await Promise.all(
        Object.entries(MEASURES).map(async ([field, query]) => [field, await one(http, url, query)] as const),
      );
      return Object.fromEntries(entries.filter(([, value]) => value !== undefined && value > 0));
    },
    async calibration(running) {
      const families = running.handlers.flatMap((handler) => handler.families);
      const names = families.flatMap(({ name, perLabelSet }) =>
        perLabelSet === 1 ? [name] : [`${name}_bucket`, `${name}_count`, `${name}_sum`],
      );
      const { rows, failed } = await countSeries(http, names, [], () => {});
      const [bad] = failed.values();
      if (bad) throw new RemoteError(`${url}: ${bad.reason}`, bad.hints);
      const real = families.map(({ name, perLabelSet }) => {
        const its = perLabelSet === 1 ? [name] : [`${name}_bucket`, `${name}_count`, `${name}_sum`];
        return [name, its.reduce((total, series) => total + sum(rows.get(series) ?? []), 0)] as const;
      });
      return calibrate(url, new Map(real), running);
    },
  };
}

async function one(http: HttpClient, url: string, query: string): Promise<number | undefined> {
  const told = await instant(http, query);
  if (!isTold(told)) throw new RemoteError(`${url}: ${told.reason}`, told.hints);
  return told.data[0]?.value;
}
