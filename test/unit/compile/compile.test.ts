import { describe, expect, it } from 'vitest';
import { dashboards } from '../../../dashboards/index.ts';
import { compile } from '../../../src/compile/compile.ts';
import { by, perMinor, promql, row, stat, timeseries } from '../../../src/define.ts';
import { emit } from '../../../src/emit/emit.ts';
import type { JsonObject } from '../../../src/model/dashboard.ts';
import { boardOf, compiled, panelOf } from '../../support/content.ts';
import { settingsOf } from '../../support/settings.ts';

const panelsOf = (json: JsonObject | undefined) => json?.['panels'] as readonly JsonObject[];

describe('compile', () => {
  it('injects cluster and component selectors into every query', () => {
    const { model } = compiled([boardOf()], { selectors: { agent: { job: 'cilium' } } });
    expect(model.queries.at(-1)?.expr).toBe(
      'sum(rate(cilium_forward_count_total{cluster=~"$cluster", job="cilium"}[$__rate_interval]))',
    );
  });

  it('offers clusters from the first series, whatever the first panel selects of it', () => {
    const board = boardOf({
      build: ({ metric, metricOf }) => ({
        rows: [
          row('Row', [
            stat({
              title: 'T',
              description: 'D',
              query: promql`sum(${metric('hubble_drop_total', { reason: 'POLICY_DENIED' })})`,
            }),
            stat({ title: 'U', description: 'D', query: promql`sum(${metricOf('agent', 'up')})` }),
          ]),
        ],
      }),
    });
    expect(compiled([board]).model.queries[0]?.expr).toBe('label_values(hubble_drop_total, cluster)');
  });

  it('leaves the cluster out where the settings say there is none', () => {
    const { model } = compiled([boardOf()], { clusterLabel: false });
    expect(model.queries.map(({ expr }) => expr)).toEqual(['sum(rate(cilium_forward_count_total[$__rate_interval]))']);
  });

  it('singles a component out where several expose the name', () => {
    const board = boardOf({
      build: ({ metricOf }) => ({
        rows: [
          row('Row', [
            stat({ title: 'T', description: 'D', query: promql`sum(${metricOf('agent', 'go_goroutines')})` }),
          ]),
        ],
      }),
    });
    expect(compiled([board]).model.queries.at(-1)?.expr).toContain('job="cilium-agent"');
    expect(compiled([board], { scrape: { kind: 'annotations' } }).model.queries.at(-1)?.expr).toContain(
      'k8s_app="cilium"',
    );
    const wrong = boardOf({
      build: ({ metric }) => ({
        rows: [row('Row', [stat({ title: 'T', description: 'D', query: promql`sum(${metric('go_goroutines')})` })])],
      }),
    });
    expect(compiled([wrong]).problems[0]?.message).toContain('use metricOf to say which one is meant');
  });

  it('asks each minor what it alone would be asked', () => {
    const board = boardOf({
      build: ({ metric }) => {
        const old = metric('workqueue_depth');
        const now = metric('cilium_operator_k8s_workqueue_depth');
        const query = promql`max(${perMinor({ until: '1.18', query: promql`${old}` }, { from: '1.19', query: promql`${now}` })})`;
        return { rows: [row('Row', [stat({ title: 'T', description: 'D', query })])] };
      },
    });
    const query = compiled([board], { clusterLabel: false }).model.queries.at(-1);
    expect(query?.expr).toBe('max((workqueue_depth or cilium_operator_k8s_workqueue_depth))');
    expect(query?.byMinor).toEqual({
      '1.18': 'max(workqueue_depth)',
      '1.19': 'max(cilium_operator_k8s_workqueue_depth)',
      '1.20': 'max(cilium_operator_k8s_workqueue_depth)',
    });
  });

  it('leaves a panel out where a configured minor has no data for it', () => {
    const board = boardOf({
      build: (context) => ({
        rows: [row('Row', [panelOf(context), panelOf(context, { title: 'Newer', minors: { from: '1.19' } })])],
      }),
    });
    const titles = (user = {}) => compiled([board], user).model.dashboards[0]?.panels.map(({ title }) => title);
    expect(titles()).toEqual(['Forwarded packets']);
    expect(titles({ cilium: '1.19' })).toEqual(['Forwarded packets', 'Newer']);
  });

  it('keeps a panel its id when panels above it come and go', () => {
    const ids = (titles: readonly string[]) => {
      const board = boardOf({
        build: (context) => ({
          rows: [
            row(
              'Row',
              titles.map((title) => panelOf(context, { title })),
            ),
          ],
        }),
      });
      return new Map(compiled([board]).model.dashboards[0]?.panels.map(({ title, id }) => [title, id]));
    };
    expect(ids(['b']).get('b')).toBe(ids(['a', 'b']).get('b'));
    expect(ids(['a', 'b']).get('a')).not.toBe(ids(['a', 'b']).get('b'));
  });

  it('wraps lines at 24 columns and nests the panels of collapsed rows', () => {
    const board = boardOf({
      build: (context) => ({
        rows: [
          row('Open', [
            panelOf(context, { title: 'a', width: 12, height: 6 }),
            panelOf(context, { title: 'b', width: 12 }),
            panelOf(context, { title: 'c', width: 8 }),
          ]),
          row('Folded', [panelOf(context, { title: 'd' })], { collapsed: true }),
          row('Last', [panelOf(context, { title: 'e' })]),
        ],
      }),
    });
    const places = panelsOf(compiled([board]).model.dashboards[0]?.json).map(({ title, gridPos, panels }) => {
      const { x, y } = gridPos as { x: number; y: number };
      return [title, x, y, ...((panels as readonly JsonObject[] | undefined)?.map((panel) => panel['title']) ?? [])];
    });
    expect(places).toEqual([
      ['Open', 0, 0],
      ['a', 0, 1],
      ['b', 12, 1],
      ['c', 0, 9],
      ['Folded', 0, 17, 'd'],
      ['Last', 0, 18],
      ['e', 0, 19],
    ]);
  });

  it('turns a definition that throws into a problem, and compiles the others', () => {
    const broken = boardOf({
      uid: 'broken',
      build: () => {
        throw new Error('no such thing');
      },
    });
    const { model, problems } = compiled([broken, boardOf()]);
    expect(problems).toMatchObject([
      {
        code: 'definition-throws',
        severity: 'error',
        message: expect.stringContaining('no such thing'),
        place: { resource: 'dashboard/broken', file: 'test/support/content.ts' },
      },
    ]);
    expect(model.dashboards.map(({ uid }) => uid)).toEqual(['board']);
  });

  it('freezes the model', () => {
    const [dashboard] = compiled([boardOf()]).model.dashboards;
    expect(() => Object.assign(dashboard?.json ?? {}, { title: 'x' })).toThrow(TypeError);
  });

  it('points each query at the line of its panel', () => {
    const query = compiled([
      boardOf({
        build: ({ metric }) => ({
          rows: [row('R', [timeseries({ title: 'T', description: 'D', query: promql`${metric('cilium_version')}` })])],
        }),
      }),
    ]).model.queries.at(-1);
    expect(query).toMatchObject({ file: 'test/unit/compile/compile.test.ts', line: expect.any(Number) });
  });
});

