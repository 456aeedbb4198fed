import { describe, expect, it } from 'vitest';
import type { Check } from '../../../src/checks/check.ts';
import { dashboardConfigmap } from '../../../src/checks/dashboard-configmap.ts';
import { dashboardLinkVariables } from '../../../src/checks/dashboard-link-variables.ts';
import { dashboardLinks } from '../../../src/checks/dashboard-links.ts';
import { dashboardModel } from '../../../src/checks/dashboard-model.ts';
import { dashboardOrphan } from '../../../src/checks/dashboard-orphan.ts';
import { dashboardQueryBudget } from '../../../src/checks/dashboard-query-budget.ts';
import { dashboardQuestion } from '../../../src/checks/dashboard-question.ts';
import { dashboardRefresh } from '../../../src/checks/dashboard-refresh.ts';
import { dashboardSize } from '../../../src/checks/dashboard-size.ts';
import { dashboardTargetBudget } from '../../../src/checks/dashboard-target-budget.ts';
import { dashboardUid } from '../../../src/checks/dashboard-uid.ts';
import type { BuildContext, DashboardDefinition, PanelLink } from '../../../src/define.ts';
import { row, text } from '../../../src/define.ts';
import type { Dashboard } from '../../../src/model/dashboard.ts';
import type { Given } from '../../support/boards.ts';
import { boardWith, findings, withJson } from '../../support/boards.ts';
import { boardOf, panelOf } from '../../support/content.ts';

interface Row extends Given {
  readonly name: string;
  readonly check: Check;
  readonly boards?: readonly DashboardDefinition[];
  /** A piece of each message, in the order of the report. */
  readonly found: readonly string[];
}

const inFile = (file: string) => (dashboard: Dashboard) => ({ ...dashboard, file });
const many = (context: BuildContext, count: number) =>
  Array.from({ length: count }, (_, index) => panelOf(context, { title: `Panel ${index}` }));
const linked = (link: PanelLink) => boardWith((context) => [panelOf(context, { links: [link] })]);
const bulky = (kib: number) =>
  boardOf({
    build: () => ({ rows: [row('Row', [text({ title: 'T', description: 'D', content: 'x'.repeat(kib * 1024) })])] }),
  });

