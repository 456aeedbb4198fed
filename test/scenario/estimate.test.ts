import { expect, it } from 'vitest';
import { estimateCommand } from '../../src/commands/estimate.ts';
import type { EstimateReport } from '../../src/estimate/report.ts';
import { HEALTHY } from '../support/doctor/faults.ts';
import { inLab } from '../support/doctor/lab.ts';
import { requireEngines } from './support.ts';

it('an estimate is held against what a real Prometheus counts, and takes the shape of the cluster from it', async () => {
  const lab = { ...HEALTHY.serviceMonitor, serving: { minor: '1.19', nodes: 2 } as const };
  await inLab({ prometheus: requireEngines().prometheus, ...lab }, async ({ api, url }) => {
    const text: string[] = [];
    const stdout = { write: (part: string) => text.push(part) };
    const io = { projectDir: process.cwd(), env: {}, stdout, stderr: { write: () => {} } };
    const options = { assume: [], days: '7', prometheus: url, format: 'json' } as const;
    expect(await estimateCommand([], options, io as never)).toBe(0);
    const { shape, origins, calibration } = JSON.parse(text.join('')) as EstimateReport;
    const count = async (expr: string) => (await api.labelSets(expr, Date.now() / 1000)).length;
    expect(origins.nodes.kind).toBe('measured');
    expect(shape.nodes).toBe(2);
    expect(shape.workloads).toBe(
      await count('count by (source_namespace, source_workload) (hubble_flows_processed_total{source_workload!=""})'),
    );
    expect(calibration?.rows.length).toBeGreaterThan(8);
    for (const { family, real } of calibration?.rows ?? []) {
      expect({ family, real }).toEqual({ family, real: await count(`{__name__=~"${family}(_bucket|_sum|_count)?"}`) });
    }
    // the synthetic cluster has a series for each of a few values; the order of magnitude must be right all the same
    expect(calibration?.factor).toBeGreaterThan(0.2);
    expect(calibration?.factor).toBeLessThan(5);
  });
}, 60_000);
