import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { dashboards } from '../../dashboards/index.ts';
import { ruleSets, slos } from '../../rules/index.ts';
import { compile } from '../../src/compile/compile.ts';
import { emitCiliumValues } from '../../src/emit/helm/cilium-values.ts';
import { emitStackValues } from '../../src/emit/helm/stack-values.ts';
import { emitMonitors } from '../../src/emit/monitors.ts';
import type { PrometheusServer } from '../../src/scenario/prometheus.ts';
import type { UserSettings } from '../../src/settings/settings.ts';
import { installed } from '../support/doctor/installed.ts';
import type { Lab } from '../support/doctor/lab.ts';
import { inLab } from '../support/doctor/lab.ts';
import { monitorJobs } from '../support/doctor/monitor-jobs.ts';
import { ANNOTATIONS } from '../support/doctor/stacks.ts';
import { settingsOf } from '../support/settings.ts';
import { requireEngines } from './support.ts';

/** One family of each process, and what its series have of their own. */
const OF = {
  agent: ['cilium_forward_count_total', ['direction']],
  operator: ['cilium_operator_version', ['arch', 'revision', 'version']],
  hubble: ['hubble_flows_processed_total', ['protocol', 'subtype', 'type', 'verdict']],
  envoy: ['envoy_server_live', []],
} as const;

const serving = { minor: '1.19', nodes: 2, only: new Set(Object.values(OF).map(([family]) => family)) } as const;

async function labelsOf({ api }: PrometheusServer, family: string): Promise<readonly string[]> {
  const sets = await api.labelSets(family, Date.now() / 1000);
  return [...new Set(sets.flatMap((labels) => Object.keys(labels)))].filter((label) => label !== '__name__').toSorted();
}

describe('the synthetic cluster behind real scrape configs', () => {
  it.each([
    ['ServiceMonitors of the chart', 'serviceMonitor'],
    ['monitors of ours', 'serviceMonitor'],
    ['annotation jobs', 'annotations'],
  ] as const)(
    'gets from %s the labels and the jobs that the settings promise, with the values that the build writes',
    async (name, kind) => {
      const settings = settingsOf({ scrape: { kind } } satisfies UserSettings);
      const { model } = compile({ dashboards, ruleSets, slos }, settings);
      const [values, stack] = [emitCiliumValues(model).text, emitStackValues(model).text];
      const cluster = installed(values);
      const spoil: Lab['spoil'] = (jobs, processes) =>
        name === 'monitors of ours' ? monitorJobs(emitMonitors(model), cluster, processes) : jobs;
      await inLab({ prometheus: requireEngines().prometheus, values, stack, serving, spoil }, async (server) => {
        for (const [component, [family, own]] of Object.entries(OF)) {
          const target = settings.scrape.labels[component as keyof typeof OF];
          const labels = await labelsOf(server, family);
          const contexts = labels.filter((label) => /^(source|destination)_/.test(label));
          const missing = [...settings.scrape.labels[component as keyof typeof OF], 'cluster', ...own].filter(
            (label) => !labels.includes(label),
          );
          expect({ component, missing }).toEqual({ component, missing: [] });
          const surplus = labels.filter((label) => ![...target, 'cluster', ...own, ...contexts].includes(label));
          expect({ component, surplus }).toEqual({ component, surplus: [] });
          const { selectors, targets } = settings;
          const matchers = { ...targets[component as keyof typeof OF], ...selectors[component as keyof typeof OF] };
          const selector = Object.entries(matchers).map(([label, value]) => `${label}="${value}"`);
          const up = await server.api.labelSets(`up{${selector.join(',')}} == 1`, Date.now() / 1000);
          expect({ component, up: up.length }).toEqual({ component, up: component === 'operator' ? 1 : 2 });
        }
      });
    },
    60_000,
  );

  it.each([
    ['scraped once by the jobs that the build writes', true, 2],
    ['scraped twice by jobs as people write them', false, 4],
  ])(
    'has Envoy that is annotated on pods and service %s',
    async (_, ours, count) => {
      const { model } = compile({ dashboards, ruleSets, slos }, settingsOf({ scrape: { kind: 'annotations' } }));
      const values = stringify({
        envoy: { podAnnotations: { 'prometheus.io/scrape': 'true' }, prometheus: { enabled: true } },
      });
      const stack = ours ? emitStackValues(model).text : ANNOTATIONS;
      await inLab({ prometheus: requireEngines().prometheus, values, stack, serving }, async (server) => {
        const up = await server.api.labelSets('up{k8s_app="cilium-envoy"}', Date.now() / 1000);
        expect(up).toHaveLength(count);
      });
    },
    60_000,
  );
});
