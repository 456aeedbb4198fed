import { describe, expect, it } from 'vitest';
import { dashboards } from '../../dashboards/index.ts';
import { slos } from '../../rules/index.ts';
import type { DashboardDefinition, PanelDefinition, SloDefinition } from '../../src/define.ts';
import {
  barGauge,
  gauge,
  heatmap,
  promql,
  row,
  stat,
  stateTimeline,
  table,
  text,
  timeseries,
} from '../../src/define.ts';
import type { JsonObject } from '../../src/model/dashboard.ts';
import type { UserSettings } from '../../src/settings/settings.ts';
import { boardOf, compiled } from '../support/content.ts';
import { schemaFaults } from '../support/grafana-schema.ts';

const jsonOf = (
  boards: readonly DashboardDefinition[],
  settings: UserSettings = {},
  of: readonly SloDefinition[] = [],
) => {
  const { model, problems } = compiled(boards, settings, of);
  expect(problems).toEqual([]);
  return model.dashboards.map(({ uid, json }) => ({ uid, json }));
};

const settings: readonly (readonly [name: string, settings: UserSettings])[] = [
  ['the defaults', {}],
  ['one old minor and no cluster label', { cilium: '1.16', clusterLabel: false }],
  [
    'annotation jobs and a named data source',
    { scrape: { kind: 'annotations', interval: '1m' }, grafana: { datasource: 'Thanos' } },
  ],
  ['exemplars', { hubble: { openMetrics: true } }],
];

/** Every panel type with every option the authoring API has for it. */
const everything = boardOf({
  neighbours: ['board'],
  build: ({ metric }) => {
    const query = promql`sum by (node) (${metric('cilium_endpoint')})`;
    const board = { title: 'Board', dashboard: 'board', variables: { cluster: '${__field.labels.cluster}' } };
    const shared = {
      description: 'D',
      unit: 'none',
      decimals: 1,
      min: 0,
      max: 5,
      noValue: 'none',
      thresholds: [{ color: 'green' }, { from: 1, color: 'red' }],
      links: [board, { title: 'Web', url: 'https://docs.cilium.io' }],
      mappings: [
        { value: '1', text: 'up', color: 'green' },
        { from: null, to: 0, text: 'down' },
      ],
      overrides: [
        { match: 'a', displayName: 'A', unit: 's', decimals: 0, color: 'red', links: [board] },
        { match: '/b/', thresholds: [{ color: 'green' }] },
      ],
      targets: [
        { query, legend: '{{node}}', exemplar: true },
        { query, instant: true, refId: 'L' },
      ],
    };
    const lines = { match: { refId: 'A' }, negative: true, axisRight: true, dashed: true };
    const cells = [
      { match: 'a', cell: 'gauge', width: 90 },
      { match: 'b', cell: 'color-background', hidden: true },
      { match: 'c', cell: 'color-text' },
    ] as const;
    const columns = { node: 'Node', 'Value #A': 'Count' };
    const panels: readonly PanelDefinition[] = [
      timeseries({
        ...shared,
        title: 'Lines',
        legendTable: true,
        logScale: true,
        thresholdStyle: 'area',
        overrides: [lines],
      }),
      timeseries({ ...shared, title: 'Bars', bars: true, stacked: true, thresholdStyle: 'dashed' }),
      timeseries({ ...shared, title: 'Areas', stacked: true, fill: 10, thresholdStyle: 'line' }),
      stat({ ...shared, title: 'Stat', graph: true, background: true, textMode: 'value_and_name', reduce: 'max' }),
      stat({ ...shared, title: 'Names', textMode: 'name' }),
      gauge({ ...shared, title: 'Gauge' }),
      barGauge({ ...shared, title: 'Bar gauge' }),
      table({ ...shared, title: 'Table', columns, sortBy: { column: 'Count', descending: true }, overrides: cells }),
      heatmap({ ...shared, title: 'Heatmap', colorScheme: 'Blues' }),
      stateTimeline({ ...shared, title: 'States' }),
      text({ title: 'Text', description: 'D', content: '# Read me' }),
    ];
    const again = panels.map((panel) => ({ ...panel, key: `closed ${panel.title}` }));
    return {
      annotations: [{ name: 'Restarts', title: 'Restart of {{pod}}', color: 'orange', query }],
      rows: [row('Open', panels), row('Closed', again, { collapsed: true })],
    };
  },
});

describe('dashboards against the schema of Grafana', () => {
  it.each(settings)('every board validates with %s', (_, user) => {
    const boards = jsonOf(dashboards, user, slos);
    expect(boards).toHaveLength(dashboards.length);
    expect(boards.flatMap(({ uid, json }) => schemaFaults(json).map((fault) => `${uid}: ${fault}`))).toEqual([]);
  });

  it('every panel type validates with all of its options', () => {
    const [board] = jsonOf([everything]);
    expect(schemaFaults(board?.json ?? {})).toEqual([]);
  });

  const wrong: readonly (readonly [name: string, change: JsonObject, fault: string])[] = [
    ['an unknown key of a panel', { surprise: 1 }, '"additionalProperty":"surprise"'],
    ['options of another type', { options: { legend: {} } }, "must have required property 'tooltip'"],
    ['a query that is no text', { targets: [{ expr: 1 }] }, '/expr must be string'],
    [
      'a wrong style',
      { fieldConfig: { defaults: { custom: { lineWidth: 'thin' } }, overrides: [] } },
      '/lineWidth must be',
    ],
    ['a wrong unit', { fieldConfig: { defaults: { unit: 1 }, overrides: [] } }, '/unit must be string'],
    [
      'a link of a dashboard on a panel',
      { links: [{ title: 'T', url: '/d/x', keepTime: true }] },
      '"additionalProperty":"keepTime"',
    ],
    [
      'an override the panel type does not have',
      {
        fieldConfig: {
          defaults: {},
          overrides: [
            { matcher: { id: 'byName', options: 'a' }, properties: [{ id: 'custom.cellOptions', value: {} }] },
          ],
        },
      },
      'timeseries has no /definitions/GraphFieldConfig/properties/cellOptions',
    ],
    ['a panel type nobody knows', { type: 'hologram' }, 'no schema of panel type hologram'],
  ];
  it.each(wrong)('refuses %s', (_, change, fault) => {
    const [board] = jsonOf([boardOf()]);
    const [head, panel] = (board?.json['panels'] ?? []) as readonly JsonObject[];
    expect(schemaFaults({ ...board?.json, panels: [head ?? {}, { ...panel, ...change }] }).join('\n')).toContain(fault);
  });

  it('refuses what no dashboard has', () => {
    const [board] = jsonOf([boardOf()]);
    expect(schemaFaults({ ...board?.json, editable: 'no' })).toEqual([
      expect.stringContaining('/editable must be boolean'),
    ]);
    expect(schemaFaults({ ...board?.json, surprise: 1 })).toEqual([expect.stringContaining('"surprise"')]);
  });
});
