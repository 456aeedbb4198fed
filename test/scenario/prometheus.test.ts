import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { checkLoads } from '../../src/scenario/promtool.ts';
import type { Families } from '../../src/scenario/series.ts';
import { inTemporaryFolder } from '../../src/scenario/temporary-folder.ts';
import { withPrometheus } from '../../src/scenario/with-prometheus.ts';
import { requireEngine } from '../support/engines.ts';
import { requireEngines } from './support.ts';

const timeline = { start: 1_767_229_200, end: 1_767_232_770, step: 30, onset: 1_767_230_970 };
const values = Float64Array.from({ length: 120 }, (_, index) => index * 30);
const families: Families = new Map([
  [
    'x_total',
    {
      name: 'x_total',
      type: 'counter',
      series: () => [{ name: 'x_total', labels: { text: 'a "b" \\c' }, first: 0, values }],
    },
  ],
]);

describe('withPrometheus', () => {
  it('answers instant and range queries and label values from the blocks', async () => {
    await withPrometheus(requireEngines(), families, timeline, async (api, written) => {
      expect(written).toEqual({ series: 1, samples: 120 });
      expect(await api.instant('x_total', timeline.end)).toMatchObject({
        series: 1,
        finiteSeries: 1,
        samples: 1,
        max: 3570,
      });
      const rate = await api.range('rate(x_total[2m])', { start: timeline.end - 600, end: timeline.end, step: 30 });
      expect(rate).toMatchObject({ series: 1, max: expect.closeTo(1) });
      expect(await api.instant('x_total / 0 * 0', timeline.end)).toMatchObject({ series: 1, finiteSeries: 0 });
      expect(await api.labelValues('text', 'x_total', timeline)).toEqual(['a "b" \\c']);
      expect(await api.instant('sum(', timeline.end)).toEqual({ failure: expect.stringContaining('parse error') });
    });
  });

  it('leaves neither folder nor process behind when the work fails', async () => {
    const own = ownTemporaryFolder();
    vi.stubEnv('TMPDIR', own);
    await expect(
      withPrometheus(requireEngines(), families, timeline, () => Promise.reject(new Error('the work failed'))),
    ).rejects.toThrow('the work failed');
    expect(readdirSync(own)).toEqual([]);
  });

  it('leaves neither folder nor process behind when it is interrupted', async () => {
    const own = ownTemporaryFolder();
    const child = spawn(
      process.execPath,
      [
        '--input-type=module',
        '--eval',
        `
        import { startPrometheus } from ${JSON.stringify(join(import.meta.dirname, '../../src/scenario/prometheus.ts'))};
        import { inTemporaryFolder } from ${JSON.stringify(join(import.meta.dirname, '../../src/scenario/temporary-folder.ts'))};
        await inTemporaryFolder(async (folder) => {
          const server = await startPrometheus(${JSON.stringify(requireEngine('prometheus'))}, folder);
          process.stdout.write(server.url + '\\n');
          await new Promise((resolve) => setTimeout(resolve, 60_000));
        });`,
      ],
      { env: { ...process.env, TMPDIR: own }, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const ready = `${String(line).trim()}/-/ready`;
    expect(await answers(ready)).toBe(true);
    child.kill('SIGINT');
    const [code] = await once(child, 'exit');
    expect(code).toBe(130);
    await expect.poll(() => answers(ready)).toBe(false);
    expect(readdirSync(own)).toEqual([]);
  });

  it('says in one line why Prometheus did not start', async () => {
    await expect(
      withPrometheus({ ...requireEngines(), prometheus: '/nowhere/prometheus' }, families, timeline, () =>
        Promise.resolve(1),
      ),
    ).rejects.toThrow('Prometheus did not start');
  });
});

describe('checkLoads', () => {
  it('accepts what Prometheus accepts and names what it refuses', async () => {
    const promtool = requireEngine('promtool');
    const exprs = ['sum by (node) (rate(x_total[5m]))', 'sum(', 'rate(x_total)', 'up'];
    const faults = await inTemporaryFolder((folder) => checkLoads(promtool, exprs, folder));
    expect(faults.map(({ index }) => index)).toEqual([1, 2]);
    expect(faults[1]?.message).toMatch(/expected type range vector/);
  });

  it('has nothing to say about nothing', async () => {
    const folder = join(tmpdir(), 'never-made');
    expect(await checkLoads('/nowhere/promtool', [], folder)).toEqual([]);
    expect(existsSync(folder)).toBe(false);
  });
});

function ownTemporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ciliascope-test-'));
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

async function answers(url: string): Promise<boolean> {
  const response = await fetch(url).catch(() => undefined);
  return response?.ok ?? false;
}