describe("what every shipped dashboard closes of the SDK's traps", () => {
  const { model } = compile({ dashboards }, settingsOf());
  const all = model.dashboards.flatMap(({ uid, json }) =>
    panelsOf(json)
      .flatMap((panel) => [panel, ...((panel['panels'] as readonly JsonObject[]) ?? [])])
      .map((panel) => ({ uid, panel })),
  );

  it('has panels with unique ids above zero, and refIds on every target', () => {
    for (const { json, uid } of model.dashboards) {
      const ids = all.filter((entry) => entry.uid === uid).map(({ panel }) => panel['id'] as number);
      expect(new Set(ids).size, uid).toBe(ids.length);
      expect(Math.min(...ids), uid).toBeGreaterThan(0);
      expect(json['schemaVersion']).toBe(41);
    }
    const targets = all.flatMap(({ panel }) =>
      ((panel['targets'] as readonly JsonObject[]) ?? []).map(({ refId }) => refId),
    );
    expect(targets.length).toBeGreaterThan(0);
    expect(targets.every((refId) => typeof refId === 'string' && refId.length > 0)).toBe(true);
  });

  it('hides no link, refreshes every variable, and names no data source', () => {
    const text = JSON.stringify(model.dashboards.map(({ json }) => json));
    expect(text).not.toMatch(/inControlsMenu|__inputs|"type":"prometheus","uid":"(?!\$\{datasource\})/);
    for (const { json } of model.dashboards) {
      const list = (json['templating'] as { list: readonly JsonObject[] }).list;
      expect(list.every(({ refresh }) => refresh === 1 || refresh === 2)).toBe(true);
    }
  });

  it('gives the same bytes twice', () => {
    const texts = () => emit(compile({ dashboards }, settingsOf()).model).map(({ text }) => text);
    expect(texts()).toEqual(texts());
  });
});

describe('by', () => {
  it('groups by node and cluster when clusters are told apart', () => {
    const board = boardOf({
      build: ({ metric, nodeLabels, nodeLegend }) => {
        const forwarded = metric('cilium_forward_count_total');
        const query = promql`sum ${by(forwarded, ...nodeLabels)} (rate(${forwarded}[$__rate_interval]))`;
        return { rows: [row('R', [timeseries({ title: 'T', description: 'D', legend: nodeLegend, query })])] };
      },
    });
    expect(compiled([board]).model.queries.at(-1)).toMatchObject({
      expr: expect.stringContaining('sum by (cluster, node)'),
      legend: '{{cluster}} {{node}}',
    });
    expect(
      compiled([board], { clusterLabel: false, scrape: { nodeLabel: 'instance' } }).model.queries.at(-1)?.expr,
    ).toContain('sum by (instance)');
  });
});
