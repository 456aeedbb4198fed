import type { RowDefinition } from '../../../src/define.ts';
import { agentReasons, promql, row, timeseries } from '../../../src/define.ts';
import { noiseReasons, policyReasons } from '../../shared/drops.ts';
import { sumRate } from '../../shared/expressions.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { nodeLink } from '../../shared/node-board.ts';

/** Drops that are meant to be, or that nobody misses; still worth a look when they jump. */
export function notLosses({ context, node }: NodeBoard): RowDefinition {
  const { metric, nodeLabels, nodeLegend } = context;
  const denied = metric('cilium_drop_count_total', { reason: policyReasons }, node);
  const noise = metric('cilium_drop_count_total', { reason: [...noiseReasons, ...agentReasons('not-a-loss')] }, node);
  const dropped = metric('cilium_drop_bytes_total', {}, node);
  return row(
    'Drops that are no loss: policy and noise',
    [
      timeseries({
        title: 'Policy drops by reason',
        description:
          'Denied packets per second by reason and direction. "Policy denied" is the absence of an allowing rule, "denied by denylist" an explicit deny; EGRESS is usually a missing rule of the client.',
        unit: 'count:p/s',
        min: 0,
        width: 6,
        legend: '{{reason}} {{direction}}',
        noValue: 'Nothing denied',
        links: [{ title: 'Workloads behind it', dashboard: 'hubble-drops' }],
        query: sumRate(denied, 'reason', 'direction'),
      }),
      timeseries({
        title: 'Policy drops by node',
        description:
          'The ten nodes that deny most. One node alone, with the same pods elsewhere at peace, is stale policy: compare its policy revision on the agent board.',
        unit: 'count:p/s',
        min: 0,
        width: 6,
        legend: nodeLegend,
        noValue: 'Nothing denied',
        overrides: [nodeLink(context, 'cilium-agent', 'Agent of this node')],
        query: promql`topk(10, ${sumRate(denied, ...nodeLabels)})`,
      }),
      timeseries({
        title: 'Noise by reason',
        description:
          'Packets per second that are no traffic of yours, or that were handled although they count as drops (IGMP, multicast, punts to the proxy). The ten largest. Report a change here to the network team.',
        unit: 'count:p/s',
        min: 0,
        width: 6,
        legend: '{{reason}} {{direction}}',
        noValue: 'No noise',
        query: promql`topk(10, ${sumRate(noise, 'reason', 'direction')})`,
      }),
      timeseries({
        title: 'Dropped bytes by reason',
        description:
          'Bytes per second dropped for any reason, the ten largest. Large packets only: a problem of MTU or fragmentation.',
        unit: 'Bps',
        min: 0,
        width: 6,
        legend: '{{reason}} {{direction}}',
        noValue: 'Nothing dropped',
        query: promql`topk(10, ${sumRate(dropped, 'reason', 'direction')})`,
      }),
    ],
    { collapsed: true },
  );
}
