import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { emitStackValues } from '../../src/emit/helm/stack-values.ts';
import { findEngines } from '../../src/scenario/engines.ts';
import { runPromtool } from '../../src/scenario/promtool.ts';
import { inTemporaryFolder } from '../../src/scenario/temporary-folder.ts';
import { requireEngine } from '../support/engines.ts';
import { pack } from '../support/pack.ts';

const OUT = join(import.meta.dirname, '..', '..', 'out');
const rules = readdirSync(join(OUT, 'prometheus/rules')).map((name) => join(OUT, 'prometheus/rules', name));

interface Stack {
  readonly prometheus: {
    readonly prometheusSpec: {
      readonly additionalScrapeConfigs: readonly {
        readonly job_name: string;
        readonly kubernetes_sd_configs: unknown;
      }[];
    };
  };
}

/** The newest and the oldest of a program that are here. */
function versions(name: 'promtool' | 'amtool'): readonly string[] {
  requireEngine(name);
  return findEngines(name).map(({ path }) => path);
}

describe('what lies in out/', () => {
  it('is taken by every promtool there is: rules without a finding', async () => {
    for (const promtool of versions('promtool')) {
      const { code, output } = await runPromtool(promtool, ['check', 'rules', ...rules]);
      expect(code, output).toBe(0);
      expect(output).not.toMatch(/FAILED|duplicate/);
    }
  }, 60_000);

  it('and what the build writes for annotation jobs is taken by every promtool as scrape configs', async () => {
    const { text } = emitStackValues(pack({ scrape: { kind: 'annotations' } }));
    const jobs = (parse(text) as Stack).prometheus.prometheusSpec.additionalScrapeConfigs;
    expect(jobs.map(({ job_name }) => job_name)).toEqual(['kubernetes-pods', 'kubernetes-endpoints']);
    await inTemporaryFolder(async (folder) => {
      const file = join(folder, 'prometheus.yml');
      // some distributions build Prometheus without discovery by Kubernetes
      const known = jobs.map(({ kubernetes_sd_configs: _, ...job }) => job);
      writeFileSync(file, stringify({ scrape_configs: known }));
      for (const promtool of versions('promtool')) {
        const { code, output } = await runPromtool(promtool, ['check', 'config', file]);
        expect(code, output).toBe(0);
      }
    });
  }, 60_000);

  it('is taken by every Alertmanager there is: inhibition in a configuration', async () => {
    const inhibition = readFileSync(join(OUT, 'alertmanager/inhibit-rules.yaml'), 'utf8');
    await inTemporaryFolder(async (folder) => {
      const file = join(folder, 'alertmanager.yml');
      writeFileSync(file, `route: { receiver: none }\nreceivers: [{ name: none }]\n${inhibition}`);
      for (const amtool of versions('amtool')) {
        const { code, output } = await runPromtool(amtool, ['check-config', file]);
        expect(code, output).toBe(0);
        expect(output).toMatch(/[1-9]\d* inhibit rules/);
      }
    });
  }, 60_000);

  it.each(['operator-down', 'operator-restart', 'packet-counters-gone'])(
    'holds a test of %s that the user can run as it is',
    async (name) => {
      const { code, output } = await runPromtool(requireEngine('promtool'), [
        'test',
        'rules',
        join(OUT, `prometheus/tests/${name}.yaml`),
      ]);
      expect(code, output).toBe(0);
    },
    300_000,
  );
});
