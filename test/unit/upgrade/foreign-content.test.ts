import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SourceFile } from '../../../src/diff/content/content.ts';
import { analyseForeign } from '../../../src/upgrade/foreign/analyse.ts';
import { foreignContent } from '../../../src/upgrade/foreign/foreign-content.ts';
import { upgradeForeign } from '../../../src/upgrade/foreign/upgrade-foreign.ts';
import { settingsOf } from '../../support/settings.ts';

const settings = settingsOf();
const RUNS = Number(process.env['RUNS'] ?? 100);
const read = (text: string, path = 'x.json') => foreignContent([{ path, text }], settings);
const json = (value: unknown) => read(JSON.stringify(value));
const asked = ({ model }: ReturnType<typeof read>) => model.queries.map(({ use, item, expr }) => [use, item, expr]);

const panel = { id: 1, title: 'P', targets: [{ expr: 'cilium_endpoint' }] };
const inner = { title: 'B', uid: 'b', panels: [panel] };

describe('queries of a board', () => {
  it.each([
    ['an export', { __inputs: [{ name: 'DS_P', pluginId: 'prometheus' }], ...inner }],
    ['an answer of the API', { meta: { slug: 'b' }, dashboard: inner }],
    [
      'a resource of Grafana 12',
      { apiVersion: 'dashboard.grafana.app/v1beta1', kind: 'Dashboard', metadata: { name: 'b' }, spec: inner },
    ],
    ['a ConfigMap', { kind: 'ConfigMap', metadata: { name: 'b' }, data: { 'b.json': JSON.stringify(inner) } }],
    ['a list of them', { kind: 'List', items: [{ kind: 'ConfigMap', data: { 'b.json': JSON.stringify(inner) } }] }],
    ['an older board with rows', { title: 'B', rows: [{ title: '', panels: [panel] }] }],
    [
      'a data source that is a variable',
      {
        ...inner,
        templating: { list: [{ name: 'ds', type: 'datasource', query: 'prometheus' }] },
        panels: [{ ...panel, datasource: '$ds' }],
      },
    ],
    [
      'a mixed panel',
      {
        ...inner,
        panels: [
          {
            ...panel,
            datasource: { uid: '-- Mixed --', type: 'datasource' },
            targets: [
              { expr: 'cilium_endpoint', datasource: { type: 'prometheus', uid: 'x' } },
              { expr: '{a="b"}', datasource: { type: 'loki', uid: 'y' } },
            ],
          },
        ],
      },
    ],
  ])('are read from %s', (_, value) => {
    expect(asked(json(value))).toEqual([['panel', 'P', 'cilium_endpoint']]);
  });

  it('are read from YAML with several documents, rules among them', () => {
    const map = `kind: ConfigMap\nmetadata: {name: b}\ndata:\n  b.json: '${JSON.stringify(inner)}'\n`;
    const rule =
      'apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: {name: r}\nspec:\n  groups:\n  - name: g\n    rules:\n    - {alert: A, expr: cilium_endpoint > 1}\n';
    expect(asked(read(`${map}---\n${rule}---\n`, 'x.yaml'))).toEqual([
      ['panel', 'P', 'cilium_endpoint'],
      ['alerting', 'A', 'cilium_endpoint > 1'],
    ]);
  });

  it('are read from the newer schema', () => {
    const query = (group: string, spec: object) => ({ kind: 'DataQuery', group, spec });
    const spec = {
      title: 'New',
      layout: { kind: 'GridLayout', spec: { items: [] } },
      elements: {
        'panel-1': {
          kind: 'Panel',
          spec: {
            id: 1,
            title: 'P',
            vizConfig: { kind: 'VizConfig', group: 'stat', spec: {} },
            data: {
              kind: 'QueryGroup',
              spec: {
                queries: [
                  { kind: 'PanelQuery', spec: { refId: 'A', query: query('prometheus', { expr: 'cilium_endpoint' }) } },
                  { kind: 'PanelQuery', spec: { refId: 'B', query: query('loki', { expr: '{a="b"}' }) } },
                ],
              },
            },
          },
        },
        lib: { kind: 'LibraryPanel', spec: { id: 2, title: 'L', libraryPanel: { uid: 'x', name: 'L' } } },
      },
      variables: [
        {
          kind: 'QueryVariable',
          spec: { name: 'node', query: query('prometheus', { query: 'label_values(cilium_version, node)' }) },
        },
      ],
      annotations: [
        {
          kind: 'AnnotationQuery',
          spec: { name: 'A', query: query('prometheus', { expr: 'changes(cilium_version[5m])' }) },
        },
      ],
    };
    const found = json({
      apiVersion: 'dashboard.grafana.app/v2beta1',
      kind: 'Dashboard',
      metadata: { name: 'n' },
      spec,
    });
    expect(asked(found)).toEqual([
      ['panel', 'P', 'cilium_endpoint'],
      ['variable', '$node', 'label_values(cilium_version, node)'],
      ['annotation', 'A', 'changes(cilium_version[5m])'],
    ]);
    expect(found.skipped).toMatchObject([{ what: 'L', reason: expect.stringContaining('library panel') }]);
  });

  it('are those of panels in rows, collapsed or not, of drop-downs and of annotations', () => {
    const found = json({
      title: 'B',
      panels: [
        { type: 'row', title: 'Open', panels: [] },
        panel,
        { type: 'row', title: 'Closed', collapsed: true, panels: [{ ...panel, title: '', id: 7 }] },
        { title: 'Text', type: 'text' },
        { title: 'Lib', libraryPanel: { uid: 'u', name: 'n' } },
      ],
      templating: {
        list: [
          { name: 'pod', type: 'query', query: 'label_values(cilium_version{x="y"},  pod )' },
          { name: 'all', type: 'query', query: 'label_values(pod)' },
          { name: 'r', type: 'query', query: { query: 'query_result(topk(3, cilium_endpoint))', refId: 'x' } },
          { name: 'c', type: 'custom', query: 'a,b' },
        ],
      },
      annotations: {
        list: [
          { name: 'A', expr: 'cilium_version' },
          { builtIn: 1, name: 'Annotations' },
        ],
      },
    });
    expect(asked(found)).toEqual([
      ['panel', 'Open / P', 'cilium_endpoint'],
      ['panel', 'Closed / panel 7', 'cilium_endpoint'],
      ['variable', '$pod', 'label_values(cilium_version{x="y"}, pod)'],
      ['variable', '$r', 'topk(3, cilium_endpoint)'],
      ['annotation', 'A', 'cilium_version'],
    ]);
    expect(found.skipped).toMatchObject([{ what: 'Closed / Lib' }]);
  });

  it('of other data sources are left alone', () => {
    const of = (datasource: unknown) =>
      json({ ...inner, __inputs: [{ name: 'DS_L', pluginId: 'loki' }], panels: [{ ...panel, datasource }] });
    for (const datasource of [
      { type: 'loki', uid: 'x' },
      '${DS_L}',
      { uid: '${DS_L}' },
      'Loki',
      { type: 'influxdb' },
    ]) {
      expect(asked(of(datasource))).toEqual([]);
    }
    for (const datasource of [
      null,
      'Prometheus',
      '${DS_X}',
      { type: 'grafana-amazonprometheus-datasource' },
      { type: 'victoriametrics-metrics-datasource' },
    ]) {
      expect(asked(of(datasource))).toHaveLength(1);
    }
  });

  it('keep boards apart that have one uid', () => {
    const { model } = foreignContent(
      [
        { path: 'a.json', text: JSON.stringify(inner) },
        { path: 'b.json', text: JSON.stringify(inner) },
      ],
      settings,
    );
    expect(model.queries.map(({ resource, file }) => [resource, file])).toEqual([
      ['dashboard/b', 'a.json'],
      ['dashboard/b (2)', 'b.json'],
    ]);
  });
});

