import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/model/dashboard.ts';
import { explain } from '../../../../src/targets/kubernetes/explain.ts';

const answer = (status: number, json?: JsonObject, text = '') => ({ status, type: '', text, headers: {}, json });
const says = (status: number, message: string, causes: readonly JsonObject[] = []) =>
  answer(status, { kind: 'Status', message, details: { causes } });
const forbidden =
  'prometheusrules.monitoring.coreos.com "a" is forbidden: User "ci" cannot patch resource "prometheusrules" in API group "monitoring.coreos.com" in the namespace "monitoring"';
const held = {
  reason: 'FieldManagerConflict',
  message: 'conflict with "helm" using monitoring.coreos.com/v1',
  field: '.spec.groups[name="x"].rules',
};
const denied = 'admission webhook "validate.example.org" denied the request: no team label';

describe('a refusal of an API server', () => {
  it.each<[string, ReturnType<typeof answer>, string, string]>([
    ['401', says(401, 'Unauthorized'), 'the credentials are not accepted (401: Unauthorized)', 'kubectl auth whoami'],
    [
      '403 of a right',
      says(403, forbidden),
      'no right to do this (403: ci may not patch prometheusrules)',
      'print-rbac',
    ],
    ['403 of a quota', says(403, 'configmaps "a" is forbidden: exceeded quota: q'), 'the quota of the name', 'quota'],
    ['403 of a dying namespace', says(403, 'unable to create: x is being terminated'), 'being deleted', 'wait'],
    ['403 of a policy', says(403, denied), 'a policy of this cluster does not admit it', 'owners'],
    ['404 of the namespace', says(404, 'namespaces "x" not found'), 'the namespace is not there', 'create namespace'],
    ['404 of the kind', says(404, 'the server could not find the requested resource'), 'not know this kind', 'CRDs'],
    ['404 of the object', says(404, 'configmaps "a" not found'), 'it is not there any more', 'plan again'],
    [
      '409 of fields',
      says(409, 'Apply failed with 1 conflict', [held]),
      'other writers hold fields of it (409: "helm" holds .spec.groups[name="x"].rules)',
      '--adopt',
    ],
    ['409 of the version', says(409, 'the object has been modified'), 'changed after it was read', 'plan again'],
    ['410', says(410, 'The provided continue parameter is too old'), 'the list grew too old', 'again'],
    ['413', says(413, 'Request entity too large'), 'too large for the API server', 'split'],
    ['415', says(415, 'the body of the request was in an unknown format'), 'not know server-side apply', '1.22'],
    ['422 of a length', says(422, 'ConfigMap "a" is invalid: []: Too long'), 'longer than its kind allows', 'split'],
    ['422 of a value', says(422, 'spec.x: Invalid value: 5'), 'does not accept it (422: spec.x', 'see what it says'],
    ['429', says(429, 'Too many requests'), 'too much to do', 'lower concurrency'],
    [
      '500 of a field',
      says(500, 'failed: .x: field not declared in schema'),
      'does not know a field',
      'update the CRDs',
    ],
    ['500 of etcd', says(500, 'etcdserver: request is too large'), 'too large for etcd', 'split'],
    ['500 of a type', says(500, 'failed to create typed patch object'), 'does not accept it', 'another type'],
    [
      '500 of a webhook',
      says(500, 'failed calling webhook "w": timeout'),
      'webhook of this cluster does not',
      'its pod',
    ],
    ['500 of anything else', says(500, 'boom'), 'the API server failed (500: boom)', 'log'],
    ['503', answer(503, undefined, 'upstream'), 'the API server is not reached (503: upstream)', 'load balancer'],
    ['a login page', answer(200, undefined, '<html>'), 'not that of an API server (200: <html>)', 'context names'],
  ])('says what %s means and what to do next', (_, given, reason, hint) => {
    const { reason: told, hints } = explain(given);
    expect(told).toContain(reason);
    expect(hints.join()).toContain(hint);
  });

  it.each<[string, ReturnType<typeof answer>, boolean, boolean]>([
    ['lost credentials end the publishing', says(401, 'Unauthorized'), true, false],
    ['an overloaded server ends the publishing', says(429, 'slow down'), true, false],
    ['a missing right leaves the others to be tried', says(403, forbidden), false, false],
    ['a moved object is stale', says(409, 'the object has been modified'), false, true],
    ['held fields are not stale', says(409, 'Apply failed with 1 conflict', [held]), false, false],
    ['a deleted object is stale', says(404, 'configmaps "a" not found'), false, true],
  ])('%s', (_, given, stop, stale) => {
    expect(explain(given)).toMatchObject({ stop, stale });
  });
});
