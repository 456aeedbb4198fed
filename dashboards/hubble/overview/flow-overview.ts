import type { RowDefinition } from '../../../src/define.ts';
import { row, timeseries } from '../../../src/define.ts';
import { color } from '../../shared/colors.ts';
import { orZero, sumRate } from '../../shared/expressions.ts';
import type { FlowBoard } from '../../shared/flow-board.ts';

/**
 * What happens to packets. A packet is a flow at every point that reports it, so each line fixes one point: handed to
 * an endpoint, handed to a proxy, dropped.
 */
export function flowOverview({ context: { metric }, filters }: FlowBoard): RowDefinition {
  const delivered = metric('hubble_flows_processed_total', { type: 'Trace', subtype: 'to-endpoint' }, ...filters);
  const proxied = metric('hubble_flows_processed_total', { type: 'Trace', subtype: 'to-proxy' }, ...filters);
  const dropped = metric('hubble_flows_processed_total', { type: 'Drop' }, ...filters);
  const verdicts = metric('hubble_flows_processed_total', { type: 'PolicyVerdict' }, ...filters);
  return row('What does the network do?', [
    timeseries({
      title: 'Delivered, proxied and dropped',
      description:
        'Flows per second handed to an endpoint, handed to an L7 proxy, and dropped. Passing packets of a connection are aggregated and dropped ones are not: read changes, not ratios.',
      unit: 'eps',
      min: 0,
      width: 8,
      overrides: [
        { match: 'delivered', color: color.forwarded },
        { match: 'to a proxy', color: color.redirected },
        { match: 'dropped', color: color.dropped },
      ],
      targets: [
        { legend: 'delivered', query: sumRate(delivered) },
        { legend: 'to a proxy', query: orZero(sumRate(proxied)) },
        { legend: 'dropped', query: orZero(sumRate(dropped)) },
      ],
    }),
    timeseries({
      title: 'Policy verdicts',
      description:
        'Decisions of policy on new connections per second, by verdict. DROPPED is refused, REDIRECTED goes to an L7 proxy, AUDIT would be refused if audit mode were off. Egress and ingress decide each for themselves, so one connection can be in it twice.',
      unit: 'eps',
      min: 0,
      width: 8,
      legend: '{{verdict}}',
      noValue: 'No policy in force',
      overrides: [
        { match: 'FORWARDED', color: color.forwarded },
        { match: 'REDIRECTED', color: color.redirected },
        { match: 'DROPPED', color: color.dropped },
      ],
      query: sumRate(verdicts, 'verdict'),
    }),
    timeseries({
      title: 'Delivered by protocol',
      description:
        'Flows per second handed to an endpoint, by protocol. One that vanishes while the others stay is a policy, a service or a resolver that is gone.',
      unit: 'eps',
      min: 0,
      width: 8,
      legend: '{{protocol}}',
      query: sumRate(delivered, 'protocol'),
    }),
  ]);
}
