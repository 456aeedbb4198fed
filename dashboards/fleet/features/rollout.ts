import type { BuildContext, Promql, RowDefinition } from '../../../src/define.ts';
import { by, on, promql, row, table, timeseries } from '../../../src/define.ts';
import { clusterLink } from '../../shared/cluster-links.ts';
import { clusterHeading, clusterLabels, nodeCellLink, wholeCluster } from '../../shared/node-board.ts';

/** Share of the agents of each cluster on the version that most of them run: 1 before and after a rollout. */
export function commonVersionShare(context: BuildContext): Promql {
  const version = context.metric('cilium_version');
  const cluster = clusterLabels(context);
  return promql`
    max ${by(version, ...cluster)} (count ${by(version, ...cluster, 'version')} (${version}))
    / count ${by(version, ...cluster)} (${version})`;
}

/** Who was restarted already, and who not. */
export function rollout(context: BuildContext): RowDefinition {
  const { metric, nodeLabel, nodeLabels } = context;
  const started = metric('cilium_process_start_time_seconds');
  const version = metric('cilium_version');
  const age = promql`time() - max ${by(started, ...nodeLabels)} (${started})`;
  // a node that is being upgraded may show both versions for a moment, and a join must find one
  const running = promql`
    topk ${by(version, ...nodeLabels)} (1, max ${by(version, ...nodeLabels, 'version')} (${version} + 1))`;
  const agents = (ages: Promql) => promql`${ages} * ${on(version, ...nodeLabels)} group_left (version) ${running}`;
  const all = {
    unit: 's',
    decimals: 0,
    width: 8,
    columns: {
      ...clusterHeading(context),
      [nodeLabel]: 'Node',
      version: 'Version',
      'Value #A': 'Running for',
    },
    overrides: [nodeCellLink('Node', 'cilium-agent', 'Agent of this node')],
  };
  return row(
    'How far is the rollout?',
    [
      timeseries({
        title: 'Agents on the most common version',
        description:
          'Share of the agents of a cluster on the version that most of them run. A rollout is a valley, lowest when half is done. A line that stays low is stuck: look at the DaemonSet and its pods.',
        unit: 'percentunit',
        min: 0,
        max: 1,
        width: 8,
        legend: wholeCluster(context),
        overrides: [clusterLink(context, 'cilium-agent', 'Agents of this cluster')],
        query: commonVersionShare(context),
      }),
      table({
        ...all,
        title: 'Oldest agents',
        description:
          'The twenty agents that run longest: those a rollout has not reached. They run the version and the settings of the time they started.',
        sortBy: { column: 'Running for', descending: true },
        query: agents(promql`topk(20, ${age})`),
      }),
      table({
        ...all,
        title: 'Youngest agents',
        description:
          'The twenty agents that started last. All young is a rollout; a few young ones among old ones crashed, or their nodes are new.',
        sortBy: { column: 'Running for' },
        query: agents(promql`bottomk(20, ${age})`),
      }),
    ],
    { collapsed: true },
  );
}
