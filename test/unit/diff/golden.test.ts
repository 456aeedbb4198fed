import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { labelVariable } from '../../../src/define/variable.ts';
import { promql, row, stat } from '../../../src/define.ts';
import type { Change } from '../../../src/diff/change.ts';
import type { Side } from '../../../src/diff/diff.ts';
import { diff } from '../../../src/diff/diff.ts';
import type { DiffReport } from '../../../src/diff/report.ts';
import type { RecordedCosts } from '../../../src/model/costs.ts';
import { renderDiff } from '../../../src/report/diff/render.ts';
import { boardOf } from '../../support/content.ts';
import type { Edit } from '../../support/review.ts';
import { asHtml, bytes, errors, firstBoard, packets, readable, secondBoard, sideOf } from '../../support/review.ts';

/** A change as a program reads it: `code | subject | text`, with what else is said of it. */
type Expected = readonly [code: string, subject: string, text: string, more?: Partial<Change>];

const reportOf = (before: Side, after: Side): DiffReport => {
  const { report, faults } = diff(before, after);
  expect(faults).toEqual([]);
  return report;
};

/** All changes, those that are told once among them; layout and consequences only where a row asks for them. */
function changesIn({ objects, shared }: DiffReport): readonly Change[] {
  return [
    ...objects.flatMap(({ changes }) => changes),
    ...shared.flatMap(({ code, text, places }) => places.map(({ subject }) => ({ code, text, subject }))),
  ];
}

/** Says it to programs, and to whoever reads the pull request. */
function expectDiff(before: Edit, after: Edit, expected: readonly Expected[]): void {
  const report = reportOf(sideOf(before), sideOf(after));
  const json = JSON.parse(renderDiff(report, 'json', { color: false })) as DiffReport;
  const told = changesIn(json).filter(({ follows }) => !follows);
  expect(told.map(({ code, subject, text }) => [code, subject, text])).toEqual(
    expected.map(([code, subject, text]) => [code, subject, text]),
  );
  for (const [index, [, , , more = {}]] of expected.entries()) expect(told[index]).toMatchObject(more);
  const html = readable(asHtml(renderDiff(report, 'markdown', { color: false })));
  for (const [, , text] of expected) expect(html).toContain(text.replaceAll('`', ''));
}

const P = 'panel "Forwarded packets"';
const A = 'alert "CiliumAgentAway"';
const RISK_LAXER = { effect: 'laxer', risk: 'it fires later, or for less' } as const;

