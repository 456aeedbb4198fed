import type { Phase, SeriesPlan } from '../../src/define.ts';
import { counterSeries, gaugeSeries, incident } from '../../src/define.ts';
import { referenceCluster, smallCluster } from './baseline/clusters.ts';
import { nodeNames } from './baseline/names.ts';

const TOR = '10.0.0.1:179';
const RETIRED = '10.0.0.9:179';

const session = (node: string, neighbor: string, before: number, after: number | readonly Phase[]) =>
  gaugeSeries(
    'cilium_bgp_control_plane_session_state',
    { neighbor, neighbor_asn: '64512' },
    { node },
    {
      before,
      after,
    },
  );

export const s40SessionDown = incident({
  name: 's40-bgp-session-down',
  title: 'A node loses one BGP peer; another peer has been off for months, and is declared so',
  evidence: 'cilium PR #31469, sapcc/helm-charts#7721',
  baseline: referenceCluster,
  lasts: '30m',
  noise: [
    {
      of: ['CiliumBGPSessionDown', 'CiliumBGPPeerDown'],
      match: { neighbor: RETIRED },
      reason: 'router is being replaced, administratively down',
      until: '2030-12-31',
    },
  ],
  moves: () => [
    ...nodeNames(4).flatMap((node) => [session(node, RETIRED, 0, 0), session(node, TOR, 1, node === 'n02' ? 0 : 1)]),
    gaugeSeries(
      'cilium_bgp_control_plane_advertised_routes',
      { neighbor: TOR, neighbor_asn: '64512', afi: 'ipv4', safi: 'unicast' },
      { node: 'n02' },
      { before: 12, after: 0 },
    ),
  ],
  expect: [
    {
      alert: 'CiliumBGPSessionDown',
      severity: 'page',
      labels: { node: 'n02', neighbor: TOR },
      within: '5m',
      notBefore: '3m',
      count: 1,
    },
  ],
  silent: [{ alert: 'CiliumBGPSessionDown', labels: { neighbor: RETIRED } }, { alert: 'CiliumBGPPeerDown' }],
});

export const peerDown = incident({
  name: 'bgp-peer-down',
  title: 'A router reboots and does not come back: every node loses its session with it',
  evidence: 'analysis: one router, one page',
  baseline: smallCluster,
  history: '1h',
  lasts: '30m',
  moves: () => nodeNames(3).map((node) => session(node, TOR, 1, 0)),
  expect: [
    {
      alert: 'CiliumBGPPeerDown',
      severity: 'page',
      labels: { cluster: 'prod-a', neighbor: TOR },
      within: '5m',
      count: 1,
    },
    { alert: 'CiliumBGPSessionDown', within: '5m', count: 3 },
  ],
  silent: [{ alert: 'CiliumBGPReconcileErrors' }],
});

export const agentRestart = incident({
  name: 'bgp-sessions-of-a-restarted-agent',
  title: 'An agent restarts, and its sessions come back after the retry time of three minutes',
  evidence: 'analysis: a near miss of BGPSessionDown',
  baseline: smallCluster,
  history: '1h',
  lasts: '30m',
  moves: () => [session('n02', TOR, 1, [{ for: '3m', value: 0 }, { value: 1 }])],
  expect: [],
  silent: [{ alert: 'CiliumBGPSessionDown' }, { alert: 'CiliumBGPPeerDown' }],
});

function reconcileErrors(after: number | readonly Phase[]): readonly SeriesPlan[] {
  return nodeNames(3).map((node) =>
    counterSeries('cilium_bgp_control_plane_reconcile_errors_total', {}, { node }, { before: 'absent', after }),
  );
}

export const badBgpPolicy = incident({
  name: 'bgp-reconcile-errors',
  title: 'A BGP configuration cannot be applied on any node',
  evidence: 'Cilium metrics reference',
  baseline: smallCluster,
  history: '1h',
  lasts: '40m',
  moves: () => reconcileErrors(0.05),
  expect: [
    { alert: 'CiliumBGPReconcileErrors', severity: 'ticket', labels: { cluster: 'prod-a' }, within: '25m', count: 1 },
  ],
  silent: [{ alert: 'CiliumBGPSessionDown' }],
});

export const bgpSettles = incident({
  name: 'bgp-reconcile-errors-for-a-minute',
  title: 'A configuration refers to a secret that is created a minute later',
  evidence: 'analysis: a near miss of BGPReconcileErrors',
  baseline: smallCluster,
  history: '1h',
  lasts: '40m',
  moves: () => reconcileErrors([{ for: '1m', perSecond: 0.1 }, { perSecond: 0 }]),
  expect: [],
  silent: [{ alert: 'CiliumBGPReconcileErrors' }],
});
