import { describe, expect, it } from 'vitest';
import { incidentRuns, varied } from '../../src/commands/incidents.ts';
import { findEngines } from '../../src/scenario/engines.ts';
import type { IncidentRun } from '../../src/scenario/incidents.ts';
import { runIncidents } from '../../src/scenario/incidents.ts';
import type { UserSettings } from '../../src/settings/settings.ts';
import { requireEngine } from '../support/engines.ts';
import { content } from '../support/pack.ts';
import { settingsOf } from '../support/settings.ts';

/** Half a day of fifty nodes takes promtool half a minute, an hour of three some seconds: only CI runs them all. */
const everything = process.env['CI'] !== undefined;

/** One of so many, spread over the list. */
const sample = <T>(of: readonly T[], every: number) => of.filter((_, index) => index % every === 0);
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
      const all = runs.filter(small);
      expect(await failing(everything ? all : sample(all, 4), requireEngine('promtool'))).toEqual([]);
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
      expect(await failing(sample(runs.filter(small), everything ? 3 : 12), oldest)).toEqual([]);
    },
    HOURS,
  );

  it(
    'does so after counter resets, without a cluster label and beside a second cluster',
    async () => {
      const all = incidentRuns(varied(content), settingsOf(), '/').filter(small);
      // three circumstances in turn, over a sample: all of it takes an hour (`npm run incidents -- --vary`)
      const inTurn = all.filter((_, index) => index % 3 === Math.floor(index / 3) % 3);
      expect(await failing(sample(inTurn, 13), requireEngine('promtool'))).toEqual([]);
    },
    HOURS,
  );

  it.each<[string, UserSettings]>([
    ['scraped by annotation jobs', { scrape: { kind: 'annotations' } }],
    ['in a project without a cluster label', { clusterLabel: false }],
  ])(
    'does so %s',
    async (_, settings) => {
      const all = incidentRuns(content, settingsOf(settings), '/').filter(small);
      expect(await failing(sample(all, everything ? 12 : 25), requireEngine('promtool'))).toEqual([]);
    },
    HOURS,
  );
});
