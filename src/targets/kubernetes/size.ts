import { stringify } from 'yaml';
import type { Json, JsonObject } from '../../model/dashboard.ts';

/** Bytes of all values of a ConfigMap (Kubernetes API validation, MaxSecretSize). */
const CONFIG_MAP = 1_048_576;
/** Bytes of the spec as YAML: prometheus-operator writes it into half a ConfigMap (pkg/operator/rules.go). */
const PROMETHEUS_RULE = 524_288;
/** Bytes of any object (etcd, --max-request-bytes). */
const ETCD = 1_572_864;

/** Why an object is too large to be sent, by the rules of whoever takes it; undefined: it is not. */
export function tooLarge(object: JsonObject): string | undefined {
  const limits: readonly (readonly [string, number, number])[] = [
    ...(object['kind'] === 'ConfigMap'
      ? [['the values of a ConfigMap', valuesOf(object['data']) + valuesOf(object['binaryData']), CONFIG_MAP] as const]
      : [['an object in etcd', bytes(JSON.stringify(object)), ETCD] as const]),
    ...(object['kind'] === 'PrometheusRule'
      ? [
          [
            'the rules of a PrometheusRule, as YAML',
            bytes(stringify(object['spec'], { aliasDuplicateObjects: false })),
            PROMETHEUS_RULE,
          ] as const,
        ]
      : []),
  ];
  const broken = limits.find(([, size, limit]) => size > limit);
  return broken && `${broken[1]} bytes, and ${broken[0]} may have ${broken[2]}`;
}

const bytes = (text: string) => Buffer.byteLength(text);

const valuesOf = (values: Json | undefined) =>
  Object.values((values ?? {}) as JsonObject).reduce<number>((sum, value) => sum + bytes(String(value)), 0);
