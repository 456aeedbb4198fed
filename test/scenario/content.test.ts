import { describe, expect, it } from 'vitest';
import { dashboards } from '../../dashboards/index.ts';
import { MINORS } from '../../src/catalog/minor.ts';
import { prove } from '../../src/scenario/prove.ts';
import { DEFAULT_HUBBLE_METRICS } from '../../src/settings/defaults.ts';
import type { UserSettings } from '../../src/settings/settings.ts';
import { settingsOf } from '../support/settings.ts';
import { compiler, requireEngines, requireOldestEngines, unproven } from './support.ts';

/** Three nodes are enough for joins and rankings; every further minor costs about ten seconds. */
const NODES = 3;
const MINUTES = 60_000;

describe('every query of our dashboards returns data on a real Prometheus', () => {
  it(
    'for each minor from 1.16 to 1.20, alone and side by side',
    async () => {
      const settings = settingsOf({ cilium: { from: '1.16', until: '1.20' } });
      const report = await prove({
        compileFor: compiler(),
        settings,
        minors: MINORS,
        engines: requireEngines(),
        nodes: NODES,
      });
      expect(unproven(report)).toEqual([]);
      expect(report.lanes.map(({ lane }) => lane)).toEqual([...MINORS, 'mixed']);
      for (const { uid } of dashboards) {
        for (const lane of MINORS) {
          const cost = report.costs.find((candidate) => candidate.dashboard === uid && candidate.lane === lane);
          expect(cost?.samplesOnOpen, `${uid} on ${lane}`).toBeGreaterThan(0);
        }
      }
    },
    15 * MINUTES,
  );

  it(
    'on the oldest Prometheus too, in the text that serves every minor',
    async () => {
      const settings = settingsOf({ cilium: { from: '1.16', until: '1.20' } });
      const engines = requireOldestEngines();
      const report = await prove({ compileFor: compiler(), settings, minors: ['1.16', '1.20'], engines, nodes: NODES });
      expect(unproven(report)).toEqual([]);
    },
    10 * MINUTES,
  );

  /** Settings that change labels, selectors or families -> a newer and an older minor under them. */
  it.each<[string, UserSettings]>([
    ['without a cluster label', { clusterLabel: false, cilium: '1.20' }],
    ['with targets of annotation jobs', { scrape: { kind: 'annotations' }, cilium: '1.18' }],
    ['with another scrape interval', { scrape: { interval: '60s' }, cilium: '1.19' }],
    [
      'with the optional Hubble handlers too',
      {
        hubble: { metrics: [...DEFAULT_HUBBLE_METRICS, 'policy:sourceContext=workload', 'flows-to-world'] },
        cilium: '1.17',
      },
    ],
  ])(
    '%s',
    async (_, user) => {
      const settings = settingsOf(user);
      const report = await prove({
        compileFor: compiler(),
        settings,
        minors: settings.minors,
        engines: requireEngines(),
        nodes: NODES,
      });
      expect(report.queries.length).toBeGreaterThan(50);
      expect(unproven(report)).toEqual([]);
    },
    3 * MINUTES,
  );
});
