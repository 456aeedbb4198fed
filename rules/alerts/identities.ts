import type { AlertDefinition, Fragment, RuleContext } from '../../src/define.ts';
import { alert, by, defineRules, promql } from '../../src/define.ts';

/** Identities a cluster can hold: 65,535 less the 255 reserved ones (docs.cilium.io, "Limiting Identity-Relevant Labels"). */
const CLUSTER_LIMIT = 65_280;

/** Identities for CIDRs and names that one agent can hold (pkg/identity/cache, local identities: 16 bits). */
const NODE_LIMIT = 65_535;

/** Room for identities, in the cluster and on each node. */
export const identityAlerts = defineRules({
  name: 'cilium-identities',
  build: (context) => [
    { name: 'identities', rules: [exhaustionSoon(context), exhausted(context), nodeIdentities(context)] },
  ],
});

/**
 * The operator counts what exists. Agents count what they refer to: their sum counts an identity once per node that
 * knows it, their maximum misses most. Replicas and both kinds of storage say the same, so the highest is taken.
 */
function used({ metric, clusterLabels }: RuleContext) {
  const alive = metric('cilium_operator_identity_gc_entries', { status: 'alive' });
  const cluster = by(alive, ...clusterLabels);
  return {
    now: promql`max ${cluster} (${alive}) / ${CLUSTER_LIMIT}`,
    yesterday: promql`max ${cluster} (${alive} offset 1d) / ${CLUSTER_LIMIT}`,
  };
}

/** Days to the limit at the pace of the last day that leave time to act. */
const DAYS = 3;

const next = [
  'kubectl get ciliumidentities -o name | wc -l',
  `kubectl get ciliumidentities -o json | jq -r '.items[]."security-labels" | keys[]' | sort | uniq -c | sort -rn | head -30`,
  `kubectl get ciliumidentities -o json | jq -r '.items[]."security-labels"["k8s:io.kubernetes.pod.namespace"]' | sort | uniq -c | sort -rn | head`,
  'kubectl -n kube-system get configmap cilium-config -o yaml | grep -w labels',
];

/** At 80 %, or earlier when yesterday's growth fills the rest in days. Same hour against same hour: daily jobs cancel out. */
function exhaustionSoon(context: RuleContext): AlertDefinition {
  const { clusterLabels, ofCluster } = context;
  const { now, yesterday } = used(context);
  return alert({
    name: 'CiliumIdentityExhaustionSoon',
    intent: 'IdentityExhaustionSoon',
    severity: 'ticket',
    summary: 'The cluster runs out of identities.',
    description: `{{ $value | humanizePercentage }} of the 65,280 identities${ofCluster} are taken, or will be within three days at the pace of the last one. At the limit pods with new label sets do not start.`,
    expr: promql`${now} > 0.8 or (${now} > 0.6 and ${ahead(now, yesterday)} > 1)`,
    for: '15m',
    labels: clusterLabels,
    next,
    board: { dashboard: 'cilium-operator', panel: 'Identities in the cluster' },
    causes: [{ alert: 'CiliumIdentityExhausted' }],
  });
}

function ahead(now: Fragment, yesterday: Fragment) {
  return promql`(${now} + ${DAYS} * (${now} - ${yesterday}))`;
}

function exhausted(context: RuleContext): AlertDefinition {
  const { clusterLabels, ofCluster } = context;
  return alert({
    name: 'CiliumIdentityExhausted',
    intent: 'IdentityExhausted',
    severity: 'page',
    summary: 'The cluster is out of identities.',
    description: `{{ $value | humanizePercentage }} of the 65,280 identities${ofCluster} are taken. Pods with label sets that nobody had before get no identity and do not start.`,
    expr: promql`${used(context).now} >= 0.95`,
    for: '5m',
    labels: clusterLabels,
    next,
    board: { dashboard: 'cilium-operator', panel: 'Identities in the cluster' },
  });
}

/** Policies make these, and agents load the same policies: the fullest agent stands for all of its cluster. */
function nodeIdentities({ metric, clusterLabels, ofCluster }: RuleContext): AlertDefinition {
  const local = metric('cilium_identity', { type: 'node_local' });
  return alert({
    name: 'CiliumNodeIdentityExhaustionSoon',
    intent: 'IdentityExhaustionSoon',
    severity: 'ticket',
    summary: 'An agent runs out of identities for CIDRs and names.',
    description: `An agent${ofCluster} holds {{ $value | humanizePercentage }} of the 65,535 node-local identities it can. At the limit new CIDR and toFQDNs destinations are denied.`,
    expr: promql`max ${by(local, ...clusterLabels)} (${local}) / ${NODE_LIMIT} > 0.8`,
    for: '15m',
    labels: clusterLabels,
    next: [
      `kubectl get cnp,ccnp -A -o json | jq -r '.items[] | select(tostring | test("toFQDNs|toCIDR|fromCIDR")) | .metadata | "\\(.namespace)/\\(.name)"'`,
      'kubectl -n kube-system exec ds/cilium -c cilium-agent -- cilium-dbg fqdn cache list | wc -l',
      'kubectl -n kube-system exec ds/cilium -c cilium-agent -- cilium-dbg identity list | tail -50',
    ],
    board: { dashboard: 'cilium-operator', panel: 'Identities on the largest agent' },
  });
}