const rows: readonly Row[] = [
  {
    name: 'accepts a uid that is the name of its file',
    check: dashboardUid,
    change: inFile('dashboards/hubble/board.ts'),
    found: [],
  },
  {
    name: 'finds a uid that differs from the name of its file',
    check: dashboardUid,
    change: inFile('dashboards/hubble/dns.ts'),
    found: ['uid "board" differs from the file\'s name "dns"'],
  },
  {
    name: 'finds a uid with characters Grafana refuses',
    check: dashboardUid,
    boards: [boardOf({ uid: 'a board' })],
    change: inFile('dashboards/a board.ts'),
    found: ['uid "a board" is not 1 to 40 characters'],
  },
  {
    name: 'finds a uid of 41 characters',
    check: dashboardUid,
    boards: [boardOf({ uid: 'x'.repeat(41) })],
    change: inFile(`dashboards/${'x'.repeat(41)}.ts`),
    found: ['Grafana refuses it'],
  },
  {
    name: 'accepts a uid of 40 characters',
    check: dashboardUid,
    boards: [boardOf({ uid: 'x'.repeat(40) })],
    change: inFile(`dashboards/${'x'.repeat(40)}.ts`),
    found: [],
  },
  {
    name: 'finds a uid that two boards share, on both',
    check: dashboardUid,
    boards: [boardOf(), boardOf()],
    change: inFile('dashboards/board.ts'),
    found: ['is that of 2 boards of this file too', 'is that of 2 boards of this file too'],
  },
  { name: 'accepts a question', check: dashboardQuestion, found: [] },
  {
    name: 'finds a board without a question',
    check: dashboardQuestion,
    boards: [boardOf({ question: ' ' })],
    found: ['no question'],
  },
  {
    name: 'finds a statement in place of the question',
    check: dashboardQuestion,
    boards: [boardOf({ question: 'DNS overview' })],
    found: ['"DNS overview" is not a question'],
  },
  { name: 'accepts the model the compiler makes', check: dashboardModel, found: [] },
  {
    name: 'finds an editable board',
    check: dashboardModel,
    change: withJson('/editable', true),
    found: ['the board is editable'],
  },
  {
    name: 'finds a board in the time zone of its author',
    check: dashboardModel,
    change: withJson('/timezone', 'Europe/Berlin'),
    found: ['time zone "Europe/Berlin" is neither browser nor utc'],
  },
  { name: 'accepts UTC', check: dashboardModel, change: withJson('/timezone', 'utc'), found: [] },
  {
    name: 'finds a board without the product tag',
    check: dashboardModel,
    change: withJson('/tags', ['cilium']),
    found: ['tag "ciliascope" is missing'],
  },
  {
    name: 'finds what an export left behind',
    check: dashboardModel,
    change: withJson('/__inputs', []),
    found: ['__inputs is left over'],
  },
  {
    name: 'finds a schema newer than Grafana 12.0',
    check: dashboardModel,
    change: withJson('/schemaVersion', 42),
    found: ['schemaVersion 42 is refused'],
  },
  {
    name: 'finds a query with a fixed data source',
    check: dashboardModel,
    change: withJson('/panels/1/targets/0/datasource', { type: 'prometheus', uid: 'P1809F7CD0C75ACF3' }),
    found: ['"P1809F7CD0C75ACF3"} is fixed: use ${datasource}'],
  },
  {
    name: 'finds a panel with a data source by name',
    check: dashboardModel,
    change: withJson('/panels/1/datasource', 'Thanos'),
    found: ['data source "Thanos" is fixed'],
  },
  {
    name: 'finds a variable with a fixed data source',
    check: dashboardModel,
    change: withJson('/templating/list/1/datasource/uid', 'prom'),
    found: ['"uid":"prom"} is fixed'],
  },
  {
    name: 'accepts links to boards of the set',
    check: dashboardLinks,
    boards: [boardOf({ uid: 'a', neighbours: ['b'] }), boardOf({ uid: 'b', neighbours: ['a'] })],
    found: [],
  },
  {
    name: 'finds a neighbour that is no board, and names the near one',
    check: dashboardLinks,
    boards: [boardOf({ uid: 'hubble-dns', neighbours: ['hubble-http2'] }), boardOf({ uid: 'hubble-http' })],
    found: ['links to "hubble-http2", which is no board of the set; near it: hubble-http'],
  },
  {
    name: 'finds a panel link that leads nowhere',
    check: dashboardLinks,
    boards: [linked({ title: 'More', dashboard: 'gone' })],
    found: ['links to "gone"'],
  },
  {
    name: 'finds the link of a field that leads nowhere',
    check: dashboardLinks,
    boards: [
      boardWith((context) => [
        panelOf(context, { overrides: [{ match: 'all', links: [{ title: 'More', dashboard: 'gone' }] }] }),
      ]),
    ],
    found: ['links to "gone"'],
  },
  {
    name: 'finds no link to a board the settings leave out, since it is not built',
    check: dashboardLinks,
    boards: [
      boardOf({ uid: 'gone' }),
      boardWith((context) => [
        panelOf(context, {
          links: [{ title: 'More', dashboard: 'gone' }],
          overrides: [{ match: 'all', links: [{ title: 'More', dashboard: 'gone' }] }],
        }),
      ]),
    ],
    settings: { grafana: { exclude: ['gone'] } },
    found: [],
  },
  {
    name: 'leaves links to other sites alone',
    check: dashboardLinks,
    boards: [linked({ title: 'Docs', url: 'https://docs.cilium.io/d/x' })],
    found: [],
  },
  {
    name: 'finds a board that is its own neighbour',
    check: dashboardLinks,
    boards: [boardOf({ neighbours: ['board'] })],
    found: ['names itself'],
  },
  { name: 'does not ask a single board to be linked', check: dashboardOrphan, found: [] },
  {
    name: 'finds the one board nothing links to',
    check: dashboardOrphan,
    boards: [
      boardOf({ uid: 'a', neighbours: ['b'] }),
      boardOf({ uid: 'b', neighbours: ['a'] }),
      boardOf({ uid: 'c', neighbours: ['a'] }),
    ],
    found: ['no other board links to "c"'],
  },
  {
    name: 'does not count a link to oneself',
    check: dashboardOrphan,
    boards: [boardOf({ uid: 'a', neighbours: ['a'] }), boardOf({ uid: 'b', neighbours: [] })],
    found: ['no other board links to "a"', 'no other board links to "b"'],
  },
  {
    name: 'blames nobody for boards the settings leave out',
    check: dashboardOrphan,
    boards: [boardOf({ uid: 'a' }), boardOf({ uid: 'b' }), boardOf({ uid: 'c', neighbours: ['a', 'b'] })],
    settings: { grafana: { exclude: ['c'] } },
    found: [],
  },
  {
    name: 'finds a link that sets a variable the other board lacks',
    check: dashboardLinkVariables,
    boards: [linked({ title: 'Same', dashboard: 'board', variables: { clusters: 'x' } })],
    found: ['the link to "board" sets $clusters, which that board does not have; it has cluster'],
  },
  {
    name: 'accepts a link that sets a variable the other board has',
    check: dashboardLinkVariables,
    boards: [linked({ title: 'Same', dashboard: 'board', variables: { cluster: 'x' } })],
    found: [],
  },
  {
    name: 'accepts 25 queries on opening',
    check: dashboardQueryBudget,
    boards: [boardWith((context) => many(context, 25))],
    found: [],
  },
  {
    name: 'finds 26 queries on opening',
    check: dashboardQueryBudget,
    boards: [boardWith((context) => many(context, 26))],
    found: ['sends 26 queries'],
  },
  {
    name: 'does not count collapsed rows',
    check: dashboardQueryBudget,
    boards: [boardOf({ build: (context) => ({ rows: [row('Row', many(context, 40), { collapsed: true })] }) })],
    found: [],
  },
  {
    name: 'accepts 60 queries in all',
    check: dashboardTargetBudget,
    boards: [boardWith((context) => many(context, 60))],
    found: [],
  },
  {
    name: 'finds 61 queries in all',
    check: dashboardTargetBudget,
    boards: [boardWith((context) => many(context, 61))],
    found: ['has 61 queries'],
  },
  { name: 'accepts the refresh and range the compiler sets', check: dashboardRefresh, found: [] },
  {
    name: 'finds a refresh of 10 seconds',
    check: dashboardRefresh,
    change: withJson('/refresh', '10s'),
    found: ['refreshes every 10s'],
  },
  {
    name: 'accepts a board that does not refresh',
    check: dashboardRefresh,
    change: withJson('/refresh', ''),
    found: [],
  },
  { name: 'accepts the last 6 hours', check: dashboardRefresh, boards: [boardOf({ timeRange: 'now-6h' })], found: [] },
  {
    name: 'finds the last day',
    check: dashboardRefresh,
    boards: [boardOf({ timeRange: 'now-24h' })],
    found: ['opens on the last 1d'],
  },
  {
    name: 'finds a fixed date',
    check: dashboardRefresh,
    boards: [boardOf({ timeRange: '2026-01-01' })],
    found: ['opens from "2026-01-01"'],
  },
  { name: 'accepts a small board', check: dashboardSize, found: [] },
  {
    name: 'finds a board of more than 1 MiB',
    check: dashboardSize,
    boards: [bulky(1024)],
    found: ['it must stay below 1024 KiB'],
  },
  { name: 'accepts a ConfigMap below 256 KiB', check: dashboardConfigmap, boards: [bulky(200)], found: [] },
  {
    name: 'finds a ConfigMap that only server-side apply takes',
    check: dashboardConfigmap,
    boards: [bulky(260)],
    found: ['needs server-side apply above 256 KiB'],
  },
  {
    name: 'leaves a board no ConfigMap can hold to dashboard-size',
    check: dashboardConfigmap,
    boards: [bulky(1024)],
    found: [],
  },
];

describe('checks of dashboards', () => {
  it.each(rows)('$check.code $name', ({ check, boards = [boardOf()], found, ...given }) => {
    const problems = findings(check, boards, given);
    expect(problems.map(({ message }) => message)).toEqual(found.map((piece) => expect.stringContaining(piece)));
    for (const { code, severity } of problems)
      expect({ code, severity }).toEqual({ code: check.code, severity: check.severity });
  });

  it('point at the definition, and for a panel at the panel', () => {
    const [problem] = findings(dashboardLinks, [linked({ title: 'More', dashboard: 'gone' })]);
    expect(problem?.place).toEqual({
      file: 'test/support/content.ts',
      line: expect.any(Number),
      resource: 'dashboard/board',
      item: 'Forwarded packets',
      path: '/panels/1',
    });
    const [board] = findings(dashboardQuestion, [boardOf({ question: '' })]);
    expect(board?.place).toEqual({
      file: 'test/support/content.ts',
      line: expect.any(Number),
      resource: 'dashboard/board',
    });
  });
});
