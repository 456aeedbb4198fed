import type { RowDefinition } from '../../../src/define.ts';
import { by, promql, row, timeseries } from '../../../src/define.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { clusterLabels, clusterLegend } from '../../shared/node-board.ts';

/** How far a rotation is, and whether all nodes have the same. */
export function keys({ context, node }: NodeBoard): RowDefinition {
  const { metric } = context;
  const inUse = metric('cilium_ipsec_keys', {}, node);
  const states = metric('cilium_ipsec_xfrm_states', {}, node);
  const policies = metric('cilium_ipsec_xfrm_policies', {}, node);
  const cluster = clusterLabels(context);
  const all = { unit: 'short', min: 0, width: 8, noValue: 'No IPsec in use' } as const;
  const both = (of: typeof states | typeof policies) => [
    {
      legend: clusterLegend(context, 'least {{direction}}'),
      query: promql`min ${by(of, ...cluster, 'direction')} (${of})`,
    },
    {
      legend: clusterLegend(context, 'most {{direction}}'),
      query: promql`max ${by(of, ...cluster, 'direction')} (${of})`,
    },
  ];
  return row('Do all nodes have the same keys?', [
    timeseries({
      ...all,
      title: 'Nodes by number of keys',
      description:
        'Nodes that use one key, two keys and so on. A rotation is a hand-over from one line to the other and back; two lines that stay are a rotation that stopped half-way.',
      legend: clusterLegend(context, '{{keys}} in use'),
      query: promql`count_values ${by(inUse, ...cluster)} ("keys", ${inUse})`,
    }),
    timeseries({
      ...all,
      title: 'Keys installed in the kernel',
      description:
        'States of IPsec by direction, on the node with fewest and with most. Twice as many during a rotation. A gap between least and most that stays: nodes that do not know all others, or kept states of nodes that are gone.',
      targets: both(states),
    }),
    timeseries({
      ...all,
      title: 'Policies installed in the kernel',
      description:
        'Policies of IPsec by direction, on the node with fewest and with most. They say which traffic is encrypted: a node with fewer sends some of it in the clear.',
      targets: both(policies),
    }),
  ]);
}
