import { stackView } from '../doctor/stack/view.ts';
import type { ValuesSource } from '../doctor/values/read.ts';
import { readValues } from '../doctor/values/read.ts';
import type { Values } from '../doctor/values/tree.ts';
import type { Model } from '../model/model.ts';
import type { Evidence } from './doctor-values.ts';

/** What values of kube-prometheus-stack say, together with those of Cilium where they were given. */
export function stackEvidence(
  sources: readonly ValuesSource[],
  release: string,
  ciliumSources: readonly ValuesSource[],
  model: Model,
): Evidence {
  const { values, findings } = readValues(sources);
  const mixed = misplaced(values, sources);
  if (mixed || findings.length === sources.length) return { views: [], alone: mixed ? [mixed] : findings };
  const names = sources.map(({ name }) => name).join(' and ');
  const cilium = ciliumSources.length > 0 ? readValues(ciliumSources).values : undefined;
  const beside = { release, ...(cilium ? { cilium } : {}) };
  return { views: [stackView(values, names, model, beside)], alone: findings };
}

/** Values of Cilium in the place of those of the stack. */
function misplaced(values: Values, sources: readonly ValuesSource[]): Evidence['alone'][number] | undefined {
  const ofStack = [
    'grafana',
    'alertmanager',
    'kubeStateMetrics',
    'nodeExporter',
    'prometheusOperator',
    'prometheusSpec',
  ];
  const ofCilium = ['hubble', 'ipam', 'kubeProxyReplacement', 'envoy', 'bpf', 'k8sServiceHost'];
  const has = (names: readonly string[]) => names.some((name) => name in values);
  if (!has(ofCilium) || has(ofStack)) return undefined;
  const name = sources.map((source) => source.name).join(', ');
  return {
    code: 'source-unreadable',
    key: `source-unreadable ${name}`,
    severity: 'error',
    summary: `${name} looks like values of Cilium, not of kube-prometheus-stack.`,
    evidence: [],
    remedies: [{ kind: 'command', text: `ciliascope doctor --values ${name}` }],
  };
}
