import { afterEach, describe, expect, it } from 'vitest';
import { hubbleHttp } from '../../../../dashboards/hubble/hubble-http.ts';
import type { FindingCode } from '../../../../src/doctor/finding.ts';
import { grafanaEvidence } from '../../../../src/doctor/grafana/evidence.ts';
import type { Model } from '../../../../src/model/model.ts';
import type { UserSettings } from '../../../../src/settings/settings.ts';
import { withJson } from '../../../support/boards.ts';
import { compiled } from '../../../support/content.ts';
import type { Served } from '../../../support/http-server.ts';
import { impatient, serve } from '../../../support/http-server.ts';

interface Canned {
  readonly status?: number;
  readonly json?: unknown;
  readonly html?: string;
}
/** Path, and the query that is sent on to Prometheus, to what comes back; the first that fits. */
type Answers = readonly (readonly [RegExp, Canned])[];

const mapped = { timeInterval: '30s', exemplarTraceIdDestinations: [{ name: 'traceID', datasourceUid: 'tempo' }] };
const prometheus = { uid: 'prom', name: 'Prometheus', type: 'prometheus', isDefault: true, jsonData: mapped };
const other = { uid: 'mimir', name: 'Mimir', type: 'prometheus', isDefault: false, jsonData: mapped };
const loki = { uid: 'loki', name: 'Loki', type: 'loki', isDefault: false, jsonData: {} };
const held = (...values: readonly string[]): Canned => ({
  json: { status: 'success', data: { resultType: 'vector', result: values.map((value) => ({ value: [0, value] })) } },
});