describe('a panel', () => {
  it.each<[string, Edit, readonly Expected[]]>([
    [
      'title, with its key kept',
      { panel: () => ({ title: 'Packets', key: 'traffic-forwarded-packets' }) },
      [['panel-renamed', 'panel "Packets"', 'was called "Forwarded packets"']],
    ],
    ['description', { panel: () => ({ description: 'Packets.' }) }, [['panel-description', P, 'description changed']]],
    ['unit', { panel: () => ({ unit: 'short' }) }, [['panel-unit', P, 'unit pps became short']]],
    ['decimals', { panel: () => ({ decimals: 3 }) }, [['panel-field', P, 'decimals added: 3']]],
    [
      'minimum',
      { panel: () => ({ min: -1 }) },
      [
        ['panel-field', P, 'axisSoftMin added: -1'],
        ['panel-field', P, 'min added: -1'],
      ],
    ],
    [
      'threshold',
      { panel: () => ({ thresholds: [{ color: 'green' }, { from: 20, color: 'red' }] }) },
      [['panel-thresholds', P, 'thresholds green, red from 10 became green, red from 20']],
    ],
    [
      'mapping',
      { panel: () => ({ mappings: [{ value: '0', text: 'none' }] }) },
      [['panel-field', P, 'mappings added: {"options":{"0":{"index":0,"text":"none"}},"type":"value"}']],
    ],
    [
      'override',
      { panel: () => ({ overrides: [{ match: 'x', unit: 's' }] }) },
      [['panel-override', P, 'override of "x" added: {"unit":"s"}']],
    ],
    [
      'stacking',
      { panel: () => ({ stacked: true }) },
      [
        ['panel-field', P, 'fillOpacity: 0 became 40'],
        ['panel-field', P, 'stacking.mode: none became normal'],
      ],
    ],
    [
      'legend',
      { panel: () => ({ legend: '{{cluster}}' }) },
      [['query-legend', P, 'legend {{node}} became {{cluster}}']],
    ],
    [
      'link',
      { panel: () => ({ links: [{ title: 'Nodes', dashboard: 'other' }] }) },
      [['panel-link', P, 'links "Nodes" added']],
    ],
    [
      'window',
      {
        panel: ({ metric }) => ({
          query: promql`sum by (cluster, node) (rate(${metric('cilium_forward_count_total')}[10m]))`,
        }),
      },
      [['query-expr', P, 'window $__rate_interval became 10m']],
    ],
    [
      'function',
      {
        panel: ({ metric }) => ({
          query: promql`sum by (cluster, node) (increase(${metric('cilium_forward_count_total')}[$__rate_interval]))`,
        }),
      },
      [['query-expr', P, '`rate()` became `increase()`']],
    ],
    [
      'grouping',
      {
        panel: ({ metric }) => ({
          query: promql`sum by (cluster, direction) (rate(${metric('cilium_forward_count_total')}[$__rate_interval]))`,
          legend: '{{direction}}',
        }),
      },
      [
        ['query-expr', P, '`by (cluster, node)` became `by (cluster, direction)`'],
        ['query-legend', P, 'legend {{node}} became {{direction}}'],
      ],
    ],
    [
      'matcher',
      {
        panel: ({ metric }) => ({
          query: promql`sum by (cluster, node) (rate(${metric('cilium_forward_count_total', { direction: 'EGRESS' })}[$__rate_interval]))`,
        }),
      },
      [['query-expr', P, 'matcher `direction="EGRESS"` added']],
    ],
    [
      'metric',
      {
        panel: ({ metric }) => ({
          query: promql`sum by (cluster, node) (rate(${metric('cilium_drop_count_total')}[$__rate_interval]))`,
        }),
      },
      [
        [
          'variable-query',
          'variable "cluster"',
          'query label_values(cilium_forward_count_total, cluster) became label_values(cilium_drop_count_total, cluster)',
        ],
        ['query-expr', P, 'metric `cilium_forward_count_total` became `cilium_drop_count_total`'],
      ],
    ],
    [
      'aggregation',
      {
        panel: ({ metric }) => ({
          query: promql`max by (cluster, node) (rate(${metric('cilium_forward_count_total')}[$__rate_interval]))`,
        }),
      },
      [['query-expr', P, '`sum()` became `max()`']],
    ],
    [
      'query, put within another',
      {
        panel: ({ metric }) => ({
          query: promql`topk(5, sum by (cluster, node) (rate(${metric('cilium_forward_count_total')}[$__rate_interval])))`,
        }),
      },
      [['query-expr', P, 'put within `topk()`']],
    ],
    [
      'second query',
      {
        panel: ({ metric }) => {
          const packetsOf = metric('cilium_forward_count_total');
          const first = promql`sum by (cluster, node) (rate(${packetsOf}[$__rate_interval]))`;
          return {
            targets: [
              { query: first, legend: '{{node}}' },
              { query: promql`count(${packetsOf})`, legend: 'series' },
            ],
          };
        },
      },
      [['query-added', P, 'query B added']],
    ],
    [
      'unbounded label',
      {
        panel: ({ metric }) => ({
          query: promql`sum by (cluster, source_pod) (rate(${metric('hubble_flows_processed_total')}[$__rate_interval]))`,
          legend: '{{source_pod}}',
        }),
        settings: { hubble: { metrics: ['flow:sourceContext=pod;labelsContext=source_pod'] } },
      },
      [
        [
          'variable-query',
          'variable "cluster"',
          'query label_values(cilium_forward_count_total, cluster) became label_values(hubble_flows_processed_total, cluster)',
        ],
        [
          'query-expr',
          P,
          '`by (cluster, node)` became `by (cluster, source_pod)`',
          { risk: 'a series per source_pod: thousands in a large cluster' },
        ],
        ['query-expr', P, 'metric `cilium_forward_count_total` became `hubble_flows_processed_total`'],
        ['query-legend', P, 'legend {{node}} became {{source_pod}}'],
        ['object', 'helm/cilium-values.yaml', 'hubble added'],
      ],
    ],
    [
      'width',
      { panel: () => ({ width: 24 }) },
      [
        ['panels-moved', 'layout', '3 panels moved, 2 of them only up or down'],
        ['panels-resized', 'layout', '1 panel resized: "Forwarded packets"'],
      ],
    ],
    [
      'another on top',
      { panels: (context) => [bytes(context, { title: 'New', width: 24 }), packets(context), bytes(context)] },
      [
        [
          'variable-query',
          'variable "cluster"',
          'query label_values(cilium_forward_count_total, cluster) became label_values(cilium_forward_bytes_total, cluster)',
        ],
        ['panel-added', 'panel "New"', 'added in row "Traffic" (timeseries)'],
        ['panels-moved', 'layout', '4 panels moved up or down'],
      ],
    ],
    [
      'none where one was',
      { panels: (context) => [packets(context)] },
      [
        [
          'panel-removed',
          'panel "Forwarded bytes"',
          'removed in row "Traffic" (timeseries)',
          { risk: 'its readers and links to it lose it' },
        ],
      ],
    ],
    [
      'other order',
      { panels: (context) => [bytes(context), packets(context)] },
      [
        [
          'variable-query',
          'variable "cluster"',
          'query label_values(cilium_forward_count_total, cluster) became label_values(cilium_forward_bytes_total, cluster)',
        ],
        ['panels-moved', 'layout', '2 panels moved'],
      ],
    ],
    [
      'type',
      {
        panels: (context) => [
          stat({
            title: 'Forwarded packets',
            description: 'Packets forwarded per second. Falls when a node stops working: look at its agent.',
            unit: 'pps',
            thresholds: [{ color: 'green' }, { from: 10, color: 'red' }],
            targets: [
              {
                legend: '{{node}}',
                instant: false,
                query: promql`sum by (cluster, node) (rate(${context.metric('cilium_forward_count_total')}[$__rate_interval]))`,
              },
            ],
          }),
          bytes(context),
        ],
      },
      [],
    ],
  ])('%s', (name, after, expected) => {
    if (name === 'type') {
      const report = reportOf(sideOf(), sideOf(after));
      expect(changesIn(report)).toContainEqual(
        expect.objectContaining({ code: 'panel-type', text: 'timeseries became stat' }),
      );
      return;
    }
    expectDiff({}, after, expected);
  });
});