describe('a file that is not what it should be', () => {
  it.each([
    ['broken JSON', 'x.json', '{"title": "B",\n  "panels": [}', /^is no JSON: .*line 2 column 14/],
    ['JSON that ends too early', 'x.json', '{"panels": [\n', /^is no JSON: Unexpected end.*line 2 column 1/],
    ['a web page', 'x.json', '<!doctype html>\n<html></html>', /^is no JSON: .*line 1 column/],
    ['broken YAML', 'x.yaml', 'groups:\n  - name: a\n  rules: [\n', /^is no YAML: .*line \d+, column \d+/],
    ['YAML that multiplies itself', 'x.yaml', bomb(), /^is no YAML: .*alias/i],
    ['JSON that is no board', 'x.json', '{"name": "x", "version": "1.0.0"}', /^holds no dashboard and no rules$/],
    ['YAML that is no rule file', 'x.yaml', 'kind: Service\nspec: {ports: []}\n', /^holds no dashboard and no rules$/],
    ['a number', 'x.json', '7', /^holds no dashboard and no rules$/],
    ['nothing', 'x.json', '', /^is no JSON|^is empty$/],
    ['white space', 'x.yaml', ' \n\n', /^is empty$/],
  ])('is named: %s', (_, path, text, message) => {
    const { faults, model } = read(text, path);
    expect(faults).toEqual([{ path, message: expect.stringMatching(message) }]);
    expect(model.queries).toEqual([]);
  });

  it('does not keep the others from being read', () => {
    const found = foreignContent(
      [
        { path: 'a.json', text: '{' },
        { path: 'b.json', text: JSON.stringify(inner) },
      ],
      settings,
    );
    expect([found.faults.length, found.model.queries.length]).toEqual([1, 1]);
  });

  it('may begin with a byte order mark', () => {
    expect(read(`\uFEFF${JSON.stringify(inner)}`).model.queries).toHaveLength(1);
  });
});

