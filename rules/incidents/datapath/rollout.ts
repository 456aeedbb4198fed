import type { Move, Phase, SeriesPlan } from '../../../src/define.ts';
import { counterSeries, gaugeSeries, incident } from '../../../src/define.ts';
import { referenceCluster } from '../baseline/clusters.ts';
import { nodeNames } from '../baseline/names.ts';

const HISTORY = 6 * 3600;
const MINUTE = 60;

/**
 * One node's agent is replaced: every series of the old pod ends, and begins a minute later under the new pod's name.
 * What the kernel counts goes on from where it was, what the process counts begins at 0.
 */
function reborn(plan: SeriesPlan, start: number): readonly SeriesPlan[] {
  const pod = `cilium-new-${plan.target.node}`;
  const quiet: Phase = { for: `${start}m`, times: 1 };
  const before: readonly Phase[] = [{ absent: 'gone' }];
  const steady = plan.before.at(-1);
  const ended: SeriesPlan = { ...plan, after: [quiet, { absent: 'gone' }] };
  const wait: Phase = { for: `${start + 1}m`, absent: 'gone' };
  const target = { ...plan.target, labels: { ...plan.target.labels, pod } };
  const pace = steady?.perSecond;
  const inKernel = /^cilium_(drop|forward)_count_total$/.test(plan.series);
  const first =
    pace === undefined
      ? {
          value:
            plan.series === 'cilium_process_start_time_seconds' ? HISTORY + start * MINUTE + 40 : (steady?.value ?? 0),
        }
      : { perSecond: pace, value: inKernel ? pace * (86_400 + HISTORY + (start + 1) * MINUTE) : pace * 20 };
  return [ended, { ...plan, target, before, after: [wait, first] }];
}

export const s07 = incident({
  name: 's07-agent-rollout',
  title: 'Agents are upgraded node by node: every series is born again under a new pod',
  evidence: 'analysis of metricsmap (pinned by name, exported as const counters); cilium/cilium#19367, #15878',
  baseline: referenceCluster,
  lasts: '1h30m',
  moves: (context) => {
    const nodes = nodeNames(50);
    const agents = referenceCluster(context).filter(
      ({ series, target }) =>
        target.node !== undefined && /^(cilium|hubble)_/.test(series) && target.component !== 'envoy',
    );
    return [
      ...agents.flatMap((plan) => reborn(plan, nodes.indexOf(plan.target.node ?? ''))),
      ...nodes.flatMap((node, index): readonly Move[] => [
        ...(['agent', 'hubble'] as const).map((component) =>
          gaugeSeries(
            'up',
            {},
            { node, component },
            { before: 1, after: [{ for: `${index + 1}m`, value: 1 }, { for: '1m', value: 0 }, { value: 1 }] },
          ),
        ),
        ...(['Policy denied', 'Stale or unroutable IP'] as const).flatMap((reason) =>
          reborn(
            counterSeries('cilium_drop_count_total', { reason, direction: 'EGRESS' }, { node }, { before: 13.9 }),
            index,
          ),
        ),
        counterSeries(
          'hubble_drop_total',
          {
            reason: 'POLICY_DENIED',
            protocol: 'TCP',
            source_namespace: 'shop',
            source_workload: 'cart',
            destination_namespace: 'data',
            destination_workload: 'db',
          },
          { node, labels: { pod: `cilium-new-${node}` } },
          {
            before: 'absent',
            after: [
              { for: `${index + 1}m`, absent: 'gone' },
              { value: 60, perSecond: 0 },
            ],
          },
        ),
      ]),
    ];
  },
  expect: [],
  silent: [
    { alert: 'CiliumDropsNewReason', labels: { reason: 'Policy denied' } },
    { alert: 'HubblePolicyDeniedSurge' },
    { alert: 'HubblePolicyDeniedSustained' },
    { alert: 'CiliumAgentDown' },
  ],
});
