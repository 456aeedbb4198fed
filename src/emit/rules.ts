import type { Artifact, Model } from '../model/model.ts';
import type { RuleSet } from '../model/rules.ts';
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
export function emitPrometheusRules({ ruleSets, settings }: Model): readonly Artifact[] {
  return ruleSets.flatMap((set) =>
    shards(emittedGroups(set, settings)).map((groups, index) => {
      const name = index === 0 ? set.name : `${set.name}-${index + 1}`;
      return {
        path: `kubernetes/rules/${name}.yaml`,
        kind: 'prometheus-rule',
        text: prometheusRule(name, groups, settings),
      };
    }),
  );
}

function prometheusRule(
  name: RuleSet['name'],
  groups: readonly EmittedGroup[],
  { kubernetes }: Model['settings'],
): string {
  return yamlText(
    {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      metadata: {
        name,
        namespace: kubernetes.namespace,
        labels: { 'app.kubernetes.io/managed-by': 'ciliascope', ...kubernetes.ruleLabels },
      },
      spec: { groups },
    },
    ['expr'],
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
