import { describe, expect, it } from 'vitest';
import { incidents } from '../../rules/index.ts';
import type { IncidentDefinition } from '../../src/define.ts';
import type { Dashboard } from '../../src/model/dashboard.ts';
import { requireEngine } from '../support/engines.ts';
import { askIncident, firstRow, lookedAt, opened } from '../support/incident-boards.ts';
import { alertsOf, pack } from '../support/pack.ts';

/** Each incident of the shared set, the board one opens for it, and the tiles that must change colour there. */
const SHOWN: readonly (readonly [incident: string, board: string, ...tiles: string[]])[] = [
  ['s01', 'incident-drops', 'Lost on the worst node', 'Connections without room'],
  ['s02', 'incident-drops', 'Connections without room', 'Ports to one address'],
  ['s03', 'incident-capacity', 'Fullest map'],
  ['s04', 'incident-drops', 'Unwanted frames'],
  ['s05', 'incident-drops', 'Lost on the worst node'],
  ['s06', 'incident-drops', 'Reasons new this hour'],
  ['s07', 'incident-nodes', 'Restarts, worst agent'],
  ['s08', 'incident-drops', 'Lost on the worst node'],
  ['s09', 'incident-policy', 'Fullest CT or NAT map'],
  ['s10', 'incident-policy', 'Worst pair, 5 min', 'Policy changes this hour'],
  ['s11', 'incident-policy', 'Noisiest source, 5 min'],
  ['s12', 'incident-policy', 'Pings denied'],
  ['s13', 'incident-policy', 'Worst pair, 5 min'],
  ['s13', 'incident-dns', 'Namespace unanswered'],
  ['s14', 'incident-policy', 'Policies refused, 30 min'],
  ['s15', 'incident-policy', 'Late policy'],
  ['s16', 'incident-dns', 'Unanswered'],
  ['s17', 'incident-dns', 'Server failures'],
  ['s18', 'incident-dns', 'Names that do not exist'],
  ['s19', 'incident-dns', 'Names that do not exist'],
  ['s20', 'incident-dns', 'Namespaces gone quiet'],
  ['s21', 'incident-dns', 'Namespace failing'],
  ['s22', 'incident-dns', 'Unanswered, worst node', 'Slow answers, worst node'],
  ['s23', 'incident-http', 'Failing, worst workload'],
  ['s24', 'incident-http', 'Failing for clients only'],
  ['s25', 'incident-http', 'Slow, worst workload'],
  ['s26', 'incident-http', 'Failing, worst workload'],
  ['s27', 'incident-http', 'Workloads gone quiet'],
  ['s28', 'incident-http', 'Refused, worst server'],
  ['s29', 'incident-http', 'Workloads out of sight'],
  ['s30', 'incident-nodes', 'Agents down', 'Restarts, worst agent'],
  ['s31', 'incident-nodes', 'Frozen agents', 'Agent API failing'],
  ['s32', 'incident-nodes', 'Regeneration failing', 'Endpoints not ready'],
  ['s33', 'incident-capacity', 'Agents that throttle'],
  ['s34', 'incident-capacity', 'Identities in use'],
  ['s35', 'incident-capacity', 'Addresses, fullest node'],
  ['s36', 'incident-nodes', 'Unreachable, typical'],
  ['s37', 'incident-nodes', 'Nodes gone this hour', 'Unreachable, worst'],
  ['s38', 'incident-nodes', 'Remote clusters lost'],
  ['s39', 'incident-nodes', 'Kvstore failures, worst'],
  ['s40', 'incident-nodes', 'BGP sessions down'],
  ['s41', 'incident-http', 'Envoys down'],
  ['s42', 'incident-nodes', 'API server calls failing'],
  ['s43', 'incident-capacity', 'Services without address'],
  ['s44', 'incident-capacity', 'First certificate to end'],
  ['s45', 'incident-capacity', 'Events Hubble lost'],
  ['s46', 'incident-capacity', 'Targets scraped twice'],
  ['s47', 'incident-capacity', 'Components out of sight'],
  ['s48', 'incident-capacity', 'Largest target', 'Slowest scrape'],
  ['s49', 'incident-capacity', 'Components out of sight'],
];

/** What goes on for weeks is part of the cluster before anything happens: there the tile is coloured all along. */
const STEADY = ['s04', 's11', 's18'];

const MINUTES = 60_000;
const model = pack({}, { incidents: [] });
const boardNamed = (uid: string): Dashboard => {
  const board = model.dashboards.find((one) => one.uid === uid);
  if (!board) throw new Error(`no board ${uid}`);
  return board;
};

/** Colours every first tile has while an incident lasts, as how many thresholds its value has passed. */
type Colours = ReadonlyMap<string, ReadonlySet<number>>;

