import { describe, expect, it } from 'vitest';
import { incidentRuns, varied } from '../../src/commands/incidents.ts';
import { findEngines } from '../../src/scenario/engines.ts';
import type { IncidentRun } from '../../src/scenario/incidents.ts';
import { runIncidents } from '../../src/scenario/incidents.ts';
import { requireEngine } from '../support/engines.ts';
import { content } from '../support/pack.ts';
import { settingsOf } from '../support/settings.ts';

/** Half a day of a cluster of fifty nodes takes promtool half a minute: only CI runs them all. */
const everything = process.env['CI'] !== undefined;
const HOURS = 3_600_000;

/** Incidents of small clusters, whose series fit on a page. */
const small = ({ incident }: IncidentRun) => incident.series.length < 400;

const runs = incidentRuns(content, settingsOf(), '/');

async function failing(these: readonly IncidentRun[], promtool: string): Promise<readonly string[]> {
  expect(these.length).toBeGreaterThan(0);
  const results = await runIncidents(these, promtool);
  return results.flatMap(({ name, failures }) => failures.map((failure) => `${name}: ${failure}`));
}

describe('the pack in its incidents', () => {
  it(
    'fires and stays silent as told, in small clusters',
    async () => {
      expect(await failing(runs.filter(small), requireEngine('promtool'))).toEqual([]);
    },
    HOURS,
  );

  it.runIf(everything)(
    'fires and stays silent as told, in the reference cluster',
    async () => {
      expect(
        await failing(
          runs.filter((run) => !small(run)),
          requireEngine('promtool'),
        ),
      ).toEqual([]);
    },
    HOURS,
  );

  it(
    'does so on the oldest Prometheus',
    async () => {
      requireEngine('promtool');
      const oldest = findEngines('promtool').at(-1)?.path ?? '';
      expect(await failing(runs.filter(small), oldest)).toEqual([]);
    },
    HOURS,
  );

  it(
    'does so after counter resets, without a cluster label and beside a second cluster',
    async () => {
      const all = incidentRuns(varied(content), settingsOf(), '/').filter(small);
      // three circumstances in turn: each incident under one of them, each of them over a third of the incidents
      const inTurn = all.filter((_, index) => index % 3 === Math.floor(index / 3) % 3);
      const some = everything ? inTurn : inTurn.filter((_, index) => index % 4 === 0);
      expect(await failing(some, requireEngine('promtool'))).toEqual([]);
    },
    HOURS,
  );
});
