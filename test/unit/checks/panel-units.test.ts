import { describe, expect, it } from 'vitest';
import { panelUnit } from '../../../src/checks/panel-unit.ts';
import { panelUnitFits } from '../../../src/checks/panel-unit-fits.ts';
import { runChecks } from '../../../src/checks/run.ts';
import type { BuildContext, FieldOverride, PanelDefinition } from '../../../src/define.ts';
import { promql, stat, table, text, timeseries } from '../../../src/define.ts';
import type { Query } from '../../../src/model/query.ts';
import { boardWith, findings } from '../../support/boards.ts';
import { compiled } from '../../support/content.ts';

const base = { title: 'T', description: 'D' };
const count = ({ metric }: BuildContext) => promql`sum(${metric('cilium_endpoint')})`;

interface Row {
  readonly name: string;
  readonly panel: (context: BuildContext) => PanelDefinition;
  readonly found: readonly string[];
}

const known: readonly Row[] = [
  {
    name: 'accepts a unit of Grafana',
    panel: (c) => stat({ ...base, unit: 'percentunit', query: count(c) }),
    found: [],
  },
  {
    name: 'accepts text behind the number',
    panel: (c) => stat({ ...base, unit: 'suffix: endpoints', query: count(c) }),
    found: [],
  },
  {
    name: 'finds text behind nothing',
    panel: (c) => stat({ ...base, unit: 'suffix:', query: count(c) }),
    found: ['"suffix:" is no unit'],
  },
  {
    name: 'finds a misspelt unit and names the near one',
    panel: (c) => stat({ ...base, unit: 'percentunits', query: count(c) }),
    found: ['near it: percentunit'],
  },
  {
    name: 'finds a word',
    panel: (c) => stat({ ...base, unit: 'endpoints', query: count(c) }),
    found: ['write "suffix: endpoints"'],
  },
  {
    name: 'finds a number without a unit',
    panel: (c) => timeseries({ ...base, query: count(c) }),
    found: ['numbers without a unit'],
  },
  {
    name: 'asks none where values are mapped to words',
    panel: (c) => stat({ ...base, mappings: [{ value: '1', text: 'up' }], query: count(c) }),
    found: [],
  },
  {
    name: 'asks none where names are shown',
    panel: (c) => stat({ ...base, textMode: 'name', query: count(c) }),
    found: [],
  },
  { name: 'asks none of text', panel: () => text({ ...base, content: 'x' }), found: [] },
  {
    name: 'accepts units given by query',
    panel: (c) => timeseries({ ...base, query: count(c), overrides: [{ match: { refId: 'A' }, unit: 'none' }] }),
    found: [],
  },
  {
    name: 'finds a misspelt unit of an override',
    panel: (c) => timeseries({ ...base, query: count(c), overrides: [{ match: { refId: 'A' }, unit: 'second' }] }),
    found: ['"second" is no unit'],
  },
  {
    name: 'does not guess which series an override by name matches',
    panel: (c) => timeseries({ ...base, query: count(c), overrides: [{ match: '/limit/', unit: 'none' }] }),
    found: [],
  },
  {
    name: 'finds a column of numbers without a unit',
    panel: (c) => table({ ...base, query: count(c), columns: { node: 'Node', Value: 'Endpoints' } }),
    found: ['column "Endpoints" shows numbers'],
  },
  {
    name: 'asks none for a column that is not shown',
    panel: (c) => table({ ...base, query: count(c), columns: { node: 'Node' } }),
    found: [],
  },
  {
    name: 'finds each column of several queries',
    panel: (c) =>
      table({
        ...base,
        targets: [{ query: count(c) }, { query: count(c) }, { query: count(c) }],
        columns: { 'Value #A': 'One', 'Value #B': 'Two', 'Value #C': 'Three' },
        overrides: [{ match: 'Two', unit: 's' }],
      }),
    found: ['column "One"', 'column "Three"'],
  },
];

describe('panel-unit', () => {
  it.each(known)('$name', ({ panel, found }) => {
    const problems = findings(panelUnit, [boardWith((context) => [panel(context)])]);
    expect(problems.map(({ message }) => message)).toEqual(found.map((piece) => expect.stringContaining(piece)));
  });
});

