import type { PanelDefinition } from '../../../src/define.ts';
import { by, promql, stat } from '../../../src/define.ts';
import { color, worseAbove } from '../../shared/colors.ts';
import { orZero } from '../../shared/expressions.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { TILE } from '../tile.ts';
import { addressesUsed, identitiesUsed } from './fullness.ts';

/** Identities that one agent gives to its own node's needs: 16 bits (docs.cilium.io, "Identity Allocation"). */
const NODE_LOCAL_LIMIT = 65_535;

/** What is handed out: addresses, identities, and the time of the agent API. */
export function addressTiles(board: NodeBoard): readonly PanelDefinition[] {
  const { context, node } = board;
  const { metric, nodeLabels } = context;
  const local = metric('cilium_identity', { type: 'node_local' }, node);
  const throttled = metric('cilium_api_limiter_processed_requests_total', { return_code: '429' }, node);
  return [
    stat({
      ...TILE,
      title: 'Addresses, fullest node',
      description:
        'Pod addresses in use on the node with least left. At 100 % new pods there stay in ContainerCreating. With cloud IPAM nodes fetch addresses as they need them, so that high values are normal.',
      unit: 'percentunit',
      decimals: 0,
      thresholds: [{ color: color.ok }, { from: 0.95, color: color.notice }, { from: 1, color: color.critical }],
      alerts: ['CiliumIPAMExhausted'],
      query: promql`max(${addressesUsed(board)})`,
    }),
    stat({
      ...TILE,
      title: 'Nodes short of addresses',
      description:
        'Nodes that want addresses the cloud has not given them. Some for a minute while pods start; longer, the subnet is empty or the API of the cloud refuses.',
      unit: 'short',
      decimals: 0,
      thresholds: worseAbove(1),
      alerts: ['CiliumIPAMDeficit'],
      noValue: 'No cloud IPAM',
      query: promql`count(${metric('cilium_operator_ipam_needed_ips')} > 0) or vector(0)`,
    }),
    stat({
      ...TILE,
      title: 'Services without address',
      description:
        'Services of type LoadBalancer that no pool has an address for: nobody outside reaches them. Add a range to the pool, or correct its selector.',
      unit: 'short',
      decimals: 0,
      thresholds: worseAbove(1),
      alerts: ['CiliumLBIPAMUnsatisfied'],
      noValue: 'No LB-IPAM in use',
      query: promql`max(${metric('cilium_operator_lbipam_services_unsatisfied')})`,
      minors: { from: '1.17' },
    }),
    stat({
      ...TILE,
      title: 'Identities in use',
      description:
        'Identities as a share of what the fullest cluster can hold. Full, new pods get none and stay without network. Leave labels that differ for every pod out of identities.',
      unit: 'percentunit',
      decimals: 0,
      thresholds: worseAbove(0.8, 0.95),
      alerts: ['CiliumIdentityExhaustionSoon', 'CiliumIdentityExhausted'],
      query: promql`max(${identitiesUsed(board)})`,
    }),
    stat({
      ...TILE,
      title: 'CIDR identities, worst',
      description:
        'Identities for addresses outside the cluster as a share of what a node can hold. Policies with many CIDRs or names that resolve to many addresses make them.',
      unit: 'percentunit',
      decimals: 0,
      thresholds: worseAbove(0.8),
      alerts: ['CiliumNodeIdentityExhaustionSoon'],
      query: orZero(promql`max(${local}) / ${NODE_LOCAL_LIMIT}`),
    }),
    stat({
      ...TILE,
      title: 'Agents that throttle',
      description:
        'Agents that turn calls away because more pods start than they can serve. For minutes after a mass reschedule it is normal; half an hour is pods that nobody gets to.',
      unit: 'short',
      decimals: 0,
      thresholds: worseAbove(1),
      alerts: ['CiliumAPILimiterThrottling'],
      query: orZero(promql`count(sum ${by(throttled, ...nodeLabels)} (rate(${throttled}[$__rate_interval])) > 0)`),
    }),
  ];
}
