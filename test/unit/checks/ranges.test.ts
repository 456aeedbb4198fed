import { describe, expect, it } from 'vitest';
import { dashboards } from '../../../dashboards/index.ts';
import { healthyCluster, incidents, ruleSets, slos } from '../../../rules/index.ts';
import { MINORS } from '../../../src/catalog/minor.ts';
import { runChecks } from '../../../src/checks/run.ts';
import { compile } from '../../../src/compile/compile.ts';
import type { UserSettings } from '../../../src/settings/settings.ts';
import { settingsOf } from '../../support/settings.ts';

const ranges = MINORS.flatMap((from, index) => MINORS.slice(index).map((until) => ({ from, until })));

describe('the content', () => {
  it.each(ranges)(
    'is right for Cilium $from to $until, incidents included',
    (cilium) => {
      const content = { dashboards, ruleSets, slos, incidents, healthyCluster };
      const { model, problems } = compile(content, settingsOf({ cilium }));
      const found = [...problems, ...runChecks(model)].filter(({ severity }) => severity === 'error');
      expect(found.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
    },
    30_000,
  );

  it.each<[string, UserSettings]>([
    ['annotation jobs', { scrape: { kind: 'annotations' } }],
    ['no cluster label', { clusterLabel: false }],
    ['another cluster label', { clusterLabel: 'k8s_cluster' }],
    ['nodes by instance', { scrape: { nodeLabel: 'instance' } }],
  ])('is right with %s, incidents included', (_, settings) => {
    const content = { dashboards, ruleSets, slos, incidents, healthyCluster };
    const { model, problems } = compile(content, settingsOf(settings));
    const found = [...problems, ...runChecks(model)].filter(({ severity }) => severity === 'error');
    expect(found.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
  });
});