describe('a board', () => {
  it.each<[string, Edit, readonly Expected[]]>([
    ['title', { board: { title: 'Renamed' } }, [['board-title', 'dashboard', 'title Board became Renamed']]],
    ['question', { board: { question: 'Is it ill?' } }, [['board-description', 'dashboard', 'description changed']]],
    [
      'tags',
      { board: { tags: ['new'] } },
      [['board-tags', 'dashboard', 'tags ciliascope, cilium became ciliascope, cilium, new']],
    ],
    ['neighbour', { board: { neighbours: ['other'] } }, [['board-link', 'dashboard', 'links "Other board" added']]],
    [
      'time range',
      { board: { timeRange: 'now-6h' } },
      [['board-time', 'dashboard', 'time range now-1h to now became now-6h to now']],
    ],
    [
      'uid',
      {
        boards: [
          firstBoard(),
          boardOf({
            uid: 'renamed',
            title: 'Other board',
            build: (context) => ({ rows: [row('Nodes', [errors(context)])] }),
          }),
        ],
      },
      [
        [
          'board-uid',
          'dashboard',
          'uid other became renamed',
          { risk: 'bookmarks, links and alerts that lead to it break' },
        ],
      ],
    ],
    [
      'folder',
      { settings: { grafana: { folder: 'Network' } } },
      [
        ['board-folder', 'dashboard', 'folder grafana/cilium became grafana/network'],
        ['board-folder', 'dashboard', 'folder grafana/cilium became grafana/network'],
        ['object', 'kubernetes/dashboards/board.yaml', 'metadata.annotations.grafana_folder: Cilium became Network'],
        ['object', 'kubernetes/dashboards/other.yaml', 'metadata.annotations.grafana_folder: Cilium became Network'],
      ],
    ],
    [
      'row, renamed',
      {
        board: {
          build: (context) => ({
            rows: [
              row('Flow', [packets(context), bytes(context)]),
              row('Depth', [errors(context)], { collapsed: true }),
            ],
          }),
        },
      },
      [['panel-renamed', 'row "Flow"', 'was called "Traffic"']],
    ],
    [
      'row, open',
      {
        board: {
          build: (context) => ({
            rows: [row('Traffic', [packets(context), bytes(context)]), row('Depth', [errors(context)])],
          }),
        },
      },
      [['row-collapsed', 'row "Depth"', 'now open']],
    ],
    [
      'row, added',
      {
        board: {
          build: (context) => ({
            rows: [
              row('Traffic', [packets(context), bytes(context)]),
              row('More', [errors(context)]),
              row('Depth', [errors(context)], { collapsed: true }),
            ],
          }),
        },
      },
      [
        ['row-added', 'row "More"', 'added'],
        ['panel-added', 'panel "Errors"', 'added in row "More" (timeseries)'],
        ['panels-moved', 'layout', '2 panels moved up or down'],
      ],
    ],
    [
      'panel, moved to another row',
      {
        board: {
          build: (context) => ({
            rows: [
              row('Traffic', [packets(context)]),
              row('Depth', [errors(context), bytes(context, { key: 'traffic-forwarded-bytes' })], { collapsed: true }),
            ],
          }),
        },
      },
      [
        ['panels-moved', 'layout', '1 panel moved up or down'],
        ['panel-row', 'panel "Forwarded bytes"', 'moved from row "Traffic" to row "Depth"'],
      ],
    ],
    [
      'annotation',
      {
        board: {
          build: (context) => ({
            annotations: [
              {
                name: 'Restart',
                title: 'Restart',
                color: 'red',
                query: promql`changes(${context.metric('cilium_process_start_time_seconds')}[$__rate_interval]) > 0`,
              },
            ],
            rows: [
              row('Traffic', [packets(context), bytes(context)]),
              row('Depth', [errors(context)], { collapsed: true }),
            ],
          }),
        },
      },
      [['board-annotation', 'dashboard', 'annotations "Restart" added']],
    ],
    [
      'new',
      { boards: [firstBoard(), secondBoard, boardOf({ uid: 'third', title: 'Third' })] },
      [['board-added', 'dashboard', 'added (1 panel, 1 query)']],
    ],
    [
      'gone',
      { boards: [firstBoard()] },
      [
        [
          'board-removed',
          'dashboard',
          'removed (1 panel, 1 query)',
          { risk: 'bookmarks, links and alerts that lead to it break' },
        ],
      ],
    ],
    [
      'split in two',
      {
        boards: [
          firstBoard({ panels: (context) => [packets(context)] }),
          secondBoard,
          boardOf({ uid: 'third', title: 'Third', build: (context) => ({ rows: [row('Volume', [bytes(context)])] }) }),
        ],
      },
      [
        [
          'panel-to-board',
          'panel "Forwarded bytes"',
          'moved to dashboard "Third"',
          { risk: 'links to the panel break' },
        ],
        ['board-added', 'dashboard', 'added (1 panel, 1 query)'],
      ],
    ],
  ])('%s', (_, after, expected) => {
    expectDiff({}, after, expected);
  });
});

