import { describe, expect, it } from 'vitest';
import { dashboards } from '../../dashboards/index.ts';
import { ruleSets, slos } from '../../rules/index.ts';
import { compile } from '../../src/compile/compile.ts';
import { emitRules } from '../../src/emit/rules.ts';
import type { Model } from '../../src/model/model.ts';
import { syntheticCluster } from '../../src/scenario/cluster.ts';
import { DEFAULT_FEATURES } from '../../src/scenario/features.ts';
import type { TestFile } from '../../src/scenario/incidents.ts';
import { evaluatedRules, withLiveRules } from '../../src/scenario/live-rules.ts';
import type { RuleState } from '../../src/scenario/prometheus-api.ts';
import { combined } from '../../src/scenario/series.ts';
import { timelineUntil } from '../../src/scenario/timeline.ts';
import { settingsOf } from '../support/settings.ts';
import { requireEngines } from './support.ts';

const NODES = 3;
/** An hour of raw windows and what surrounds it. */
const HISTORY = 4200;

function packOf(settings: ReturnType<typeof settingsOf>): Model {
  const { model, problems } = compile({ dashboards, ruleSets, slos }, settings);
  expect(problems).toEqual([]);
  return model;
}

/** Groups of long intervals are evaluated as often as the others, so that nobody waits for them. */
function soon({ path, text }: TestFile): TestFile {
  return { path, text: text.replaceAll(/^ +interval: .*\n/gm, '') };
}

/** Evaluates the whole pack on healthy clusters of all minors, side by side in one Prometheus. */
async function evaluatedInHealth(): Promise<readonly RuleState[]> {
  const settings = settingsOf({ cilium: { from: '1.16', until: '1.20' } });
  const timeline = timelineUntil(Date.now() / 1000, HISTORY, settings.scrape.interval);
  const clusters = settings.minors.map((minor) =>
    syntheticCluster({
      settings,
      minor,
      nodes: NODES,
      timeline,
      clusterName: `cilium-${minor.replace('.', '-')}`,
      features: DEFAULT_FEATURES,
    }),
  );
  return withLiveRules(
    {
      engines: requireEngines(),
      families: combined(clusters),
      timeline,
      rules: emitRules(packOf(settings)).map(soon),
      scrapeInterval: '5s',
      evaluationInterval: '5s',
    },
    (server) => evaluatedRules(server, 60),
  );
}

describe('the rules on a live Prometheus', () => {
  it('evaluate without error on healthy clusters of every minor, and nothing pends or fires', async () => {
    const rules = await evaluatedInHealth();
    expect(rules.length).toBeGreaterThan(0);
    expect(rules.filter(({ health }) => health !== 'ok').map(({ name, lastError }) => `${name}: ${lastError}`)).toEqual(
      [],
    );
    const alerts = rules.flatMap(({ name, alerts }) =>
      alerts.map(({ state, labels, value }) => ({ name, state, labels, value })),
    );
    expect(alerts).toEqual([]);
  }, 180_000);
});
