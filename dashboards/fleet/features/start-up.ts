import type { BuildContext, Promql, RowDefinition, Selector } from '../../../src/define.ts';
import { by, not, perMinor, promql, row, timeseries } from '../../../src/define.ts';
import { color } from '../../shared/colors.ts';
import { clusterLabels, clusterLegend, nodeLink } from '../../shared/node-board.ts';
import { topTen } from '../../shared/rankings.ts';

/** What a restart costs: until the agent is there, no pod of its node starts. */
export function startUp(context: BuildContext): RowDefinition {
  const { metric, nodeLegend } = context;
  const cluster = clusterLabels(context);
  const restoring = metric('cilium_endpoint_restoration_duration_seconds');
  // `total` is the sum of the others
  const restored = metric('cilium_endpoint_restoration_endpoints', { outcome: not('total') });
  const since119 = context.within({ from: '1.19' });
  return row(
    'How fast does an agent come back?',
    [
      timeseries({
        title: 'Start-up time by node',
        description:
          'How long the last start of the agent took, the ten slowest nodes; from 1.20 on, until all of its modules were made and had started. Pods that run do not notice, new ones on the node wait: one slow node lacks CPU, all slow nodes wait for the API server.',
        unit: 's',
        min: 0,
        width: since119 ? 8 : 24,
        minors: { from: '1.18' },
        legend: nodeLegend,
        overrides: [nodeLink(context, 'cilium-agent', 'Agent of this node')],
        query: topTen(startUpTime(context)),
      }),
      timeseries({
        title: 'Time to restore endpoints by phase',
        description:
          'How long each phase of taking over the running pods took at the last start, on the slowest node. Until the policy is computed and the programs are regenerated, pods run with the policy of before; regeneration grows with the pods of a node.',
        unit: 's',
        min: 0,
        width: 8,
        minors: { from: '1.19' },
        legend: clusterLegend(context, '{{phase}}'),
        query: promql`max ${by(restoring, ...cluster, 'phase')} (${restoring})`,
      }),
      timeseries({
        title: 'Endpoints restored by outcome',
        description:
          'Endpoints that agents took over at their last start, by phase and outcome. Skipped are pods that ended meanwhile; failed ones are pods that run without Cilium: restart them, the agent log says which.',
        unit: 'short',
        decimals: 0,
        min: 0,
        width: 8,
        minors: { from: '1.19' },
        legend: clusterLegend(context, '{{phase}} {{outcome}}'),
        overrides: [{ match: '/failed/', color: color.critical }],
        query: promql`sum ${by(restored, ...cluster, 'phase', 'outcome')} (${restored})`,
      }),
    ],
    { collapsed: true },
  );
}

/** 1.20 has no time of the whole start any more: building the modules and starting them are what is left of it. */
function startUpTime({ metric, nodeLabels }: BuildContext): Promql {
  const bootstrap = metric('cilium_agent_bootstrap_seconds', { scope: 'overall' });
  const made = metric('cilium_hive_populate_duration');
  const started = metric('cilium_hive_start_duration');
  const ofNode = (of: Selector) => promql`max ${by(of, ...nodeLabels)} (${of})`;
  return promql`${perMinor(
    { until: '1.19', query: ofNode(bootstrap) },
    { from: '1.20', query: promql`${ofNode(made)} + ${ofNode(started)}` },
  )}`;
}
