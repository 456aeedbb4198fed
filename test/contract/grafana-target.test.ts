import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/dashboard.ts';
import { parseMarker } from '../../src/plan/marker.ts';
import type { GrafanaTarget } from '../../src/settings/targets.ts';
import type { GrafanaDouble } from '../support/grafana-double.ts';
import { startGrafanaDouble } from '../support/grafana-double.ts';
import type { Publisher } from '../support/grafana-publisher.ts';
import { board, publisher } from '../support/grafana-publisher.ts';
import { SET } from '../support/publishing.ts';

const EDITOR = 'Bearer editor';
const states = (items: readonly { readonly state: string; readonly id: string }[]) =>
  items.map(({ state, id }) => `${state} ${id}`);
const ends = (outcomes: readonly { readonly applied: { readonly kind: string } }[]) =>
  outcomes.map(({ applied }) => applied.kind);

describe.each<[string, string, Partial<GrafanaTarget>]>([
  ['Grafana 11', '11.6.0', {}],
  ['Grafana 12', '12.4.0', {}],
  ['Grafana 12 by its /apis', '12.4.0', { api: 'apis' }],
  ['Grafana 13', '13.0.0', {}],
])('publishing to %s', (_, version, settings) => {
  let grafana: GrafanaDouble;
  let us: Publisher;
  beforeEach(async () => {
    grafana = await startGrafanaDouble(version);
    us = publisher(grafana.url, EDITOR, settings);
  });
  afterEach(() => grafana.close());

  /** As someone saves it in the browser. */
  const edit = (uid: string, change: JsonObject, by = 'alice') => {
    const { json, folderUid } = grafana.store.now(uid) ?? { json: {}, folderUid: '' };
    grafana.store.save(uid, { json: { ...json, ...change }, folderUid, message: '', by });
  };
  const folderOf = (uid: string) => grafana.store.folders.get(grafana.store.now(uid)?.folderUid ?? '')?.title;

  it('only reads for a plan', async () => {
    expect(states(await us.plan([board('a')]))).toEqual(['create folder/Cilium', 'create dashboard/a']);
    expect(grafana.writes()).toEqual([]);
  });

  it('creates folders and boards, marks them, and sends no write the second time', async () => {
    expect(ends((await us.publish([board('a'), board('b', 'x', 'A/B')])).outcomes)).toEqual(Array(5).fill('done'));
    expect([folderOf('a'), folderOf('b')]).toEqual(['Cilium', 'B']);
    expect(parseMarker(grafana.store.now('a')?.message)?.set).toBe(SET);
    const before = grafana.writes().length;
    const again = await us.publish([board('a'), board('b', 'x', 'A/B')]);
    expect([new Set(again.items.map(({ state }) => state)), grafana.writes().length - before]).toEqual([
      new Set(['unchanged']),
      0,
    ]);
  });

  it('asks for nothing twice: one request for each board that is as it should be', async () => {
    const boards = Array.from({ length: 20 }, (__, index) => board(`b${index}`));
    await us.publish(boards);
    grafana.requests.length = 0;
    await us.plan(boards);
    expect(grafana.requests.filter((request) => /b\d+$/.test(request)).length).toBe(20);
    expect(grafana.requests.filter((request) => request.includes('/versions')).length).toBe(0);
  });

  it('updates what nobody touched', async () => {
    await us.publish([board('a', 'old')]);
    const { items, outcomes } = await us.publish([board('a', 'new')]);
    expect([states(items)[1], ends(outcomes)]).toEqual(['update dashboard/a', ['done']]);
    expect(items[1]?.changes.map(({ text }) => text)).toContain('was called "old"');
  });

  it('tells an edit with who made it, keeps off it, and overwrites it when told to', async () => {
    await us.publish([board('a')]);
    edit('a', { title: 'Mine' });
    const { items, outcomes } = await us.publish([board('a', 'new')]);
    expect([states(items)[1], outcomes]).toEqual(['drifted dashboard/a', []]);
    expect(items[1]?.reason).toContain('by alice');
    expect(grafana.store.now('a')?.json['title']).toBe('Mine');
    expect(ends((await us.publish([board('a', 'new')], { overwriteDrift: true })).outcomes)).toEqual(['done']);
    expect(states(await us.plan([board('a', 'new')]))).toEqual(['unchanged folder/Cilium', 'unchanged dashboard/a']);
  });

  it('tells that someone moved a board', async () => {
    await us.publish([board('a')]);
    const { json } = grafana.store.now('a') ?? { json: {} };
    grafana.store.save('a', { json, folderUid: '', message: '', by: 'alice' });
    expect(states(await us.plan([board('a')]))[1]).toBe('drifted dashboard/a');
  });

  it('moves a board when the source says so, and removes the folder it leaves', async () => {
    await us.publish([board('a')]);
    const { items } = await us.publish([board('a', 'x', 'Elsewhere')]);
    expect(states(items)).toEqual(['create folder/Elsewhere', 'move dashboard/a', 'delete folder/Cilium']);
    expect(folderOf('a')).toBe('Elsewhere');
    expect([...grafana.store.folders.values()].map(({ title }) => title)).toEqual(['Elsewhere']);
    expect(new Set((await us.plan([board('a', 'x', 'Elsewhere')])).map(({ state }) => state))).toEqual(
      new Set(['unchanged']),
    );
  });

  it('uses a folder of that name that people made, and never removes it', async () => {
    grafana.store.folders.set('theirs', { uid: 'theirs', title: 'Cilium', parentUid: '' });
    await us.publish([board('a')]);
    expect(grafana.store.now('a')?.folderUid).toBe('theirs');
    await us.publish([board('a', 'x', 'Elsewhere')]);
    expect(grafana.store.folders.has('theirs')).toBe(true);
  });

  it('keeps off a board that was there before, and takes it over when told to', async () => {
    grafana.store.save('a', { json: { title: 'Theirs' }, folderUid: '', message: 'hello', by: 'bob' });
    expect(states((await us.publish([board('a')])).items)[1]).toBe('conflict dashboard/a');
    expect(grafana.store.now('a')?.json['title']).toBe('Theirs');
    expect(ends((await us.publish([board('a')], { adopt: true })).outcomes)).toEqual(['done']);
    expect(states(await us.plan([board('a')]))[1]).toBe('unchanged dashboard/a');
  });

  it('prunes what is ours, and neither what is edited nor what is not ours', async () => {
    await us.publish([board('a'), board('gone'), board('edited')]);
    edit('edited', { title: 'Mine' });
    grafana.store.save('theirs', { json: { title: 'T', tags: ['ciliascope'] }, folderUid: '', message: '', by: 'bob' });
    grafana.store.save('other-set', {
      json: { title: 'O', tags: ['ciliascope'] },
      folderUid: '',
      message: '[ciliascope other 0123456789ab]',
      by: 'bob',
    });
    const { items } = await us.publish([board('a')]);
    expect(states(items).slice(2)).toEqual(['drifted dashboard/edited', 'delete dashboard/gone']);
    expect([...grafana.store.boards.keys()].sort()).toEqual(['a', 'edited', 'other-set', 'theirs']);
  });

  it('keeps what is no longer in the source without pruning', async () => {
    await us.publish([board('a'), board('gone')]);
    await us.publish([board('a')], { prune: false });
    expect(grafana.store.boards.has('gone')).toBe(true);
  });

  it('does not write a board that was edited after the plan was made', async () => {
    await us.publish([board('a', 'old')]);
    const { outcomes } = await us.publish([board('a', 'new')], {}, () => edit('a', { title: 'Mine' }));
    expect(ends(outcomes)).toEqual(['stale']);
    expect(grafana.store.now('a')?.json['title']).toBe('Mine');
  });

  it('does not overwrite a board that was made after the plan was made', async () => {
    const between = () => grafana.store.save('a', { json: { title: 'Theirs' }, folderUid: '', message: '', by: 'bob' });
    const { outcomes } = await us.publish([board('a')], {}, between);
    expect(ends(outcomes)).toEqual(['done', 'stale']);
    expect(grafana.store.now('a')?.json['title']).toBe('Theirs');
  });

  it.each<['429' | '502' | 'drop-before' | 'drop-after' | 'slow']>([
    ['429'],
    ['502'],
    ['drop-before'],
    ['drop-after'],
    ['slow'],
  ])('survives %s at a write, and a second run completes it', async (kind) => {
    for (const method of ['POST', 'PUT', 'DELETE']) grafana.fault({ method, path: /dashboards/, times: 1, kind });
    await us.publish([board('a'), board('b')]);
    await us.publish([board('a'), board('b')]);
    await us.publish([board('a', 'new')]);
    await us.publish([board('a', 'new')]);
    expect([...grafana.store.boards.keys()]).toEqual(['a']);
    expect(new Set((await us.plan([board('a', 'new')])).map(({ state }) => state))).toEqual(new Set(['unchanged']));
    expect(grafana.store.boards.get('a')?.versions.length).toBe(2);
  });

  it('does not take a login page for success', async () => {
    grafana.fault({ method: 'GET', path: /health/, times: 9, kind: 'login-page' });
    await expect(us.plan([board('a')])).rejects.toThrow('a login page or a proxy');
  });

  it.each<[string, string, Partial<GrafanaTarget>, string]>([
    ['a token that is not accepted', 'Bearer wrong', {}, 'the credentials are not accepted'],
    ['a token that may only read', 'Bearer viewer', {}, 'the token lacks dashboards:create, dashboards:write'],
    [
      'another organisation by name',
      EDITOR,
      { org: 'Other' },
      'belong to organisation "Main Org." (1), expected "Other"',
    ],
    ['another organisation by id', EDITOR, { org: 7 }, 'expected 7'],
  ])('refuses %s before any write', async (__, token, more, message) => {
    const other = publisher(grafana.url, token, { ...settings, ...more });
    await expect(other.publish([board('a')])).rejects.toThrow(message);
    expect(grafana.writes()).toEqual([]);
  });

  it('writes nothing more once interrupted', async () => {
    await us.publish([board('a')], {}, () => {}, AbortSignal.abort());
    expect(grafana.writes()).toEqual([]);
  });
});