/** Problems of one expression as it stands, shown with a unit. */
function fits(expr: string, unit: string, type?: string) {
  const { model } = compiled([boardWith((context) => [timeseries({ ...base, unit, query: count(context) })])]);
  const text = (query: Query): Query => (query.use === 'panel' ? { ...query, expr, byMinor: {} } : query);
  const dashboards = model.dashboards.map((dashboard) => ({
    ...dashboard,
    panels: dashboard.panels.map((panel) => ({ ...panel, ...(type ? { type } : {}) })),
  }));
  return runChecks({ ...model, dashboards, queries: model.queries.map(text) }, [panelUnitFits]).map(
    ({ message }) => message,
  );
}

const quantile = 'histogram_quantile(0.99, sum by (le) (rate(hubble_http_request_duration_seconds_bucket[5m])))';
const errors = 'sum(rate(hubble_dns_responses_total{rcode="Refused"}[5m]))';
const all = 'sum(rate(hubble_dns_responses_total[5m]))';

/** Expression, the unit it is shown with, and a piece of the message: none where the unit is right or cannot be judged. */
const measured: readonly (readonly [name: string, expr: string, unit: string, found?: string])[] = [
  ['a quantile of seconds shown as such', quantile, 's'],
  ['a quantile of seconds shown as milliseconds', quantile, 'ms', 'gives seconds, shown as "ms": use s'],
  ['a quantile of seconds shown as a plain number', quantile, 'short', 'gives seconds'],
  ['a quantile of seconds times 1000 shown as milliseconds', `1000 * ${quantile}`, 'ms'],
  [
    'a quantile of seconds times 1000 shown as seconds',
    `${quantile} * 1000`,
    's',
    'gives milliseconds, shown as "s": use ms',
  ],
  [
    'a quantile of an Envoy histogram shown as seconds',
    'histogram_quantile(0.9, sum by (le) (rate(envoy_cluster_upstream_rq_time_bucket[5m])))',
    's',
    'milliseconds',
  ],
  [
    'a quantile of an Envoy histogram shown as milliseconds',
    'histogram_quantile(0.9, sum by (le) (rate(envoy_cluster_upstream_rq_time_bucket[5m])))',
    'ms',
  ],
  [
    'a mean duration shown as milliseconds',
    'sum(rate(hubble_http_request_duration_seconds_sum[5m])) / sum(rate(hubble_http_request_duration_seconds_count[5m]))',
    'ms',
    'gives seconds',
  ],
  [
    'a mean duration shown as seconds',
    'rate(hubble_http_request_duration_seconds_sum[5m]) / rate(hubble_http_request_duration_seconds_count[5m])',
    's',
  ],
  ['memory shown as such', 'max by (node) (cilium_process_resident_memory_bytes)', 'bytes'],
  [
    'memory shown as kilobytes',
    'cilium_process_resident_memory_bytes',
    'kbytes',
    'gives bytes, shown as "kbytes": use bytes or decbytes',
  ],
  [
    'a rate of bytes shown as bytes',
    'sum(rate(cilium_forward_bytes_total[5m]))',
    'bytes',
    'bytes per second, shown as "bytes": use binBps or Bps',
  ],
  ['a rate of bytes shown per second', 'sum(rate(cilium_forward_bytes_total[5m]))', 'binBps'],
  ['a rate of bytes shown as bits', 'sum(rate(cilium_forward_bytes_total[5m]))', 'bps', 'bytes per second'],
  ['a rate of bytes times 8 shown as bits', 'sum(rate(cilium_forward_bytes_total[5m])) * 8', 'bps'],
  ['an increase of bytes shown as bytes', 'increase(cilium_forward_bytes_total[1h])', 'decbytes'],
  ['a custom unit', quantile, 'suffix: s'],
  ['a share of events shown as percentunit', `(${errors} or vector(0)) / ${all}`, 'percentunit'],
  [
    'a share of events shown as percent',
    `${errors} / ${all}`,
    'percent',
    'a ratio of 0 to 1, shown as "percent": use percentunit',
  ],
  ['a share of events times 100 shown as percent', `100 * ${errors} / ${all}`, 'percent'],
  [
    'a share of events, doubled by parentheses, times 100',
    `100 * (${errors} / ${all})`,
    'percentunit',
    'a percentage of 0 to 100, shown as "percentunit": use percent',
  ],
  ['one minus a share', `1 - (${errors} / ${all})`, 'none', 'a ratio'],
  ['events of one kind per event of another', `${all} / sum(rate(hubble_dns_queries_total[5m]))`, 'none'],
  [
    'events of one kind per event of another, shown as seconds',
    `${all} / sum(rate(hubble_dns_queries_total[5m]))`,
    's',
    'a plain number',
  ],
  [
    'the largest against the mean',
    'max(cilium_process_resident_memory_bytes) / avg(cilium_process_resident_memory_bytes)',
    'none',
  ],
  [
    'a part of counted nodes',
    'count(cilium_endpoint_state{endpoint_state="ready"}) / count(cilium_endpoint_state)',
    'percentunit',
  ],
  ['a catalogued ratio shown as percent', 'max(cilium_bpf_map_pressure)', 'percent', 'a ratio of 0 to 1'],
  ['a catalogued ratio shown as such', 'max(cilium_bpf_map_pressure)', 'percentunit'],
  ['a rate of events shown as packets per second', 'sum(rate(cilium_drop_count_total[5m]))', 'pps'],
  ['a rate of events shown as a plain number', 'sum(rate(cilium_drop_count_total[5m]))', 'short'],
  [
    'a rate of events shown as seconds',
    'sum(rate(cilium_drop_count_total[5m]))',
    's',
    'counts events per second, shown as "s"',
  ],
  ['a rate of events shown as bytes', 'sum(rate(cilium_drop_count_total[5m]))', 'Bps', 'counts events per second'],
  ['the buckets of a histogram', 'sum by (le) (rate(hubble_http_request_duration_seconds_bucket[5m]))', 'reqps'],
  ['an age', 'time() - max(cilium_process_start_time_seconds)', 's'],
  ['an age shown as a date', 'time() - max(cilium_process_start_time_seconds)', 'dateTimeFromNow', 'gives seconds'],
  ['a time in seconds shown as a date', 'max(cilium_process_start_time_seconds)', 'dateTimeAsIso', 'multiply by 1000'],
  ['a time in milliseconds shown as a date', '1000 * max(cilium_process_start_time_seconds)', 'dateTimeAsIso'],
  ['used CPU as seconds per second', 'rate(cilium_process_cpu_seconds_total[5m])', 'percentunit'],
  ['a gauge the catalog gives no unit', 'sum(cilium_endpoint)', 's'],
  ['a metric nobody knows', 'my_own_metric', 's'],
  ['a comparison that filters', 'max(cilium_bpf_map_pressure) > 0.9', 'percentunit'],
  ['a comparison that answers yes or no', 'max(cilium_bpf_map_pressure) > bool 0.9', 'bool_yes_no'],
  ['a product of unlike things', `${all} * max(cilium_bpf_map_pressure)`, 'reqps'],
  ['what is no PromQL', 'sum(', 's'],
];

