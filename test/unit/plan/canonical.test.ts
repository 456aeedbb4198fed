import { describe, expect, it } from 'vitest';
import { canonicalDashboard } from '../../../src/model/canonical-dashboard.ts';
import type { JsonObject } from '../../../src/model/dashboard.ts';
import { canonicalObject } from '../../../src/plan/canonical/kubernetes.ts';
import { canonicalRuleGroup } from '../../../src/plan/canonical/rule-group.ts';

const panel: JsonObject = { id: 1, title: 'A', type: 'stat', gridPos: { x: 0, y: 0, w: 4, h: 4 } };
const board = (more: JsonObject = {}, panelMore: JsonObject = {}): JsonObject => ({
  title: 'B',
  tags: ['a', 'b'],
  panels: [{ ...panel, ...panelMore }],
  ...more,
});
const variable = (type: string, more: JsonObject) => board({ templating: { list: [{ name: 'v', type, ...more }] } });

describe('the canonical form of a dashboard', () => {
  it.each<[string, JsonObject, JsonObject]>([
    ['what a server adds', board({ id: 7, uid: 'x', version: 3, schemaVersion: 42 }), board({ schemaVersion: 41 })],
    [
      'defaults and what is absent',
      board({ editable: true, timezone: '', time: { to: 'now', from: 'now-6h' }, links: [] }),
      board(),
    ],
    ['null and what is absent', board({}, { description: null }), board()],
    ['the order of tags', board({ tags: ['b', 'a'] }), board()],
    [
      'the built-in annotation',
      board({ annotations: { list: [{ builtIn: 1, name: 'Annotations & Alerts' }] } }),
      board(),
    ],
    ['what a query last offered', variable('query', { current: { value: 'x' }, options: [{}] }), variable('query', {})],
    [
      'plugin versions',
      board({}, { pluginVersion: '12.4.0', targets: [{ refId: 'A', pluginVersion: '1' }] }),
      board({}, { targets: [{ refId: 'A' }] }),
    ],
    [
      'the size Grafana gives to a panel that has none',
      board({}, { gridPos: { w: 6, h: 3, x: 0, y: 0 } }),
      board({}, { gridPos: null }),
    ],
  ])('leaves out %s', (_, a, b) => {
    expect(canonicalDashboard(a)).toEqual(canonicalDashboard(b));
  });

  it.each<[string, JsonObject, JsonObject]>([
    ['a title', board(), board({ title: 'C' })],
    [
      'a unit',
      board({}, { fieldConfig: { defaults: { unit: 's' } } }),
      board({}, { fieldConfig: { defaults: { unit: 'ms' } } }),
    ],
    ['the place of a panel', board({}, { gridPos: { x: 1, y: 0, w: 4, h: 4 } }), board()],
    ['a refresh', board({ refresh: '1m' }), board()],
    ['an annotation', board({ annotations: { list: [{ name: 'deploys' }] } }), board()],
    [
      'the data source offered first',
      variable('datasource', { current: { value: 'a' } }),
      variable('datasource', { current: { value: 'b' } }),
    ],
    [
      'what a custom variable offers',
      variable('custom', { options: [{ value: 'a' }] }),
      variable('custom', { options: [{ value: 'b' }] }),
    ],
  ])('keeps %s', (_, a, b) => {
    expect(canonicalDashboard(a)).not.toEqual(canonicalDashboard(b));
  });
});

describe('the canonical form of a rule group', () => {
  it.each<[string, JsonObject, JsonObject]>([
    [
      'a minute by another name',
      { name: 'g', interval: '60s', rules: [{ for: '1h30m' }] },
      { name: 'g', interval: '1m', rules: [{ for: '90m' }] },
    ],
    [
      'no hold and a hold of zero',
      { name: 'g', rules: [{ alert: 'A', for: '0s' }] },
      { name: 'g', rules: [{ alert: 'A' }] },
    ],
    [
      'no labels and empty labels',
      { name: 'g', rules: [{ alert: 'A', labels: {} }] },
      { name: 'g', rules: [{ alert: 'A' }] },
    ],
  ])('takes %s for one', (_, a, b) => {
    expect(canonicalRuleGroup(a)).toEqual(canonicalRuleGroup(b));
  });

  it.each([['expr'], ['for'], ['keep_firing_for'], ['alert'], ['record'], ['labels'], ['annotations']])(
    'keeps %s of a rule',
    (field) => {
      const value = ['labels', 'annotations'].includes(field) ? { a: 'b' } : '5m';
      expect(canonicalRuleGroup({ name: 'g', rules: [{ [field]: value }] })).not.toEqual(
        canonicalRuleGroup({ name: 'g', rules: [{}] }),
      );
    },
  );

  it.each([['interval'], ['limit'], ['query_offset'], ['labels'], ['source_tenants']])(
    'keeps %s of a group',
    (field) => {
      const value = field === 'limit' ? 5 : field === 'labels' ? { a: 'b' } : field === 'source_tenants' ? ['t'] : '5m';
      expect(canonicalRuleGroup({ name: 'g', rules: [], [field]: value })).not.toEqual(
        canonicalRuleGroup({ name: 'g', rules: [] }),
      );
    },
  );
});

describe('the canonical form of a Kubernetes object', () => {
  const object = (metadata: JsonObject, more: JsonObject = {}): JsonObject => ({
    kind: 'ConfigMap',
    metadata: { name: 'a', namespace: 'n', ...metadata },
    data: { x: '1' },
    ...more,
  });
  const managed = (manager: string, labels: readonly string[]) => [
    {
      manager,
      operation: 'Apply',
      fieldsV1: { 'f:metadata': { 'f:labels': Object.fromEntries(labels.map((label) => [`f:${label}`, {}])) } },
    },
  ];

  it.each<[string, JsonObject, JsonObject]>([
    [
      'what the server writes',
      object({ uid: 'u', resourceVersion: '7', generation: 2, creationTimestamp: 'x' }, { status: {} }),
      object({}),
    ],
    ["the webhook's annotation", object({ annotations: { 'prometheus-operator-validated': 'true' } }), object({})],
    [
      'labels of others',
      object({ labels: { ours: '1', theirs: '2' }, managedFields: managed('ciliascope', ['ours']) }),
      object({ labels: { ours: '1' } }),
    ],
  ])('leaves out %s', (_, a, b) => {
    expect(canonicalObject(a)).toEqual(canonicalObject(b));
  });

  it('keeps labels of ours that someone took away', () => {
    expect(canonicalObject(object({ managedFields: managed('ciliascope', []) }))).not.toEqual(
      canonicalObject(object({ labels: { ours: '1' } })),
    );
  });
});
