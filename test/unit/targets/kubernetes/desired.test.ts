import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/model/dashboard.ts';
import { kubernetesDesired } from '../../../../src/targets/kubernetes/desired.ts';

const map = (data: JsonObject, metadata: JsonObject = {}): JsonObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'board', ...metadata },
  data,
});
const rule = (kind: string, apiVersion: string, expr: string): JsonObject => ({
  apiVersion,
  kind,
  metadata: { name: 'rules' },
  spec: { groups: [{ name: 'g', rules: [{ record: 'a:b:c', expr }] }] },
});
const prometheusRule = (expr: string) => rule('PrometheusRule', 'monitoring.coreos.com/v1', expr);
const vmRule = (expr: string) => rule('VMRule', 'operator.victoriametrics.com/v1beta1', expr);
const one = (object: JsonObject, labels = {}) =>
  kubernetesDesired([object], { labels }, { namespace: 'monitoring', set: 's' })[0];
const MIB = 1_048_576;

describe('what a cluster is to hold', () => {
  it('lies in its namespace, with its labels and the proof of ownership', () => {
    const object = map({ a: '1' }, { namespace: 'elsewhere', labels: { grafana_dashboard: '1', team: 'a' } });
    expect(one(object, { team: 'b' })).toMatchObject({
      id: 'configmaps/monitoring/board',
      kind: 'configmap',
      content: {
        metadata: {
          namespace: 'monitoring',
          labels: {
            grafana_dashboard: '1',
            team: 'b',
            'app.kubernetes.io/managed-by': 'ciliascope',
            'ciliascope.io/set': 's',
          },
        },
      },
    });
  });

  it('cannot be given to another owner by a label of the settings', () => {
    const labels = { 'app.kubernetes.io/managed-by': 'Helm', 'ciliascope.io/set': 'other' };
    expect(one(map({}), labels)?.content['metadata']).toMatchObject({
      labels: { 'app.kubernetes.io/managed-by': 'ciliascope', 'ciliascope.io/set': 's' },
    });
  });

  it.each<[string, JsonObject, string | undefined]>([
    ['a ConfigMap of one MiB passes, however much JSON escapes it', map({ a: '"'.repeat(MIB) }), undefined],
    ['a ConfigMap with one byte more does not', map({ a: 'x'.repeat(MIB), b: 'y' }), '1048577 bytes'],
    ['bytes count, not characters', map({ a: 'é'.repeat(MIB / 2 + 1) }), '1048578 bytes'],
    ['a PrometheusRule of 500 KiB passes', prometheusRule('x'.repeat(512_000)), undefined],
    ['a PrometheusRule above half a ConfigMap does not', prometheusRule('x'.repeat(524_288)), '524288'],
    ['a VMRule may be larger', vmRule('x'.repeat(524_288)), undefined],
    ['a VMRule that etcd would not take is refused', vmRule('x'.repeat(1_572_864)), '1572864'],
  ])('%s', (_, object, refused) => {
    const found = one(object)?.refused;
    expect(found ?? 'passes').toContain(refused ?? 'passes');
  });

  it('is not made of kinds that nobody publishes', () => {
    expect(() => one({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' } })).toThrow('Secret of v1');
  });
});
