import type { RowDefinition } from '../../../src/define.ts';
import { by, promql, row, timeseries } from '../../../src/define.ts';
import { sumRate } from '../../shared/expressions.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { nodeLink } from '../../shared/node-board.ts';
import { topTen } from '../../shared/rankings.ts';

/** Packets that encryption costs. */
export function refused({ context, node }: NodeBoard): RowDefinition {
  const { metric, nodeLabels, nodeLegend } = context;
  const xfrm = metric('cilium_ipsec_xfrm_error', {}, node);
  const mtu = metric('cilium_mtu_error_message_total', {}, node);
  const plain = metric('cilium_drop_count_total', { reason: 'Traffic is unencrypted' }, node);
  const all = { unit: 'count:p/s', min: 0, width: 8 } as const;
  return row('What does encryption lose?', [
    timeseries({
      ...all,
      title: 'IPsec errors by kind',
      description:
        'Packets per second that the kernel refused, by its reason. no_state: the key of the sender is unknown here, as after a rotation one node missed. template_mismatched: a policy asks for another tunnel. state_sequence: packets came twice or too late.',
      legend: '{{type}} {{error}}',
      noValue: 'Nothing refused',
      query: topTen(promql`sum ${by(xfrm, 'type', 'error')} (rate(${xfrm}[$__rate_interval])) > 0`),
      emptyInHealth: { fault: 'connections-lost', reason: 'A healthy tunnel refuses nothing.' },
    }),
    timeseries({
      ...all,
      title: 'IPsec errors by node',
      description:
        'The ten nodes that refuse most. One node inbound: its keys are old. All nodes a little: they refuse what one sender encrypts with an old key; look for the node that has no errors.',
      legend: nodeLegend,
      noValue: 'No IPsec in use',
      overrides: [nodeLink(context, 'cilium-agent', 'Agent of this node')],
      query: topTen(promql`sum ${by(xfrm, ...nodeLabels)} (rate(${xfrm}[$__rate_interval]))`),
    }),
    timeseries({
      ...all,
      title: 'Dropped as not encrypted by node',
      description: 'Packets per second that strict mode keeps from leaving in the clear. The node named is the sender.',
      legend: nodeLegend,
      noValue: 'None',
      overrides: [nodeLink(context, 'cilium-datapath', 'Datapath of this node')],
      query: topTen(sumRate(plain, ...nodeLabels)),
      emptyInHealth: { fault: 'connections-lost', reason: 'Nothing leaves a healthy node in the clear.' },
    }),
    timeseries({
      ...all,
      title: 'Packets too big',
      width: 24,
      description:
        'Messages per second that a packet does not fit. Encryption takes 50 to 80 bytes of each packet: they begin when it is switched on and the MTU of pods is not lowered, and pods must restart to learn the new one.',
      legend: nodeLegend,
      minors: { from: '1.19' },
      noValue: 'None',
      overrides: [nodeLink(context, 'cilium-datapath', 'Datapath of this node')],
      query: topTen(sumRate(mtu, ...nodeLabels)),
    }),
  ]);
}