const nodes = (more: Partial<Parameters<typeof labelVariable>[0]> = {}): Edit => ({
  board: {
    build: (context) => ({
      variables: [
        labelVariable({
          name: 'node',
          label: 'Node',
          description: 'Nodes.',
          of: context.metric('cilium_forward_count_total'),
          values: 'direction',
          ...more,
        } as Parameters<typeof labelVariable>[0]),
      ],
      rows: [row('Traffic', [packets(context), bytes(context)]), row('Depth', [errors(context)], { collapsed: true })],
    }),
  },
});

describe('a variable', () => {
  it.each<[string, Edit, Edit, readonly Expected[]]>([
    ['new', {}, nodes(), [['variable-added', 'variable "node"', 'added (query)']]],
    [
      'gone',
      nodes(),
      {},
      [['variable-removed', 'variable "node"', 'removed', { risk: 'links that set it lose their filter' }]],
    ],
    [
      'query',
      nodes(),
      nodes({ values: 'error' } as never),
      [
        [
          'variable-query',
          'variable "node"',
          'query ...uster=~"$cluster"}, direction) became ...uster=~"$cluster"}, error)',
        ],
      ],
    ],
    ['multi', nodes(), nodes({ multi: false }), [['variable-option', 'variable "node"', 'multi: now off']]],
    ['label', nodes(), nodes({ label: 'Way' }), [['variable-option', 'variable "node"', 'label: Node became Way']]],
    [
      'renewed when time changes',
      nodes(),
      nodes({ churns: true }),
      [['variable-option', 'variable "node"', 'renewed when the board loads became when the time range changes']],
    ],
  ])('%s', (_, before, after, expected) => {
    expectDiff(before, after, expected);
  });
});