async function colours(definition: IncidentDefinition, board: Dashboard, quiet: boolean): Promise<Colours> {
  const tiles = firstRow(board);
  const answers = await askIncident(
    definition,
    (incident) =>
      tiles.flatMap(({ queries }, index) => {
        const expr = opened(queries[0]?.expr ?? '', board, incident.step);
        return lookedAt(incident).map((at) => ({ name: String(index), expr, at }));
      }),
    requireEngine('promtool'),
    quiet,
  );
  return new Map(
    tiles.map(({ title, thresholds }, index) => {
      const values = answers.filter(({ name }) => name === String(index)).flatMap((answer) => answer.values);
      const passed = (value: number) => thresholds.filter((threshold) => value >= threshold).length;
      return [title, new Set(values.filter((value) => !Number.isNaN(value)).map(passed))];
    }),
  );
}

const quietColours = new Map<unknown, Promise<Colours>>();

/** The same of the cluster as it is before anything happens; many incidents share one. */
function inHealth(definition: IncidentDefinition, board: Dashboard): Promise<Colours> {
  const key = `${board.uid} ${definition.baseline} ${definition.history} ${definition.lasts}`;
  const known = quietColours.get(key) ?? colours(definition, board, true);
  quietColours.set(key, known);
  return known;
}

describe('the boards of incidents', () => {
  it('have one for each of the 49', () => {
    const told = new Set(SHOWN.map(([incident]) => incident));
    expect(told.size).toBe(49);
    for (const { name } of incidents.filter(({ name }) => /^s\d\d-/.test(name))) {
      expect(told, name).toContain(name.slice(0, 3));
    }
  });

  it.each(SHOWN.map(([incident, board, ...tiles]) => ({ incident, board, tiles })))(
    '$board shows $incident in its first row',
    async ({ incident, board: uid, tiles }) => {
      const board = boardNamed(uid);
      for (const definition of incidents.filter(({ name }) => name.startsWith(`${incident}-`))) {
        const [healthy, during] = [await inHealth(definition, board), await colours(definition, board, false)];
        const shown = tiles.filter((title) => {
          const before = healthy.get(title);
          const usual = STEADY.includes(incident) || !before?.size ? new Set([0]) : before;
          return [...(during.get(title) ?? [])].some((colour) => !usual.has(colour));
        });
        expect(shown, `${definition.name}: ${describeColours(during)}`).toEqual(tiles);
      }
    },
    10 * MINUTES,
  );
});

/** Expected alerts of an incident with the panels they link to, each panel once. */
function linkedPanels({ expect: expected }: IncidentDefinition) {
  const names = new Set(expected.map(({ alert }) => alert));
  const links = alertsOf(model).filter(({ alert }) => names.has(alert));
  const panels = links.map(({ alert, facts }) => {
    const board = boardNamed(facts.dashboard);
    const panel = board.panels.find(({ title, key }) => title === facts.panel || key === facts.panel);
    return { alert, board, panel };
  });
  return [...new Map(panels.map((one) => [`${one.board.uid} ${one.panel?.key}`, one])).values()];
}

/** A hundredth more or less is rounding, or a cluster that breathes. */
const differs = (a: number, b: number) => Math.abs(a - b) > 0.01 * Math.max(Math.abs(a), Math.abs(b));

describe('the panel an alert links to', () => {
  const cases = incidents
    .filter(({ name, expect: expected }) => /^s\d\d-/.test(name) && expected.length > 0)
    .map((definition) => ({ name: definition.name, definition }));

  it.each(cases)(
    'shows $name',
    async ({ definition }) => {
      for (const { alert, board, panel } of linkedPanels(definition)) {
        const queries = panel?.queries ?? [];
        let quiet = 0;
        const answers = await askIncident(
          definition,
          (incident) =>
            queries.flatMap((query, index) => {
              const expr = opened(query.expr, board, incident.step);
              quiet = incident.onset - incident.step;
              return [quiet, ...lookedAt(incident)].map((at) => ({ name: `${index}`, expr, at }));
            }),
          requireEngine('promtool'),
        );
        const moved = queries.some((_, index) => {
          const of = answers.filter(({ name }) => name === `${index}`);
          const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b);
          const before = sorted(of.find(({ at }) => at === quiet)?.values ?? []);
          return of.some(({ values }) => {
            const now = sorted(values);
            return now.length !== before.length || now.some((value, place) => differs(value, before[place] ?? 0));
          });
        });
        expect(moved, `${alert}: ${board.uid} "${panel?.title}"`).toBe(true);
      }
    },
    10 * MINUTES,
  );
});

function describeColours(colours: Colours): string {
  return [...colours].map(([title, states]) => `${title} ${[...states].join('/') || 'none'}`).join(', ');
}
