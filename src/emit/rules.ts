import type { Artifact, Model } from '../model/model.ts';
import type { EmittedGroup } from './rule-groups.ts';
import { emittedGroups } from './rule-groups.ts';
import { yamlText } from './yaml.ts';

/** Half of what a ConfigMap holds: the operator's admission webhook refuses more (pkg/admission, pkg/operator/rules). */
const BYTES_PER_OBJECT = 524_288;

/** Plain rule files, as `rule_files` of Prometheus loads them. */
export function emitRules({ ruleSets, settings }: Model): readonly Artifact[] {
  return ruleSets.map((set) => ({
    path: `prometheus/rules/${set.name}.yaml`,
    kind: 'rules',
    text: yamlText({ groups: emittedGroups(set, settings) }, ['expr']),
  }));
}

/** One PrometheusRule per rule set, for the operator. A set that is too large goes on in `<name>-2`. */
export function emitPrometheusRules(model: Model): readonly Artifact[] {
  const head = { apiVersion: 'monitoring.coreos.com/v1', kind: 'PrometheusRule' };
  return ruleObjects(model, head, { path: 'kubernetes/rules', kind: 'prometheus-rule' });
}

/**
 * The same for the VictoriaMetrics operator. vmalert writes records asynchronously (VictoriaMetrics#860): an alert sees
 * a record of its own group one evaluation later.
 */
export function emitVmRules(model: Model): readonly Artifact[] {
  const head = { apiVersion: 'operator.victoriametrics.com/v1beta1', kind: 'VMRule' };
  return ruleObjects(model, head, { path: 'kubernetes/vmrules', kind: 'vm-rule' });
}

function ruleObjects(
  { ruleSets, settings }: Model,
  head: { readonly apiVersion: string; readonly kind: string },
  at: { readonly path: string; readonly kind: Artifact['kind'] },
): readonly Artifact[] {
  const { namespace, ruleLabels } = settings.kubernetes;
  const labels = { 'app.kubernetes.io/managed-by': 'ciliascope', ...ruleLabels };
  return ruleSets.flatMap((set) =>
    shards(emittedGroups(set, settings)).map((groups, index) => {
      const name = index === 0 ? set.name : `${set.name}-${index + 1}`;
      const text = yamlText({ ...head, metadata: { name, namespace, labels }, spec: { groups } }, ['expr']);
      return { path: `${at.path}/${name}.yaml`, kind: at.kind, text };
    }),
  );
}

/** Groups in order, as many as fit into one object. @throws when a single group does not fit */
export function shards(
  groups: readonly EmittedGroup[],
  limit = BYTES_PER_OBJECT,
): readonly (readonly EmittedGroup[])[] {
  const all: EmittedGroup[][] = [];
  let room = 0;
  for (const group of groups) {
    const size = Buffer.byteLength(yamlText([group], ['expr']));
    if (size > limit) throw new Error(`group ${group.name} has ${size} bytes, and an object may have ${limit}`);
    const last = all.at(-1);
    if (last && size <= room) {
      last.push(group);
      room -= size;
    } else {
      all.push([group]);
      room = limit - size;
    }
  }
  return all;
}
