import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/model/dashboard.ts';
import { explain } from '../../../src/targets/grafana/explain.ts';
import type { HttpAnswer } from '../../../src/targets/http.ts';

const answer = (status: number, json: Json | undefined, text = ''): HttpAnswer => ({
  status,
  json,
  text,
  type: json === undefined ? 'text/html' : 'application/json',
  headers: {},
});
const status = (code: number, reason: string, message: string, causes: Json = []): HttpAnswer =>
  answer(code, { kind: 'Status', status: 'Failure', code, reason, message, details: { causes } });

/** Bodies as Grafana 10 to 13 send them. */
const GRAFANA: readonly [string, HttpAnswer, string, 'stop' | 'stale' | undefined][] = [
  [
    'a bad uid',
    answer(400, { message: 'uid contains illegal characters' }),
    'characters that Grafana refuses',
    undefined,
  ],
  ['a long uid', answer(400, { message: 'uid too long, max 40 characters' }), 'the uid is too long', undefined],
  [
    'a short refresh',
    answer(400, { message: 'Dashboard refresh interval is too low' }),
    'refreshes more often',
    undefined,
  ],
  [
    'a provisioned board',
    answer(400, { message: 'Cannot save provisioned dashboard' }),
    'a file on the server',
    undefined,
  ],
  ['a missing folder', answer(400, { message: 'folder not found' }), 'its folder is not there', undefined],
  [
    'an empty title',
    answer(400, { message: 'Dashboard title cannot be empty', status: 'empty-name' }),
    'refuses the title',
    undefined,
  ],
  [
    'a long message',
    answer(400, { message: 'message too long, max 500 characters' }),
    'refuses the version message',
    undefined,
  ],
  ['invalid JSON', answer(400, { message: 'bad request data' }), 'does not accept it', undefined],
  ['a wrong token', answer(401, { message: 'Invalid API key' }), 'credentials are not accepted', 'stop'],
  ['a quota', answer(403, { message: 'Quota reached' }), 'a quota', undefined],
  ['missing rights', answer(403, { message: 'Access denied to save dashboard' }), 'has no right', undefined],
  [
    'RBAC',
    answer(403, { accessErrorId: 'ACE1', title: 'Access denied', message: "You'll need additional permissions" }),
    'has no right',
    undefined,
  ],
  [
    'a managed resource',
    status(403, 'Forbidden', 'Cannot change resource manager identity'),
    'another tool manages it',
    undefined,
  ],
  [
    'what is gone',
    answer(404, { message: 'Dashboard not found', status: 'not-found' }),
    'is not there any more',
    'stale',
  ],
  [
    'a new form',
    answer(406, { message: 'dashboard api version not supported, use /apis' }),
    'someone opened and saved it in Grafana 13',
    undefined,
  ],
  [
    'a moved version',
    answer(412, { message: 'changed', status: 'version-mismatch' }),
    'changed after it was read',
    'stale',
  ],
  ['a taken title', answer(412, { message: 'exists', status: 'name-exists' }), 'of this title', undefined],
  ['a plugin', answer(412, { message: 'x', status: 'plugin-dashboard' }), 'a plugin provides it', undefined],
  ['a large body', answer(413, undefined, '<html>'), 'no body of this size', undefined],
  [
    'a higher schema',
    status(422, 'Invalid', 'invalid', [{ field: 'spec', message: 'schemaVersion too high' }]),
    'finds fault with its content',
    undefined,
  ],
  ['a race of creates', status(409, 'AlreadyExists', 'already exists'), 'changed after it was read', 'stale'],
  ['a stale resourceVersion', status(409, 'Conflict', 'modified'), 'changed after it was read', 'stale'],
  ['too many requests', answer(429, undefined), 'too many requests', 'stop'],
  ['a gateway', answer(502, undefined, '<html>'), 'a gateway before Grafana', 'stop'],
  ['a fault of Grafana', answer(500, { message: 'boom', traceID: 't' }), 'Grafana failed', undefined],
  ['a login page', answer(200, undefined, '<html>'), 'a login page or a proxy', 'stop'],
];

describe('a refusal of Grafana', () => {
  it.each(GRAFANA)('for %s says what it is and what to do', (_, given, words, consequence) => {
    const { reason, hints, stop, stale } = explain(given);
    expect(reason).toContain(words);
    expect(reason).not.toContain('<html>');
    expect(hints.join()).not.toBe('');
    expect([stop, stale]).toEqual([consequence === 'stop', consequence === 'stale']);
  });
});
