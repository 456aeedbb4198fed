import { change, gaugeSeries, incident } from '../../../src/define.ts';
import { referenceCluster } from '../baseline/clusters.ts';
import { nodesOf } from '../baseline/names.ts';

const probes = 'cilium_unreachable_(nodes|health_endpoints)';

export const s36 = incident({
  name: 's36-health-port-blocked',
  title: 'A firewall blocks the health port between all nodes',
  evidence: 'ionfury/homelab#224, #226 (own policy blocked 4240)',
  baseline: referenceCluster,
  lasts: '1h',
  moves: () => [change(probes, {}, [{ value: 49 }])],
  expect: [
    { alert: 'CiliumNodesUnreachable', severity: 'page', within: '10m', notBefore: '5m', count: 1 },
    { alert: 'CiliumNodeUnreachable', severity: 'ticket', within: '20m', count: 1 },
  ],
  silent: [],
});

const gone = nodesOf(41, 50);

export const s37 = incident({
  name: 's37-autoscaler-removes-ten-nodes',
  title: 'The autoscaler removes ten nodes of fifty',
  evidence: 'deckhouse/deckhouse#3161 (alert deleted because of this), #9198; cilium PR #12965',
  baseline: referenceCluster,
  lasts: '2h',
  moves: () => [
    change('cilium_unreachable_nodes', { node: 'n([0-3].|40)' }, [
      { for: '1m', value: 1 },
      { for: '3m', value: 10 },
      { value: 0 },
    ]),
    change('.*', { node: 'n(4[1-9]|50)' }, [{ absent: 'gone' }]),
  ],
  expect: [],
  silent: [
    { alert: 'CiliumNodesUnreachable' },
    { alert: 'CiliumNodeUnreachable' },
    { alert: 'CiliumAgentDown' },
    { alert: 'CiliumTelemetryMissing' },
  ],
});

export const nodeCutOff = incident({
  name: 'one-node-cut-off',
  title: 'One node of fifty reaches nobody, and nobody reaches it',
  evidence: 'analysis: a near miss of S36, and the ticket below it',
  baseline: referenceCluster,
  lasts: '1h',
  moves: () => [
    change(probes, {}, [{ value: 1 }]),
    ...(['cilium_unreachable_nodes', 'cilium_unreachable_health_endpoints'] as const).map((series) =>
      gaugeSeries(series, {}, { node: gone[0] ?? 'n41' }, { before: 0, after: 49 }),
    ),
  ],
  expect: [{ alert: 'CiliumNodeUnreachable', severity: 'ticket', within: '20m', notBefore: '14m', count: 1 }],
  silent: [{ alert: 'CiliumNodesUnreachable' }],
});
