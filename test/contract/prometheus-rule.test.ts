import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { emitPrometheusRules, emitVmRules } from '../../src/emit/rules.ts';
import { pack } from '../support/pack.ts';

/** As in the CRD: github.com/prometheus-operator/prometheus-operator, example/prometheus-operator-crd, v0.93. */
const DURATION = '^(0|(([0-9]+)y)?(([0-9]+)w)?(([0-9]+)d)?(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?(([0-9]+)ms)?)$';
const strings = { type: 'object', additionalProperties: { type: 'string' } };
const rule = {
  type: 'object',
  required: ['expr'],
  additionalProperties: false,
  oneOf: [{ required: ['record'] }, { required: ['alert'] }],
  properties: {
    record: { type: 'string' },
    alert: { type: 'string' },
    expr: { type: 'string', minLength: 1 },
    for: { type: 'string', pattern: DURATION },
    keep_firing_for: { type: 'string', pattern: DURATION, minLength: 1 },
    labels: strings,
    annotations: strings,
  },
};
const schema = {
  type: 'object',
  required: ['apiVersion', 'kind', 'metadata', 'spec'],
  properties: {
    apiVersion: { const: 'monitoring.coreos.com/v1' },
    kind: { const: 'PrometheusRule' },
    metadata: {
      type: 'object',
      properties: { name: { type: 'string', pattern: '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$' }, labels: strings },
    },
    spec: {
      type: 'object',
      required: ['groups'],
      properties: {
        groups: {
          type: 'array',
          minItems: 1,
          items: {
            type: 'object',
            required: ['name', 'rules'],
            additionalProperties: false,
            properties: {
              name: { type: 'string', minLength: 1 },
              interval: { type: 'string', pattern: DURATION },
              rules: { type: 'array', minItems: 1, maxItems: 20, items: rule },
            },
          },
        },
      },
    },
  },
};

describe('every PrometheusRule', () => {
  const fits = new Ajv({ allErrors: true, strict: false }).compile(schema);
  const objects = emitPrometheusRules(pack({}, { incidents: [] }));

  it.each(objects.map(({ path, text }) => [path, text]))('%s is one the operator takes', (_, text) => {
    expect(fits(parse(text)) ? [] : fits.errors).toEqual([]);
    expect(Buffer.byteLength(text)).toBeLessThan(524_288);
  });

  it('has group names of its own', () => {
    for (const { text } of objects) {
      const { spec } = parse(text) as { spec: { groups: readonly { name: string }[] } };
      expect(new Set(spec.groups.map(({ name }) => name)).size).toBe(spec.groups.length);
    }
  });

  it('a rule with a misspelt field would not fit', () => {
    expect(
      fits({
        ...(parse(objects[0]?.text ?? '') as object),
        spec: { groups: [{ name: 'a', rules: [{ alert: 'A', expr: '1', fur: '1m' }] }] },
      }),
    ).toBe(false);
  });

  it('has a VMRule with the same groups', () => {
    // every field of PrometheusRule groups is one of VMRule groups too (operator.victoriametrics.com/v1beta1)
    const specs = (all: readonly { readonly text: string }[]) => all.map(({ text }) => parse(text).spec);
    const vmRules = emitVmRules(pack({}, { incidents: [] }));
    expect(specs(vmRules)).toEqual(specs(objects));
    expect(new Set(vmRules.map(({ text }) => parse(text).kind))).toEqual(new Set(['VMRule']));
  });
});
