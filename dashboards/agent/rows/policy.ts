import type { RowDefinition } from '../../../src/define.ts';
import { by, not, promql, row, timeseries } from '../../../src/define.ts';
import { color, outcomeColors } from '../../shared/colors.ts';
import { quantile, sumRate } from '../../shared/expressions.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { clusterLabels, clusterLegend, nodeLink } from '../../shared/node-board.ts';

/** From the object in the API server to enforcement on the endpoint. */
export function policy({ context, node }: NodeBoard): RowDefinition {
  const { metric, nodeLabels, nodeLegend } = context;
  const policies = metric('cilium_policy', {}, node);
  const revision = metric('cilium_policy_max_revision', {}, node);
  const enforcement = metric('cilium_policy_endpoint_enforcement_status', {}, node);
  const redirects = metric('cilium_proxy_redirects', {}, node);
  const missing = metric('cilium_policy_missing_proxy_redirects', {}, node);
  const cluster = clusterLabels(context);
  return row(
    'Policy: is what is written what is enforced?',
    [
      timeseries({
        title: 'Policies loaded',
        description:
          'Policies on the agent with most of them. A step is someone applying or deleting many: the first thing to lay over a jump of denials. Whether all agents agree is said by the gap at the top.',
        unit: 'short',
        min: 0,
        width: 8,
        legend: clusterLegend(context, 'policies'),
        query: promql`max ${by(policies, ...cluster)} (${policies})`,
      }),
      timeseries({
        title: 'Slowest policy revisions by node',
        description:
          'Revision of the ten agents with the lowest one. Numbers start again with the process, so a low one alone means a young agent; a line that stays flat while the others climb is an agent that imports nothing.',
        unit: 'short',
        decimals: 0,
        width: 8,
        legend: nodeLegend,
        overrides: [nodeLink(context, 'cilium-agent', 'Only this node')],
        query: promql`bottomk(10, max ${by(revision, ...nodeLabels)} (${revision}))`,
      }),
      timeseries({
        title: 'Policy changes',
        description:
          'Imports and deletions of policies per second over all agents, so one change counts once per node. Failed ones are red: the object is in the API server and not enforced.',
        unit: 'ops',
        min: 0,
        width: 8,
        legend: '{{outcome}}',
        overrides: outcomeColors,
        query: sumRate(metric('cilium_policy_change_total', {}, node), 'outcome'),
      }),
      timeseries({
        title: 'Policy implementation delay',
        description:
          'From the arrival of a policy to its enforcement on all endpoints of the node, 99 % of changes at most. Minutes mean that a new deny rule does not protect yet. Layouts of the buckets differ between versions: read the trend.',
        unit: 's',
        min: 0,
        width: 8,
        legend: clusterLegend(context, '{{source}}'),
        noValue: 'No policy changed',
        query: quantile(0.99, metric('cilium_policy_implementation_delay_bucket', {}, node), ...cluster, 'source'),
      }),
      timeseries({
        title: 'Identity update latency',
        description:
          'How long a new identity takes to reach the policy maps, 99 % at most. New pods are denied until it did: compare it with denials right after a rollout.',
        unit: 's',
        min: 0,
        width: 8,
        minors: { from: '1.18' },
        legend: clusterLegend(context, '{{scope}}'),
        query: quantile(
          0.99,
          metric('cilium_policy_incremental_update_duration_bucket', {}, node),
          ...cluster,
          'scope',
        ),
      }),
      timeseries({
        title: 'Endpoints by enforcement',
        description:
          'Which directions policy is enforced in. none is pods open to everyone; the audit values only log. A jump from both to none is a policy that was deleted.',
        unit: 'short',
        min: 0,
        width: 8,
        stacked: true,
        legend: '{{enforcement}}',
        query: promql`sum ${by(enforcement, 'enforcement')} (${enforcement})`,
      }),
      timeseries({
        title: 'L7 policy verdicts',
        description:
          'Requests per second that the proxies forwarded, denied or could not parse. Denied is policy at work; parse errors are traffic that is not the protocol the policy says.',
        unit: 'reqps',
        min: 0,
        width: 8,
        legend: '{{proxy_type}} {{rule}}',
        overrides: [
          { match: '/forwarded/', color: color.forwarded },
          { match: '/denied/', color: color.policy },
        ],
        noValue: 'No L7 policy in use',
        query: sumRate(metric('cilium_policy_l7_total', { rule: not('received') }, node), 'proxy_type', 'rule'),
      }),
      timeseries({
        title: 'Proxy redirects',
        description:
          'Redirects to an L7 proxy that are installed, by protocol. They appear with the first L7 or DNS policy; a drop to 0 with the policies in place means unfiltered or broken L7 traffic.',
        unit: 'short',
        min: 0,
        width: 8,
        legend: '{{protocol_l7}}',
        noValue: 'No L7 policy in use',
        query: promql`sum ${by(redirects, 'protocol_l7')} (${redirects})`,
      }),
      timeseries({
        title: 'Missing proxy redirects by node',
        description:
          'Redirects that policy asks for and the node does not have: L7 rules are not enforced there as written. If it lasts, read the agent log of the node for the proxy, then restart the agent.',
        unit: 'short',
        min: 0,
        width: 8,
        minors: { from: '1.20' },
        legend: nodeLegend,
        query: promql`topk(10, max ${by(missing, ...nodeLabels)} (${missing}))`,
      }),
    ],
    { collapsed: true },
  );
}