/** As Grafana 12.4 answers. */
const HEALTHY: Answers = [
  [/^\/api\/health/, { json: { database: 'ok', version: '12.4.0', commit: 'x' } }],
  [/^\/api\/org/, { json: { id: 1, name: 'Main Org.' } }],
  [/^\/api\/datasources$/, { json: [loki, prometheus] }],
  [/^\/api\/datasources\/proxy\/uid\/prom\/api\/v1\/query/, held('3')],
  [/^\/api\/dashboards\/uid\//, { json: { dashboard: {}, meta: {} } }],
];
const without = (path: RegExp) => HEALTHY.filter(([one]) => one.source !== path.source);
const LIST = /^\/api\/datasources$/;
const BOARD = /^\/api\/dashboards\/uid\//;
const REFUSED = { status: 400, json: { message: 'dial tcp 10.0.0.1:9090: connect: connection refused' } };

function modelOf(settings: UserSettings = {}): Model {
  const { model, problems } = compiled([hubbleHttp], { hubble: { openMetrics: true }, ...settings });
  expect(problems).toEqual([]);
  return model;
}

let served: Served | undefined;
afterEach(() => served?.close());

async function evidence(answers: Answers, model: (url: string) => Model = () => modelOf()) {
  served = await serve((request, response) => {
    const url = new URL(request.url ?? '/', 'http://x');
    const asked = `${url.pathname}${url.searchParams.has('query') ? ` ${url.searchParams.get('query')}` : ''}`;
    const [, answer] = answers.find(([path]) => path.test(asked)) ?? [];
    const { status = 200, json, html } = answer ?? { status: 404, json: { message: 'Not found' } };
    response.writeHead(status, { 'content-type': html === undefined ? 'application/json' : 'text/html' });
    response.end(html ?? JSON.stringify(json));
  });
  const http = impatient(served.url);
  try {
    return await grafanaEvidence(http, served.url, model(served.url));
  } finally {
    await http.close();
  }
}

describe('the evidence of a Grafana', () => {
  it('finds nothing wrong with a healthy one, and leaves every query to other sources', async () => {
    const view = await evidence(HEALTHY);
    expect(view.findings).toEqual([]);
    expect(view.look({} as never)).toEqual({ state: 'unknown' });
  });

  const faults: readonly (readonly [string, Answers, readonly FindingCode[], RegExp, (url: string) => Model])[] = (
    [
      ['a login page in its place', [[/^/, { html: '<html>Sign in</html>' }]], ['source-unreadable'], /login page/],
      ['nothing at the address', [], ['source-unreadable'], /below a path/],
      [
        'credentials that are not accepted',
        [[/^\/api\/org/, { status: 401, json: { message: 'Invalid API key' } }], ...HEALTHY],
        ['source-unreadable'],
        /GRAFANA_TOKEN/,
      ],
      [
        'a database that is away',
        [[/^\/api\/health/, { status: 503, json: { database: 'failing' } }], ...HEALTHY],
        ['grafana-unhealthy'],
        /503/,
      ],
      [
        'an old version',
        [[/^\/api\/health/, { json: { database: 'ok', version: '9.5.2' } }], ...HEALTHY],
        ['grafana-version'],
        /9\.5\.2 is older/,
      ],
      [
        'no Prometheus among its data sources',
        [[LIST, { json: [loki] }], ...HEALTHY],
        ['datasource-missing'],
        /Loki \(loki\)/,
      ],
      [
        'a data source that the settings spell wrongly',
        HEALTHY,
        ['datasource-missing'],
        /datasource: 'Prometheus'/,
        () => modelOf({ grafana: { datasource: 'Promtheus' } }),
      ],
      [
        'a data source of another type',
        HEALTHY,
        ['datasource-type'],
        /of type loki/,
        () => modelOf({ grafana: { datasource: 'loki' } }),
      ],
      [
        'a Prometheus that Grafana does not reach',
        [[/proxy\/uid\/prom/, { status: 502, html: '' }], [/\/uid\/prom\/health/, REFUSED], ...HEALTHY],
        ['datasource-unreachable'],
        /health check: dial tcp 10\.0\.0\.1:9090/,
      ],
      [
        'the wrong Prometheus, while another data source has the series',
        [
          [LIST, { json: [prometheus, other] }],
          [/proxy\/uid\/mimir.*count\(cilium_version\)/, held('3')],
          [/proxy\/uid\/prom.*vector/, held('1')],
          [/proxy\/uid\/prom/, held()],
          ...HEALTHY,
        ],
        ['datasource-empty'],
        /datasource: 'Mimir'/,
      ],
      [
        'exemplars whose traces are nowhere',
        [[LIST, { json: [{ ...prometheus, jsonData: {} }] }], ...HEALTHY],
        ['datasource-exemplars'],
        /exemplarTraceIdDestinations/,
      ],
      [
        'exemplars mapped by another label than the one of Hubble',
        [
          [LIST, { json: [{ ...prometheus, jsonData: { exemplarTraceIdDestinations: [{ name: 'trace_id' }] } }] }],
          ...HEALTHY,
        ],
        ['datasource-exemplars'],
        /maps trace_id/,
      ],
      ['boards that nobody published', without(BOARD), ['dashboards-not-found'], /missing: hubble-http/],
      [
        'credentials that may not query',
        [[/proxy\/uid\/prom/, { status: 403, json: { message: 'Access denied' } }], ...HEALTHY],
        ['api-missing'],
        /datasources:query/,
      ],
      [
        'an organisation other than that of the settings',
        HEALTHY,
        ['grafana-organisation'],
        /"Main Org\." \(1\); the settings say "Platform"/,
        (url) => modelOf({ publish: { grafana: { prod: { url, org: 'Platform', auth: { token: { env: 'T' } } } } } }),
      ],
    ] as readonly (readonly [string, Answers, readonly FindingCode[], RegExp, ((url: string) => Model)?])[]
  ).map(([name, answers, codes, says, model]) => [name, answers, codes, says, model ?? (() => modelOf())] as const);

  it.each(faults)('names %s', async (_, answers, codes, says, model) => {
    const { findings } = await evidence(answers, model);
    expect(findings.map(({ code }) => code)).toEqual(codes);
    expect(JSON.stringify(findings).replaceAll('\\"', '"')).toMatch(says);
    expect(findings.every(({ remedies }) => remedies.length > 0)).toBe(true);
  });

  it('asks what pages load where Editors may not list data sources', async () => {
    const settings = { defaultDatasource: 'Prometheus', datasources: { Prometheus: prometheus, '-- Mixed --': {} } };
    const view = await evidence([
      [LIST, { status: 403, json: { message: 'Access denied' } }],
      [/^\/api\/frontend\/settings/, { json: settings }],
      ...HEALTHY,
    ]);
    expect(view.findings).toEqual([]);
  });

  it.each([
    ['is an error when no two scrapes fit into a window', '5s', ['error']],
    ['is a warning when one missed scrape makes a gap', '15s', ['warning']],
    ['is nothing when the data source knows the interval', '30s', []],
  ] as const)('a short interval of the data source %s', async (_, timeInterval, severities) => {
    const model = modelOf();
    const relying = { ...model, dashboards: model.dashboards.map(withJson(panelPathOf(model), undefined)) };
    const list = { json: [{ ...prometheus, jsonData: { ...mapped, timeInterval } }] };
    const { findings } = await evidence([[LIST, list], ...HEALTHY], () => relying);
    expect(findings.map(({ code, severity }) => [code, severity])).toEqual(
      severities.map((severity) => ['rate-window', severity]),
    );
  });

  it('says so when nothing listens, without an exception', async () => {
    const http = impatient('http://127.0.0.1:1');
    const { findings } = await grafanaEvidence(http, 'http://127.0.0.1:1', modelOf());
    expect(findings.map(({ code }) => code)).toEqual(['source-unreadable']);
    expect(findings[0]?.summary).toContain('nothing listens there');
    await http.close();
  });
});

/** The interval of the first panel that asks for rates. */
function panelPathOf({ dashboards }: Model): string {
  const panel = dashboards[0]?.panels.find(
    ({ type, queries }) => type === 'timeseries' && queries.some(({ expr }) => expr.includes('$__rate_interval')),
  );
  return `${panel?.path}/interval`;
}