describe('publishing to Grafana 12', () => {
  it('keeps off what a file provisions', async () => {
    const grafana = await startGrafanaDouble();
    grafana.store.boards.set('a', {
      uid: 'a',
      provisioned: true,
      versions: [{ version: 1, json: { title: 'P' }, folderUid: '', message: '', by: '' }],
    });
    const { items, outcomes } = await publisher(grafana.url, EDITOR).publish([board('a')], {
      adopt: true,
      overwriteDrift: true,
    });
    expect([states(items)[1], items[1]?.reason, ends(outcomes)]).toEqual([
      'conflict dashboard/a',
      'kept by the file board.json',
      ['done'],
    ]);
    await grafana.close();
  });
});

describe('publishing to Grafana 13', () => {
  // the classic API makes it anew
  it('does not write a board that was removed after the plan was made', async () => {
    const grafana = await startGrafanaDouble('13.0.0');
    const us = publisher(grafana.url, EDITOR);
    await us.publish([board('a', 'old')]);
    const { outcomes } = await us.publish([board('a', 'new')], {}, () => void grafana.store.boards.delete('a'));
    expect([ends(outcomes), grafana.store.boards.has('a')]).toEqual([['stale'], false]);
    await grafana.close();
  });

  it('keeps off what another tool manages', async () => {
    const grafana = await startGrafanaDouble('13.0.0');
    grafana.store.boards.set('a', {
      uid: 'a',
      provisioned: false,
      manager: 'repo',
      versions: [{ version: 1, json: { title: 'P' }, folderUid: '', message: '', by: '' }],
    });
    const { items } = await publisher(grafana.url, EDITOR).publish([board('a')], { adopt: true, overwriteDrift: true });
    expect([states(items)[1], items[1]?.reason]).toEqual(['conflict dashboard/a', 'kept by repo x']);
    await grafana.close();
  });
});
