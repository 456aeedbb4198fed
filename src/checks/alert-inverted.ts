import { accepts } from '../catalog/matchers.ts';
import type { PromNode } from '../promql/ast.ts';
import { unwrap } from '../promql/ast.ts';
import { queryCheck } from './check.ts';
import type { QueryText, SelectorSubject } from './subject.ts';
import { comparisonWithNumber, conditionOf } from './support/comparison.ts';
import { sourcesOf } from './support/result.ts';

/** Measures that are good when they are high: what is free, ready or up. */
const GOOD_WHEN_HIGH: Readonly<Record<string, string>> = {
  cilium_operator_ipam_available_ips: 'addresses that are free',
  cilium_operator_ipam_available_ips_per_subnet: 'addresses that are free',
  cilium_operator_ipam_available_interfaces: 'interfaces with room left',
  cilium_operator_ipam_empty_interface_slots: 'slots that are free',
  cilium_operator_lbipam_ips_available: 'addresses that are free',
  cilium_operator_lbipam_ips_available_total: 'addresses that are free',
  cilium_clustermesh_remote_cluster_readiness_status: 'readiness',
  cilium_operator_clustermesh_remote_cluster_readiness_status: 'readiness',
  cilium_kvstoremesh_remote_cluster_readiness_status: 'readiness',
  up: 'scrapes that work',
};

export const alertInverted = queryCheck({
  code: 'alert-inverted',
  severity: 'error',
  summary:
    'An alert on what is free or ready must fire when it is low: compared the other way round it fires while all is well.',
  remediation: 'Turn the comparison around: `<= 0` for "nothing left", `< 1` for "not ready".',
  *check(text, { query }) {
    if (query.use !== 'alerting' || !text.root) return;
    const condition = conditionOf(text.root);
    const compared = condition.kind === 'binary' ? comparisonWithNumber(condition) : undefined;
    if (!compared?.op.startsWith('>')) return;
    const subject = measured(compared.of, text);
    const what = subject && goodThing(subject);
    if (!what) return;
    yield {
      message: `${subject.node.name} counts ${what}: ${compared.op} ${compared.value} fires while all is well, compare with < or <=`,
      place: { offset: condition.from },
    };
  },
});

/** The one series a value is taken from, unless arithmetic made something else of it. */
function measured(node: PromNode, text: QueryText): SelectorSubject | undefined {
  const inner = unwrap(node);
  if (inner.kind === 'binary' || (inner.kind === 'aggregate' && inner.op === 'count')) return undefined;
  if (inner.kind === 'aggregate') return measured(inner.of, text);
  return inner.kind === 'selector' ? sourcesOf(inner, text)[0] : undefined;
}

function goodThing({ form, node }: SelectorSubject): string | undefined {
  if (form?.name === 'cilium_operator_ipam_ips') {
    const types = node.matchers.filter(({ label }) => label === 'type');
    const isFree = types.length > 0 && types.every((one) => accepts(one, 'available') && !accepts(one, 'used'));
    return isFree ? 'addresses that are free' : undefined;
  }
  return form && GOOD_WHEN_HIGH[form.name];
}
