import type { BuildContext, RowDefinition } from '../../../src/define.ts';
import { by, promql, row, stat } from '../../../src/define.ts';
import { color, worseAbove } from '../../shared/colors.ts';
import { clusterLabels } from '../../shared/node-board.ts';
import { orZeroEach } from '../../shared/rankings.ts';
import { modeShares } from './modes.ts';
import { commonVersionShare } from './rollout.ts';
import { switchShares } from './switches.ts';

/** Whether all run the same, with the same settings. */
export function featuresHealth(context: BuildContext): RowDefinition {
  const { metric, nodeLabels } = context;
  const version = metric('cilium_version');
  const started = metric('cilium_process_start_time_seconds');
  const drift = metric('cilium_drift_checker_config_delta');
  const age = promql`time() - max ${by(started, ...nodeLabels)} (${started})`;
  const tile = { width: 6, height: 3 };
  return row('Is it healthy?', [
    stat({
      ...tile,
      title: 'Versions running',
      description:
        'Different Cilium versions among the agents. Two during an upgrade are normal; two the day after are a rollout that is stuck, or a cluster that was forgotten.',
      unit: 'short',
      decimals: 0,
      thresholds: [{ color: color.ok }, { from: 2, color: color.notice }, { from: 4, color: color.warning }],
      query: promql`count(count ${by(version, 'version')} (${version}))`,
    }),
    stat({
      ...tile,
      title: 'Agents on one version',
      description:
        'Share of agents on the version that most of their cluster run, in the cluster that agrees least. Below 100 % a rollout is on its way, or stuck: the table of oldest agents names the nodes.',
      unit: 'percentunit',
      decimals: 0,
      thresholds: [{ color: color.notice }, { from: 1, color: color.ok }],
      query: promql`min(${commonVersionShare(context)})`,
    }),
    stat({
      ...tile,
      title: 'Youngest agent',
      description:
        'Time since the last start of any agent. Some minutes without a rollout are a crash: look at the youngest agents below.',
      unit: 's',
      decimals: 0,
      query: promql`min(${age})`,
    }),
    stat({
      ...tile,
      title: 'Oldest agent',
      description:
        'Time since the agent started that runs longest. Settings changed after that are not in force there, unless CiliumNodeConfig or the agent itself takes them up.',
      unit: 's',
      decimals: 0,
      query: promql`max(${age})`,
    }),
    stat({
      ...tile,
      title: 'Agents with old settings',
      description:
        'Agents that run with other settings than the ConfigMap or CiliumNodeConfig says. They take the new ones when they restart, at a time nobody chose: finish the rollout.',
      unit: 'short',
      decimals: 0,
      minors: { from: '1.18' },
      thresholds: worseAbove(1),
      alerts: ['CiliumConfigDrift'],
      links: [{ title: 'Which agents', dashboard: 'cilium-agent' }],
      query: promql`sum(max ${by(drift, ...nodeLabels)} (${drift}) > bool 0)`,
    }),
    stat({
      ...tile,
      title: 'Features on some nodes',
      description:
        'Features that are on for some nodes of a cluster and off for others. Meant where CiliumNodeConfig says so; otherwise pods behave differently from node to node. The row on minorities names the nodes.',
      unit: 'short',
      decimals: 0,
      minors: { from: '1.17' },
      thresholds: worseAbove(1),
      query: orZeroEach(promql`count(${switchShares(context)} > 0 < 1)`, promql`count(${switchShares(context)})`),
    }),
    stat({
      ...tile,
      title: 'Modes on some nodes',
      description:
        'Modes in which some nodes of a cluster run and others do not, such as tunnel and direct routing. Traffic between the two often does not pass. Each mode counts, so two that differ are 2.',
      unit: 'short',
      decimals: 0,
      minors: { from: '1.17' },
      thresholds: worseAbove(1),
      query: orZeroEach(promql`count(${modeShares(context)} < 1)`, promql`count(${modeShares(context)})`),
    }),
    stat({
      ...tile,
      title: 'Processor architectures',
      description:
        'Different architectures among the agents. With more than one, images of every version must exist for each.',
      unit: 'short',
      decimals: 0,
      query: promql`max(count ${by(version, ...clusterLabels(context))} (count ${by(version, ...clusterLabels(context), 'arch')} (${version})))`,
    }),
  ]);
}