function bomb(): string {
  const names = [...'abcdefgh'];
  const lines = names.map(
    (name, index) =>
      `${name}: &${name} [${Array(9)
        .fill(index === 0 ? 'x' : `*${names[index - 1]}`)
        .join(', ')}]`,
  );
  return `${lines.join('\n')}\n`;
}

describe('a query that no human wrote', () => {
  it.each([
    ['is nested without end', `${'('.repeat(50_000)}cilium_endpoint${')'.repeat(50_000)}`, /nested deeper/],
    ['has signs without end', `${'- '.repeat(20_000)}cilium_endpoint`, /nested deeper/],
    ['is longer than a book', `cilium_endpoint{a="${'x'.repeat(100_000)}"}`, /longer than/],
  ])('is skipped with a word when it %s', (_, expr, reason) => {
    const { model, skipped } = json({ ...inner, panels: [{ ...panel, targets: [{ expr }] }] });
    expect([model.queries, skipped]).toEqual([
      [],
      [{ file: 'x.json', what: 'P', reason: expect.stringMatching(reason) }],
    ]);
  });
});

describe('whatever is in a file', () => {
  const files: fc.Arbitrary<readonly SourceFile[]> = fc.array(
    fc.record({ path: fc.constantFrom('a.json', 'b.yaml', 'c'), text: text() }),
    { maxLength: 3 },
  );

  it('is judged, or named as a fault, and never thrown over', () => {
    fc.assert(
      fc.property(files, (those) => {
        const report = analyseForeign(those, settings, ['1.20']);
        const { report: upgrade } = upgradeForeign(those, settings, { from: '1.16', to: '1.20' });
        expect([report.judged <= report.queries, upgrade.queries]).toEqual([true, report.judged]);
      }),
      { numRuns: RUNS },
    );
  });

  /** Any text, any JSON, and boards and rules with anything in the places that are read. */
  function text(): fc.Arbitrary<string> {
    const any = fc.jsonValue({ maxDepth: 3 });
    const expr = fc.oneof(
      any,
      fc.constantFrom(
        'sum(cilium_endpoint',
        'cilium_endpoint{',
        '$x',
        'cilium_endpoint_state{state="x"} or up',
        'rate(cilium_policy_change_total{outcome="failure"}[$__rate_interval])',
        '',
      ),
    );
    const target = fc.record({ expr, legendFormat: any, datasource: any }, { requiredKeys: [] });
    const one = fc.record(
      {
        id: any,
        title: any,
        type: any,
        targets: fc.oneof(any, fc.array(target)),
        panels: fc.array(fc.record({ targets: fc.array(target) })),
        fieldConfig: any,
      },
      { requiredKeys: [] },
    );
    const variable = fc.record({
      name: any,
      type: fc.constantFrom('query', 'datasource', 7),
      query: fc.oneof(any, fc.constant('label_values(cilium_version, pod)')),
    });
    const board = fc.record(
      {
        uid: any,
        title: any,
        panels: fc.array(one),
        templating: fc.oneof(any, fc.record({ list: fc.array(variable) })),
        annotations: any,
        __inputs: any,
      },
      { requiredKeys: ['panels'] },
    );
    const rule = fc.record({ alert: any, record: any, expr, labels: any, annotations: any }, { requiredKeys: [] });
    const rules = fc.record({ groups: fc.array(fc.record({ name: any, rules: fc.oneof(any, fc.array(rule)) })) });
    const newer = fc.record({
      elements: fc.dictionary(fc.string(), any),
      layout: fc.constant({}),
      variables: any,
      annotations: any,
    });
    const kinds = fc.oneof(
      board,
      rules,
      newer,
      any,
      fc.record({ spec: fc.oneof(board, rules, newer) }),
      fc.record({ dashboard: board, meta: any }),
    );
    return fc.oneof(
      { arbitrary: fc.string({ unit: 'binary', maxLength: 80 }), weight: 1 },
      { arbitrary: kinds.map((value) => JSON.stringify(value)), weight: 5 },
    );
  }
});
