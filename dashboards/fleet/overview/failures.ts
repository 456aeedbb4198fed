import type { BuildContext, RowDefinition } from '../../../src/define.ts';
import { by, promql, row, timeseries } from '../../../src/define.ts';
import { clusterLink } from '../../shared/cluster-links.ts';
import { worseAbove } from '../../shared/colors.ts';
import { policyReasons } from '../../shared/drops.ts';
import { sumRate } from '../../shared/expressions.ts';
import { LOST_EVENTS_LIMIT } from '../../shared/hubble-losses.ts';
import { clusterLabels, wholeCluster } from '../../shared/node-board.ts';
import { dnsThresholds, httpThresholds } from '../../shared/objectives.ts';
import { orZeroEach, topTen } from '../../shared/rankings.ts';
import { dnsFailures, httpErrors, hubbleLosses } from './shares.ts';

/** The columns of the table over time. */
export function failures(context: BuildContext): RowDefinition {
  const { metric, hubble } = context;
  const cluster = clusterLabels(context);
  const failing = metric('cilium_controllers_failing');
  const unreachable = metric('cilium_unreachable_nodes');
  const all = { width: 8, min: 0, legend: wholeCluster(context) };
  const share = { ...all, unit: 'percentunit', thresholdStyle: 'dashed' } as const;
  return row(
    'What fails, in which cluster?',
    [
      hubble('dns') &&
        timeseries({
          ...share,
          title: 'DNS failures by cluster',
          description:
            'Share of DNS responses in which the server failed, the ten worst clusters. Only pods with a DNS policy are seen. Many clusters at once: the resolver they share.',
          thresholds: dnsThresholds,
          overrides: [clusterLink(context, 'hubble-dns', 'DNS of this cluster')],
          query: topTen(dnsFailures(context)),
        }),
      hubble('httpV2') &&
        timeseries({
          ...share,
          title: 'HTTP errors by cluster',
          description:
            'Share of requests answered with 5xx in the view of the servers, the ten worst clusters. Only traffic under an L7 policy is seen.',
          thresholds: httpThresholds,
          overrides: [clusterLink(context, 'hubble-http', 'HTTP of this cluster')],
          query: topTen(httpErrors(context)),
        }),
      hubble('flow') &&
        timeseries({
          ...share,
          title: 'Hubble events lost by cluster',
          description:
            'Share of its events that Hubble lost, the ten worst clusters. What else is shown of them is too low by so much.',
          thresholds: worseAbove(LOST_EVENTS_LIMIT),
          overrides: [clusterLink(context, 'hubble-pipeline', 'Hubble of this cluster')],
          query: topTen(hubbleLosses(context)),
        }),
      timeseries({
        ...all,
        title: 'Policy denials by cluster',
        description:
          'Packets per second that policy denied, the ten clusters with most. Intended by somebody, unless it jumped: then look who is denied, and what was rolled out.',
        unit: 'count:p/s',
        overrides: [clusterLink(context, 'hubble-drops', 'Who is denied there')],
        query: topTen(
          orZeroEach(
            sumRate(metric('cilium_drop_count_total', { reason: policyReasons }), ...cluster),
            sumRate(metric('cilium_forward_count_total'), ...cluster),
          ),
        ),
      }),
      timeseries({
        ...all,
        title: 'Controllers failing by cluster',
        description:
          'Background loops whose last run failed, over all agents of a cluster. What stays for minutes is something the agents can not do, often because of the API server.',
        unit: 'short',
        overrides: [clusterLink(context, 'cilium-agent', 'Agents of this cluster')],
        query: topTen(promql`sum ${by(failing, ...cluster)} (${failing})`),
      }),
      timeseries({
        ...all,
        title: 'Nodes unreachable by cluster',
        description:
          'Nodes that the worst-placed agent of a cluster can not reach. Rollouts and autoscaling make short peaks. In a mesh the nodes of peers count too, so that one network fault shows in several clusters.',
        unit: 'short',
        overrides: [clusterLink(context, 'cilium-agent', 'Agents of this cluster')],
        query: topTen(promql`max ${by(unreachable, ...cluster)} (${unreachable})`),
      }),
    ],
    { collapsed: true },
  );
}