describe('panel-unit-fits', () => {
  it.each(measured)('judges %s', (_, expr = '', unit = '', found = undefined) => {
    expect(fits(expr, unit)).toEqual(found === undefined ? [] : [expect.stringContaining(found)]);
  });

  it('reads the unit of a heatmap as that of its buckets', () => {
    const buckets = 'sum by (le) (increase(hubble_http_request_duration_seconds_bucket[5m]))';
    expect(fits(buckets, 's', 'heatmap')).toEqual([]);
    expect(fits(buckets, 'ms', 'heatmap')).toEqual([expect.stringContaining('gives seconds')]);
  });

  it('judges each query by the override that matches it', () => {
    const board = (overrides: readonly FieldOverride[]) =>
      boardWith(({ metric }) => {
        const drops = promql`sum(rate(${metric('cilium_drop_count_total')}[$__rate_interval]))`;
        const bytes = promql`sum(rate(${metric('cilium_drop_bytes_total')}[$__rate_interval]))`;
        return [timeseries({ ...base, unit: 'pps', targets: [{ query: drops }, { query: bytes }], overrides })];
      });
    expect(findings(panelUnitFits, [board([{ match: { refId: 'B' }, unit: 'Bps' }])])).toEqual([]);
    expect(findings(panelUnitFits, [board([])]).map(({ message }) => message)).toEqual([
      'the query gives bytes per second, shown as "pps": use binBps or Bps',
    ]);
  });
});
