import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolveHttp } from '../../src/settings/secrets.ts';
import type { HttpClient } from '../../src/targets/http.ts';
import { httpClient } from '../../src/targets/http.ts';
import { startGrafanaDouble } from '../support/grafana-double.ts';
import { board, publisher } from '../support/grafana-publisher.ts';
import { pack } from '../support/pack.ts';

/** Where this suite puts its folders and boards, so that it harms nothing on a Grafana that is in use. */
const FOLDER = 'ciliascope contract test';
const named = (uid: string, text = 'x', folder = FOLDER) => board(`ciliascope-contract-${uid}`, text, folder);

const { GRAFANA_URL, GRAFANA_TOKEN, GRAFANA_USER, GRAFANA_PASSWORD } = process.env;
const live: readonly [string, string | undefined][] = GRAFANA_URL
  ? [[`the live Grafana at ${GRAFANA_URL}`, GRAFANA_URL]]
  : [];

/** One suite of facts for the double and, when GRAFANA_URL is given, for a live Grafana: they must not differ. */
describe.each<[string, string | undefined]>([['the double of Grafana 12', undefined], ...live])('%s', (_, given) => {
  let [url, authorization] = ['', 'Bearer editor'];
  let close = async () => {};
  let http: HttpClient;
  beforeAll(async () => {
    if (given === undefined) {
      const double = await startGrafanaDouble();
      [url, close] = [double.url, () => double.close()];
    } else {
      const auth = GRAFANA_TOKEN
        ? { token: { env: 'GRAFANA_TOKEN' } }
        : { user: { env: 'GRAFANA_USER' }, password: { env: 'GRAFANA_PASSWORD' } };
      const resolved = await resolveHttp(
        { url: given, auth },
        { GRAFANA_TOKEN, GRAFANA_USER, GRAFANA_PASSWORD },
        '/',
        'live',
      );
      [url, authorization] = [resolved.url, resolved.headers['authorization'] ?? ''];
    }
    http = httpClient({ url, headers: { authorization }, insecureHttp: true, timeout: 30, concurrency: 4, retries: 0 });
  });
  afterAll(async () => {
    for (const uid of ['a', 'b', 'theirs'])
      await http.send({ method: 'DELETE', path: `/api/dashboards/uid/ciliascope-contract-${uid}` });
    await http.close();
    await close();
  });

  it.each<['classic' | 'apis']>([['classic'], ['apis']])(
    'is published to by its %s API, start to end',
    async (api) => {
      const us = publisher(url, authorization, { api });
      const states = async (...boards: readonly ReturnType<typeof board>[]) =>
        (await us.plan(boards)).map(({ state }) => state);
      const consent = { overwriteDrift: true };
      await us.publish([named('a'), named('b')], { ...consent, adopt: true });
      expect(await states(named('a'), named('b'))).toEqual(['unchanged', 'unchanged', 'unchanged']);

      const edit = async () => {
        const { json } = await http.send({ method: 'GET', path: '/api/dashboards/uid/ciliascope-contract-a' });
        const { dashboard, meta } = json as unknown as {
          dashboard: Record<string, never>;
          meta: { folderUid: string };
        };
        const body = {
          dashboard: { ...dashboard, title: 'Edited' },
          folderUid: meta.folderUid,
          message: 'by hand',
          overwrite: false,
        };
        expect((await http.send({ method: 'POST', path: '/api/dashboards/db', json: body })).status).toBe(200);
      };
      await edit();
      expect(await states(named('a', 'new'), named('b'))).toEqual(['unchanged', 'drifted', 'unchanged']);
      expect(
        (await us.publish([named('a', 'new'), named('b')], consent)).outcomes.map(({ applied }) => applied.kind),
      ).toEqual(['done']);

      const raced = await us.publish([named('a', 'newer'), named('b')], {}, edit);
      expect(raced.outcomes.map(({ applied }) => applied.kind)).toEqual(['stale']);
      await us.publish([named('a', 'newer'), named('b')], consent);

      expect(
        (await us.publish([named('a', 'newer'), named('b', 'x', `${FOLDER}/inner`)])).outcomes.map(
          ({ applied }) => applied.kind,
        ),
      ).toEqual(['done', 'done']);
      expect(await states(named('a', 'newer'), named('b', 'x', `${FOLDER}/inner`))).toEqual(Array(4).fill('unchanged'));

      // the search of a live Grafana lags behind its store
      await expect
        .poll(() => states(named('a', 'newer')), { timeout: 20_000, interval: 500 })
        .toEqual(['unchanged', 'unchanged', 'delete', 'delete']);
      expect((await us.publish([named('a', 'newer')])).outcomes.map(({ applied }) => applied.kind)).toEqual([
        'done',
        'done',
      ]);
      await expect
        .poll(() => states(named('a', 'newer')), { timeout: 20_000, interval: 500 })
        .toEqual(['unchanged', 'unchanged']);
    },
    60_000,
  );

  it('keeps off a board that was there before', async () => {
    const body = {
      dashboard: { uid: 'ciliascope-contract-theirs', title: 'Theirs' },
      message: 'by hand',
      overwrite: false,
    };
    expect((await http.send({ method: 'POST', path: '/api/dashboards/db', json: body })).status).toBe(200);
    const { items } = await publisher(url, authorization).publish([named('a', 'newer'), named('theirs')]);
    expect(items.find(({ id }) => id.endsWith('theirs'))?.state).toBe('conflict');
    const { json } = await http.send({ method: 'GET', path: '/api/dashboards/uid/ciliascope-contract-theirs' });
    expect(json).toMatchObject({ dashboard: { title: 'Theirs' } });
  });

  it.each<['classic' | 'apis']>([['classic'], ['apis']])(
    'stores every board of ours so that the %s API gives it back unchanged',
    async (api) => {
      const boards = pack().dashboards.map((one) => ({
        ...one,
        uid: `contract-${one.uid}`,
        folder: FOLDER,
        json: { ...one.json, tags: ['contract'] },
      }));
      const us = publisher(url, authorization, { api });
      const { outcomes } = await us.publish(boards, { prune: false });
      expect(new Set(outcomes.map(({ applied }) => applied.kind))).toEqual(new Set(['done']));
      expect(
        new Set(
          (await us.plan(boards, { prune: false }))
            .filter(({ id }) => id.startsWith('dashboard/contract-'))
            .map(({ state }) => state),
        ),
      ).toEqual(new Set(['unchanged']));
      for (const { uid } of boards) await http.send({ method: 'DELETE', path: `/api/dashboards/uid/${uid}` });
    },
    60_000,
  );
});
