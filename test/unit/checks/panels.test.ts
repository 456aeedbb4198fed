import { describe, expect, it } from 'vitest';
import type { Check } from '../../../src/checks/check.ts';
import { panelEmpty } from '../../../src/checks/panel-empty.ts';
import { panelExemplars } from '../../../src/checks/panel-exemplars.ts';
import { panelId } from '../../../src/checks/panel-id.ts';
import { panelKey } from '../../../src/checks/panel-key.ts';
import { panelLayout } from '../../../src/checks/panel-layout.ts';
import { panelLegend } from '../../../src/checks/panel-legend.ts';
import { panelQueries } from '../../../src/checks/panel-queries.ts';
import { panelText } from '../../../src/checks/panel-text.ts';
import { panelThresholds } from '../../../src/checks/panel-thresholds.ts';
import { panelWidth } from '../../../src/checks/panel-width.ts';
import type { BuildContext, DashboardDefinition, PanelDefinition } from '../../../src/define.ts';
import { barGauge, gauge, promql, row, stat, stateTimeline, text, timeseries } from '../../../src/define.ts';
import type { Given } from '../../support/boards.ts';
import { boardWith, findings, withJson } from '../../support/boards.ts';
import { boardOf, panelOf } from '../../support/content.ts';

interface Row extends Given {
  readonly name: string;
  readonly check: Check;
  readonly panels?: (context: BuildContext) => readonly PanelDefinition[];
  readonly board?: DashboardDefinition;
  /** A piece of each message, in the order of the report. */
  readonly found: readonly string[];
}

const base = {
  title: 'Endpoints',
  description: 'Endpoints that the agents manage. Look at the agent of a node that has none.',
};
const endpoints = ({ metric }: BuildContext) => promql`sum(${metric('cilium_endpoint')})`;
const perNode = ({ metric }: BuildContext) => promql`sum by (node) (${metric('cilium_endpoint')})`;
const requests = ({ metric }: BuildContext) =>
  promql`sum(rate(${metric('hubble_http_requests_total')}[$__rate_interval]))`;
const exemplars = (query: (context: BuildContext) => ReturnType<typeof endpoints>) => (context: BuildContext) => [
  timeseries({ ...base, targets: [{ query: query(context), exemplar: true }] }),
];
const healthy = { fault: 'drops', reason: 'Nothing is dropped.' };
const two = (first: Partial<PanelDefinition>, second: Partial<PanelDefinition>) => (context: BuildContext) => [
  panelOf(context, first),
  panelOf(context, second),
];

