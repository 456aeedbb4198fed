import { describe, expect, it, onTestFinished } from 'vitest';
import { dashboards } from '../../../../dashboards/index.ts';
import { compile } from '../../../../src/compile/compile.ts';
import { diagnose } from '../../../../src/doctor/diagnose.ts';
import { prometheusEvidence } from '../../../../src/doctor/prometheus/evidence.ts';
import { impatient, serve } from '../../../support/http-server.ts';
import { settingsOf } from '../../../support/settings.ts';

const { model } = compile({ dashboards }, settingsOf({ cilium: '1.19' }));

/** What a double answers: path below /api/v1 -> status, type and body. Nothing for a path: it hangs. */
type Answers = (
  path: string,
  query: URLSearchParams,
) => readonly [status: number, type: string, body: string] | undefined;

const JSON_TYPE = 'application/json';
const NO_SUCH = [404, 'text/plain', '404 page not found'] as const;
const ok = (data: unknown) => [200, JSON_TYPE, JSON.stringify({ status: 'success', data })] as const;
const NOTHING = ok({ resultType: 'vector', result: [] });

async function findings(answers: Answers) {
  const { url, close } = await serve((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://x');
    const answer = answers(pathname.replace(/^\/api\/v1/, ''), searchParams);
    if (!answer) return;
    const [status, type, body] = answer;
    response.writeHead(status, { 'content-type': type }).end(body);
  });
  onTestFinished(close);
  const http = impatient(url, { authorization: 'Bearer canary' }, 1);
  try {
    return diagnose(model, [await prometheusEvidence(http, url, model)]).findings;
  } finally {
    await http.close();
  }
}

/** One series of every name that is asked for, as each of its targets has it. */
function everything(query: string) {
  const names =
    /__name__=~"([^"]*)"/
      .exec(query)?.[1]
      ?.split('|')
      .filter((name) => name !== 'hubble_http_responses_total') ?? [];
  const row = (labels: Record<string, string>, value: string) => ({ metric: labels, value: [0, value] });
  const job = (name: string) =>
    /^(hubble|grpc)_/.test(name) ? 'hubble-metrics' : name.startsWith('envoy_') ? 'cilium-envoy' : 'cilium-agent';
  const counted = names.map((name) =>
    row(
      { __name__: name, cluster: 'a', job: name.startsWith('cilium_operator_') ? 'cilium-operator' : job(name) },
      '20',
    ),
  );
  const labels = [...query.matchAll(/label_replace\(count\([^)]*\), "label", "(\w+)"/g)].flatMap(([, label = '']) =>
    /_ip$/.test(label) ? [] : [row({ label }, '20')],
  );
  return ok({ resultType: 'vector', result: [...counted, ...labels] });
}

describe('a Prometheus that cannot be asked', () => {
  it.each<[name: string, answers: Answers, summary: RegExp, hint: RegExp]>([
    [
      'is behind a login page',
      () => [200, 'text/html', '<!doctype html><title>Sign in</title>'],
      /a web page came back instead of an answer/,
      /PROMETHEUS_TOKEN/,
    ],
    ['wants other credentials', () => [401, 'text/plain', 'Unauthorized'], /not accepted \(401\)/, /PROMETHEUS_TOKEN/],
    [
      'forbids it',
      () => [403, JSON_TYPE, '{"status":"error","error":"no"}'],
      /may not read this \(403\): no/,
      /PROMETHEUS/,
    ],
    ['is a tenant short', () => [401, 'text/plain', 'no org id'], /no org id/, /PROMETHEUS_TOKEN/],
    ['lives below a path', () => NO_SUCH, /no such API \(404\)/, /below a path/],
    ['is ill', () => [500, 'text/plain', 'boom'], /HTTP 500: boom/, /.*/],
    ['hangs', () => undefined, /did not answer in time/, /.*/],
    ['is no Prometheus, and says so in JSON', () => [200, JSON_TYPE, '{"hello":"world"}'], /HTTP 200/, /.*/],
  ])('%s', async (_, answers, summary, hint) => {
    const [first, ...others] = await findings(answers);
    expect(others).toEqual([]);
    expect(first).toMatchObject({ code: 'source-unreadable', severity: 'error' });
    expect(first?.summary).toMatch(summary);
    expect(JSON.stringify(first?.remedies)).toMatch(hint);
    expect(JSON.stringify(first)).not.toContain('canary');
  });

  it('does not listen', async () => {
    const http = impatient('http://127.0.0.1:1');
    const { findings } = await prometheusEvidence(http, 'x', model);
    await http.close();
    expect(findings.map(({ summary }) => summary)).toEqual([expect.stringMatching(/nothing listens there/)]);
  });
});