describe('a rule', () => {
  it.each<[string, Edit, readonly Expected[]]>([
    ['for', { alert: () => ({ for: '30m' }) }, [['alert-for', A, 'for 5m became 30m', RISK_LAXER]]],
    ['for, shorter', { alert: () => ({ for: '1m' }) }, [['alert-for', A, 'for 5m became 1m', { effect: 'stricter' }]]],
    [
      'keep_firing_for',
      { alert: () => ({ keepFiringFor: '10m' }) },
      [['alert-keep-firing-for', A, 'keep_firing_for 0s became 10m']],
    ],
    [
      'severity',
      { alert: () => ({ severity: 'ticket' }) },
      [
        [
          'alert-severity',
          A,
          'severity critical became warning',
          { effect: 'laxer', risk: 'somebody is no longer called for it' },
        ],
      ],
    ],
    [
      'summary',
      { alert: () => ({ summary: 'An agent is gone.' }) },
      [['alert-annotation', A, 'annotation summary An agent is away. became An agent is gone.']],
    ],
    [
      'next',
      { alert: () => ({ next: ['cilium status'] }) },
      [['alert-annotation', A, 'annotation next added: cilium status']],
    ],
    [
      'name',
      { alert: () => ({ name: 'CiliumAgentLost' }) },
      [
        [
          'alert-renamed',
          'alert "CiliumAgentLost"',
          'was called "CiliumAgentAway"',
          { risk: 'routes and silences by its name no longer match' },
        ],
        ['alert-annotation', 'alert "CiliumAgentLost"', 'annotation runbook_url changed'],
      ],
    ],
    [
      'matcher',
      {
        alert: ({ metricOf }) => ({
          expr: promql`max by (cluster, node) (${metricOf('agent', 'up', { node: 'a' })}) == 0`,
        }),
      },
      [['alert-expr', A, 'matcher `node="a"` added']],
    ],
    [
      'condition',
      {
        alert: ({ metricOf, metric }) => ({
          expr: promql`max by (cluster, node) (${metricOf('agent', 'up')}) == 0 and on (cluster, node) ${metric('cilium_unreachable_nodes')} > 0`,
        }),
      },
      [['alert-expr', A, '`and on (cluster, node) cilium_unreachable_nodes > 0` added', RISK_LAXER]],
    ],
    [
      'threshold',
      { alert: ({ metricOf }) => ({ expr: promql`max by (cluster, node) (${metricOf('agent', 'up')}) == 1` }) },
      [['alert-expr', A, 'threshold `== 0` became `== 1`']],
    ],
    [
      'static label',
      { alert: () => ({ extraLabels: { team: 'network' } }) },
      [['alert-label', A, 'label team added: network']],
    ],
    [
      'group',
      {
        group: { name: 'moved' },
      },
      [
        ['rule-moved', 'record "cluster:cilium_up:sum"', 'moved from group cilium-test.agents to cilium-test.moved'],
        ['rule-moved', A, 'moved from group cilium-test.agents to cilium-test.moved'],
        ['group-removed', 'group "cilium-test.agents"', 'removed'],
        ['group-added', 'group "cilium-test.moved"', 'added'],
      ],
    ],
    [
      'interval',
      {
        group: { interval: '2m' },
      },
      [['group-option', 'group "cilium-test.agents"', 'interval added: 2m']],
    ],
    [
      'recording',
      {
        record: ({ metricOf }) => promql`count by (cluster) (${metricOf('agent', 'up')})`,
      },
      [['record-expr', 'record "cluster:cilium_up:sum"', '`sum()` became `count()`']],
    ],
    [
      'gone',
      {
        withoutAlert: true,
      },
      [['alert-removed', A, 'removed (critical)', { risk: 'nobody is told any more' }]],
    ],
    [
      'objective, laxer',
      { slo: { objective: '99.5' } },
      [
        [
          'slo-objective',
          'SLO "regenerations"',
          'objective 99.9% became 99.5%; everything failing is told after 4m, was after 52s; one in ten failing is told after 43m, was after 9m; one in a hundred failing is told after 1d12h, was after 3h36m',
          { effect: 'laxer', risk: 'outages are told of later' },
        ],
      ],
    ],
    [
      'objective, stricter',
      { slo: { objective: '99.95' } },
      [
        [
          'slo-objective',
          'SLO "regenerations"',
          'objective 99.9% became 99.95%; everything failing is told after 26s, was after 52s; one in ten failing is told after 4m, was after 9m; one in a hundred failing is told after 43m, was after 3h36m',
          { effect: 'stricter' },
        ],
      ],
    ],
    [
      'cause',
      { alert: () => ({ causes: [{ alert: 'CiliumRegenerationsSLOBurn' }] }) },
      [
        [
          'inhibition',
          'alertmanager/inhibit-rules.yaml',
          'inhibit_rules added: {"source_matchers":["alertname=\\"CiliumRegenerationsSLOBurn\\""],"target_matchers":["alertname=\\"CiliumAgentAway\\""],"equal":["cluster"]}',
          { risk: 'which alerts keep others back has changed' },
        ],
      ],
    ],
  ])('%s', (_, after, expected) => {
    expectDiff({}, after, expected);
  });
});

