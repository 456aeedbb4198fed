import { describe, expect, it } from 'vitest';
import type { PrometheusServer } from '../../src/scenario/prometheus.ts';
import type { UserSettings } from '../../src/settings/settings.ts';
import { inLab } from '../support/doctor/lab.ts';
import { ANNOTATIONS, MONITORS } from '../support/doctor/stacks.ts';
import { ANNOTATED, MONITORED } from '../support/doctor/values.ts';
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
    ['ServiceMonitors', MONITORED, MONITORS, 'serviceMonitor'],
    ['annotation jobs', ANNOTATED, ANNOTATIONS, 'annotations'],
  ] as const)(
    'gets from %s the labels and the jobs that the settings promise',
    async (_, values, stack, kind) => {
      const settings = settingsOf({ scrape: { kind } } satisfies UserSettings);
      await inLab({ prometheus: requireEngines().prometheus, values, stack, serving }, async (server) => {
        for (const [component, [family, own]] of Object.entries(OF)) {
          const target = settings.scrape.labels[component as keyof typeof OF];
          const labels = await labelsOf(server, family);
          const contexts = labels.filter((label) => /^(source|destination)_/.test(label));
          const missing = [...settings.scrape.labels[component as keyof typeof OF], 'cluster', ...own].filter(
            (label) => !labels.includes(label) && !UNMADE[kind]?.[component]?.includes(label),
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
});

/** A job that maps labels of pods makes none of services, and the other way round. */
const UNMADE: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  annotations: {
    agent: ['service', 'io_cilium_app'],
    operator: ['service', 'k8s_app'],
    hubble: ['io_cilium_app'],
    envoy: ['io_cilium_app'],
  },
};