describe('a Prometheus', () => {
  it('that is empty is one finding, and not one for every panel', async () => {
    const found = await findings((path) =>
      path === '/query' ? NOTHING : path === '/targets' ? ok({ activeTargets: [] }) : ok({}),
    );
    expect(found.map(({ key }) => key)).toEqual(['no-target any']);
  });

  it('that holds all we read is found no fault with', async () => {
    const found = await findings((path, query) =>
      path === '/query'
        ? everything(query.get('query') ?? '')
        : path === '/targets'
          ? ok({ activeTargets: [] })
          : ok({}),
    );
    expect(found.filter(({ code }) => code !== 'exemplar-storage-off')).toEqual([]);
  });

  it.each<[name: string, has: readonly string[], lacks: readonly string[]]>([
    ['a Thanos Querier', ['/query', '/targets', '/rules', '/metadata'], ['/status/flags', '/status/runtimeinfo']],
    ['a VictoriaMetrics', ['/query', '/targets'], ['/rules', '/metadata', '/status/flags', '/status/runtimeinfo']],
    ['a managed service', ['/query'], ['/targets', '/rules', '/metadata', '/status/flags', '/status/runtimeinfo']],
  ])('that is %s is judged by what it has, and says what it lacks', async (_, has, lacks) => {
    const found = await findings((path, query) => {
      if (!has.includes(path)) return NO_SUCH;
      if (path !== '/query') return ok({});
      const text = query.get('query') ?? '';
      return text.includes('> 1') ? NOTHING : everything(text);
    });
    expect(found.map(({ code }) => code)).toEqual(['api-missing']);
    const [missing] = found;
    expect(missing?.evidence.map((line) => line.split(':')[0])).toEqual(expect.arrayContaining([...lacks]));
    expect(missing?.evidence).toHaveLength(lacks.length);
  });

  it('without /targets shows by its series that a process is scraped twice', async () => {
    const found = await findings((path, query) => {
      const text = query.get('query') ?? '';
      if (path !== '/query') return NO_SUCH;
      if (!text.includes('> 1')) return everything(text);
      return text.includes('envoy_server_live')
        ? ok({ resultType: 'vector', result: [{ metric: { pod: 'cilium-envoy-x' }, value: [0, '2'] }] })
        : NOTHING;
    });
    expect(found.map(({ key }) => key)).toContain('scraped-twice envoy');
  });

  it('that refuses large queries is asked for less at a time', async () => {
    const found = await findings((path, query) => {
      const text = query.get('query') ?? '';
      if (path !== '/query') return ok(path === '/targets' ? { activeTargets: [] } : {});
      const names = text.split('|').length;
      return names > 8 ? [422, JSON_TYPE, '{"status":"error","error":"too many samples"}'] : everything(text);
    });
    expect(found.filter(({ code }) => code !== 'exemplar-storage-off')).toEqual([]);
  });

  it('says what a process shows and a relabeling drops', async () => {
    const family = 'cilium_endpoint_regenerations_total';
    const found = await findings((path, query) => {
      if (path === '/metadata') return ok({ [family]: [{ type: 'counter' }] });
      if (path !== '/query') return ok(path === '/targets' ? { activeTargets: [] } : {});
      return everything((query.get('query') ?? '').replace(`${family}|`, '').replace(`|${family}`, ''));
    });
    expect(found.map(({ key }) => key)).toContain(`metric-dropped ${family}`);
  });
});