describe('an SLO', () => {
  const inverted: Edit = {
    slo: {
      objective: '99.5',
      build: (context) => ({
        sli: {
          kind: 'ratio',
          total: { of: [context.metric('cilium_endpoint_regenerations_total')] },
          bad: { of: [context.metric('cilium_endpoint_regenerations_total', { outcome: 'success' })] },
        },
        groupBy: [...context.clusterLabels],
        next: [],
        board: { dashboard: 'board' },
      }),
    },
  };

  it('whose events changed beside its objective hides nothing', () => {
    const told = changesIn(reportOf(sideOf(), sideOf(inverted))).filter(({ follows }) => !follows);
    expect([...new Set(told.map(({ text }) => text.split(';')[0]))]).toEqual([
      'objective 99.9% became 99.5%',
      'matcher `outcome="fail"` became `outcome="success"`',
    ]);
  });

  it('with other windows says what that does', () => {
    const { objects, risks } = reportOf(sideOf(), sideOf({ slo: { period: '7d', windows: '7d' } }));
    const told = objects.flatMap(({ changes }) => changes).filter(({ code }) => code === 'slo-windows');
    expect(told.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^other windows; everything failing is told after/),
    ]);
    expect(risks.map(({ code }) => code)).toContain('slo-windows');
  });
});

describe('the cost of a board', () => {
  const side = sideOf();
  const dearer = sideOf({ panel: () => ({ decimals: 3 }) });
  const costs = ({ files }: Side, samples: number): RecordedCosts => {
    const text = files.find(({ path }) => path === 'grafana/cilium/board.json')?.text ?? '';
    const sha256 = createHash('sha256').update(text).digest('hex');
    return { version: 1, nodes: 3, cilium: '1.20', boards: { board: { sha256, queries: 3, samples } } };
  };
  const risksOf = (before: Side, after: Side) => diff(before, after).report.risks.map(({ text }) => text);

  it('is a risk where it went up, as measured', () => {
    const [before, after] = [
      { ...side, costs: costs(side, 1000) },
      { ...dearer, costs: costs(dearer, 1500) },
    ];
    expect(risksOf(before, after)).toEqual(['opening it reads 1.5K samples, was 1K (+50 %)']);
    expect(risksOf(before, { ...dearer, costs: costs(dearer, 1050) })).toEqual([]);
  });

  it('is said to be unknown where the board was not measured anew', () => {
    const before = { ...side, costs: costs(side, 1000) };
    const { report } = diff(before, { ...dearer, costs: costs(side, 1000) });
    expect([report.risks, report.unmeasured]).toEqual([[], 1]);
    expect(renderDiff(report, 'text', { color: false })).toContain('cost of 1 changed dashboard is not measured');
    expect(diff(side, dearer).report.unmeasured).toBe(0);
  });
});
