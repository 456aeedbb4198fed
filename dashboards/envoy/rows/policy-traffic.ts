import type { RowDefinition } from '../../../src/define.ts';
import { by, not, promql, row, timeseries } from '../../../src/define.ts';
import { color } from '../../shared/colors.ts';
import { sumRate } from '../../shared/expressions.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { nodeLink } from '../../shared/node-board.ts';

const noPolicy = 'No L7 policy in use';

/** The same traffic as policy sees it, from Envoy and from the agent. */
export function policyTraffic({ context, node }: NodeBoard): RowDefinition {
  const { metric, nodeLabels, nodeLegend } = context;
  const redirects = metric('cilium_proxy_redirects', {}, node);
  return row(
    'L7 policy: what does it let through?',
    [
      timeseries({
        title: 'Verdicts of the agent',
        description:
          'Requests per second that Envoy reported to the agent, by verdict. Parse errors are traffic that is not the protocol the policy says.',
        unit: 'reqps',
        min: 0,
        width: 8,
        legend: '{{rule}}',
        noValue: noPolicy,
        overrides: [
          { match: 'denied', color: color.policy },
          { match: 'forwarded', color: color.forwarded },
        ],
        query: sumRate(metric('cilium_policy_l7_total', { proxy_type: 'envoy', rule: not('received') }, node), 'rule'),
      }),
      timeseries({
        title: 'TLS connections without policy',
        description:
          'TLS connections per second for which Envoy had no policy at all, the ten worst nodes. The proxy has not heard from its agent yet: normal for seconds after a start, a broken control plane after that.',
        unit: 'cps',
        min: 0,
        width: 8,
        minors: { from: '1.19' },
        legend: nodeLegend,
        overrides: [nodeLink(context, 'cilium-agent', 'Agent of this node')],
        query: promql`topk(10, ${sumRate(metric('envoy_cilium_policy_tls_wrapper_missing_policy', {}, node), ...nodeLabels)})`,
      }),
      timeseries({
        title: 'Redirects into the proxy',
        description:
          'Redirects that the agents installed, by protocol. Requests without redirects are Ingress or Gateway traffic; redirects without requests are policies nobody uses.',
        unit: 'short',
        min: 0,
        width: 8,
        legend: '{{protocol_l7}}',
        noValue: noPolicy,
        query: promql`sum ${by(redirects, 'protocol_l7')} (${redirects})`,
      }),
    ],
    { collapsed: true },
  );
}