const rows: readonly Row[] = [
  { name: 'accepts ids made from keys', check: panelId, panels: two({ title: 'A' }, { title: 'B' }), found: [] },
  {
    name: 'finds id 0',
    check: panelId,
    change: withJson('/panels/1/id', 0),
    found: ['panel id 0 of row-forwarded-packets is not a whole number above zero'],
  },
  {
    name: 'finds a panel without id',
    check: panelId,
    change: withJson('/panels/1/id', undefined),
    found: ['panel id null'],
  },
  {
    name: 'names both keys of a collision',
    check: panelId,
    panels: two({ key: 'a' }, { key: 'b' }),
    change: (dashboard) =>
      withJson('/panels/2/id', (dashboard.json['panels'] as unknown as { id: number }[])[1]?.id)(dashboard),
    found: ['a and b both have panel id'],
  },
  {
    name: 'names the row that collides with a panel',
    check: panelId,
    change: (dashboard) => withJson('/panels/0/id', dashboard.panels[0]?.id)(dashboard),
    found: ['row "Row" and row-forwarded-packets both have panel id'],
  },
  { name: 'leaves equal keys to panel-key', check: panelId, panels: two({}, {}), found: [] },
  {
    name: 'finds two panels with one key',
    check: panelKey,
    panels: two({ title: 'A', key: 'k' }, { title: 'B', key: 'k' }),
    found: ['"A" and "B" both have the key k'],
  },
  {
    name: 'finds titles that make one key',
    check: panelKey,
    panels: two({ title: 'Drops / s' }, { title: 'Drops (s)' }),
    found: ['both have the key row-drops-s'],
  },
  {
    name: 'accepts equal titles in different rows',
    check: panelKey,
    board: boardOf({ build: (c) => ({ rows: [row('A', [panelOf(c)]), row('B', [panelOf(c)])] }) }),
    found: [],
  },
  {
    name: 'finds two rows with one title',
    check: panelKey,
    board: boardOf({
      build: (c) => ({ rows: [row('A', [panelOf(c, { key: 'a' })]), row('A', [panelOf(c, { key: 'b' })])] }),
    }),
    found: ['2 rows are called "A"'],
  },
  {
    name: 'accepts what the compiler lays out',
    check: panelLayout,
    panels: two({ title: 'A' }, { title: 'B' }),
    found: [],
  },
  {
    name: 'finds a panel wider than the grid',
    check: panelLayout,
    panels: (c) => [panelOf(c, { width: 30 })],
    found: ['"Forwarded packets" ends at column 30: the grid has 24 columns'],
  },
  {
    name: 'finds a panel without height',
    check: panelLayout,
    panels: (c) => [panelOf(c, { height: 0 })],
    found: ['is 12 wide and 0 high'],
  },
  {
    name: 'finds panels that overlap',
    check: panelLayout,
    panels: two({ title: 'A' }, { title: 'B' }),
    change: withJson('/panels/2/gridPos/x', 11),
    found: ['"B" overlaps "A"'],
  },
  {
    name: 'finds a panel on a row',
    check: panelLayout,
    change: withJson('/panels/1/gridPos/y', 0),
    found: ['"Forwarded packets" overlaps "Row"'],
  },
  {
    name: 'lets a collapsed row cover what follows',
    check: panelLayout,
    board: boardOf({
      build: (c) => ({ rows: [row('A', [panelOf(c)], { collapsed: true }), row('B', [panelOf(c)])] }),
    }),
    found: [],
  },
  {
    name: 'finds panels that overlap in a collapsed row',
    check: panelLayout,
    board: boardOf({
      build: (c) => ({ rows: [row('A', two({ title: 'A' }, { title: 'B' })(c), { collapsed: true })] }),
    }),
    change: withJson('/panels/0/panels/1/gridPos/x', 0),
    found: ['"B" overlaps "A"'],
  },
  {
    name: 'accepts a third beside two thirds',
    check: panelWidth,
    panels: two({ title: 'A', width: 8 }, { title: 'B', width: 16 }),
    found: [],
  },
  {
    name: 'finds a width that lines up with nothing',
    check: panelWidth,
    panels: (c) => [panelOf(c, { width: 7 })],
    found: ['a width of 7 columns'],
  },
  { name: 'accepts a title and a description', check: panelText, found: [] },
  {
    name: 'finds a panel without a title',
    check: panelText,
    panels: (c) => [panelOf(c, { title: '' })],
    found: ['no title'],
  },
  {
    name: 'finds a panel without a description',
    check: panelText,
    panels: (c) => [panelOf(c, { description: '' })],
    found: ['no description'],
  },
  {
    name: 'finds a description that is the title again',
    check: panelText,
    panels: (c) => [
      panelOf(c, {
        title: 'Packets that the datapath has dropped, by reason',
        description: 'Packets that the datapath has dropped by reason.',
      }),
    ],
    found: ['only repeats the title'],
  },
  {
    name: 'finds a description too short to help',
    check: panelText,
    panels: (c) => [panelOf(c, { description: 'Packets forwarded.' })],
    found: ['a description of 18 characters'],
  },
  {
    name: 'finds one title twice in a row, once',
    check: panelText,
    panels: two({ key: 'a' }, { key: 'b' }),
    found: ['row "Row" has another panel called "Forwarded packets"'],
  },
  {
    name: 'accepts one title in two rows',
    check: panelText,
    board: boardOf({ build: (c) => ({ rows: [row('A', [panelOf(c)]), row('B', [panelOf(c)])] }) }),
    found: [],
  },
  {
    name: 'asks no description of a text panel',
    check: panelText,
    panels: () => [text({ title: '', description: '', content: 'Read me.' })],
    found: [],
  },
  {
    name: 'finds an empty text panel',
    check: panelText,
    panels: () => [text({ title: 'T', description: '', content: '' })],
    found: ['the text panel is empty'],
  },
  {
    name: 'finds a panel without a query',
    check: panelQueries,
    panels: () => [timeseries(base)],
    found: ['the panel has no query'],
  },
  {
    name: 'lets text panels have none',
    check: panelQueries,
    panels: () => [text({ ...base, content: 'Read me.' })],
    found: [],
  },
  {
    name: 'finds two queries with one refId',
    check: panelQueries,
    panels: (c) => [timeseries({ ...base, targets: [{ query: endpoints(c), refId: 'B' }, { query: endpoints(c) }] })],
    found: ['two queries have refId "B"'],
  },
  {
    name: 'finds a query without refId',
    check: panelQueries,
    change: withJson('/panels/1/targets/0/refId', undefined),
    found: ['query 1 has no refId'],
  },
  {
    name: 'accepts thresholds that rise',
    check: panelThresholds,
    panels: (c) => [
      panelOf(c, { thresholds: [{ color: 'green' }, { from: -1, color: 'red' }, { from: 2, color: 'blue' }] }),
    ],
    found: [],
  },
  {
    name: 'finds thresholds that fall',
    check: panelThresholds,
    panels: (c) => [
      panelOf(c, { thresholds: [{ color: 'green' }, { from: 5, color: 'red' }, { from: 2, color: 'blue' }] }),
    ],
    found: ['threshold 2 stands after 5'],
  },
  {
    name: 'finds thresholds without a base',
    check: panelThresholds,
    panels: (c) => [panelOf(c, { thresholds: [{ from: 5, color: 'red' }] })],
    found: ['must be the base step'],
  },
  {
    name: 'finds a second base',
    check: panelThresholds,
    panels: (c) => [panelOf(c, { thresholds: [{ color: 'red' }, { color: 'green' }] })],
    found: ['threshold 2 has no `from`'],
  },
  {
    name: 'finds an empty list',
    check: panelThresholds,
    panels: (c) => [panelOf(c, { thresholds: [] })],
    found: ['the list of thresholds is empty'],
  },
  {
    name: 'reads the thresholds of overrides',
    check: panelThresholds,
    panels: (c) => [panelOf(c, { overrides: [{ match: 'all', thresholds: [{ from: 5, color: 'red' }] }] })],
    found: ['must be the base step'],
  },
  {
    name: 'finds a gauge of one colour',
    check: panelThresholds,
    panels: (c) => [gauge({ ...base, query: endpoints(c) })],
    found: ['this gauge has no thresholds'],
  },
  {
    name: 'lets mappings colour a state timeline',
    check: panelThresholds,
    panels: (c) => [stateTimeline({ ...base, mappings: [{ value: '1', text: 'up' }], query: perNode(c) })],
    found: [],
  },
  {
    name: 'finds a state timeline of one colour',
    check: panelThresholds,
    panels: (c) => [stateTimeline({ ...base, query: perNode(c) })],
    found: ['this state-timeline has no thresholds'],
  },
  {
    name: 'lets a plain count have no thresholds',
    check: panelThresholds,
    panels: (c) => [stat({ ...base, query: endpoints(c) })],
    found: [],
  },
  {
    name: 'finds a fault shown without colour',
    check: panelThresholds,
    panels: (c) => [stat({ ...base, query: endpoints(c), emptyInHealth: healthy })],
    found: ['this stat has no thresholds'],
  },
  {
    name: 'accepts a legend',
    check: panelLegend,
    panels: (c) => [timeseries({ ...base, query: perNode(c), legend: '{{node}}' })],
    found: [],
  },
  {
    name: 'finds a grouped query without a legend',
    check: panelLegend,
    panels: (c) => [timeseries({ ...base, query: perNode(c) })],
    found: ['a series per node and has no legend'],
  },
  {
    name: 'finds a plain selector without a legend',
    check: panelLegend,
    panels: (c) => [barGauge({ ...base, query: promql`${c.metric('cilium_endpoint')}` })],
    found: ['a series per label set'],
  },
  {
    name: 'accepts a single series without a legend',
    check: panelLegend,
    panels: (c) => [timeseries({ ...base, query: endpoints(c) })],
    found: [],
  },
  {
    name: 'finds the one of two queries without a legend',
    check: panelLegend,
    panels: (c) => [
      timeseries({ ...base, targets: [{ query: endpoints(c), legend: 'all' }, { query: endpoints(c) }] }),
    ],
    found: ['several queries, and this one has no legend'],
  },
  {
    name: 'accepts a name given by an override',
    check: panelLegend,
    panels: (c) => [
      timeseries({
        ...base,
        targets: [{ query: endpoints(c), legend: 'all' }, { query: endpoints(c) }],
        overrides: [{ match: { refId: 'B' }, displayName: 'limit' }],
      }),
    ],
    found: [],
  },
  {
    name: 'asks no legend of a single number',
    check: panelLegend,
    panels: (c) => [stat({ ...base, query: perNode(c) })],
    found: [],
  },
  {
    name: 'accepts a panel that says what empty means',
    check: panelEmpty,
    panels: (c) => [panelOf(c, { emptyInHealth: healthy, noValue: 'No drops' })],
    found: [],
  },
  {
    name: 'finds an empty panel that says nothing',
    check: panelEmpty,
    panels: (c) => [panelOf(c, { emptyInHealth: healthy })],
    found: ['no noValue text'],
  },
  {
    name: 'finds an empty reason',
    check: panelEmpty,
    panels: (c) => [panelOf(c, { emptyInHealth: { ...healthy, reason: '' }, noValue: '0' })],
    found: ['gives no reason'],
  },
  {
    name: 'finds a fault that does not exist, and names the near one',
    check: panelEmpty,
    panels: (c) => [panelOf(c, { emptyInHealth: { ...healthy, fault: 'drop' }, noValue: '0' })],
    found: ['"drop" is no synthetic fault; near it: drops'],
  },
  {
    name: 'reads annotations too',
    check: panelEmpty,
    board: boardOf({
      build: (c) => ({
        annotations: [
          {
            name: 'Restarts',
            title: 'Restart',
            color: 'red',
            query: endpoints(c),
            emptyInHealth: { fault: 'nothing', reason: 'R' },
          },
        ],
        rows: [row('Row', [panelOf(c)])],
      }),
    }),
    found: ['"nothing" is no synthetic fault; known: drops,'],
  },
  { name: 'accepts panels that ask for no exemplars', check: panelExemplars, found: [] },
  {
    name: 'finds exemplars without OpenMetrics',
    check: panelExemplars,
    panels: exemplars(requests),
    found: ['hubble.openMetrics'],
  },
  {
    name: 'finds exemplars the handler does not write',
    check: panelExemplars,
    panels: exemplars(requests),
    settings: { hubble: { openMetrics: true, metrics: ['httpV2'] } },
    found: ['exemplars=true of the Hubble handler httpV2'],
  },
  {
    name: 'accepts exemplars of HTTP requests',
    check: panelExemplars,
    panels: exemplars(requests),
    settings: { hubble: { openMetrics: true } },
    found: [],
  },
  {
    name: 'finds exemplars of what has none',
    check: panelExemplars,
    panels: exemplars(endpoints),
    settings: { hubble: { openMetrics: true } },
    found: ['only hubble_http_*'],
  },
];

describe('checks of panels', () => {
  it.each(rows)(
    '$check.code $name',
    ({ check, panels = (context) => [panelOf(context)], board = boardWith(panels), found, ...given }) => {
      const problems = findings(check, [board], given);
      expect(problems.map(({ message }) => message)).toEqual(found.map((piece) => expect.stringContaining(piece)));
      for (const { code, severity } of problems)
        expect({ code, severity }).toEqual({ code: check.code, severity: check.severity });
    },
  );
});
