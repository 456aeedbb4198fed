import type { BuildContext, Promql, ThresholdStep } from '../../../src/define.ts';
import { by, promql } from '../../../src/define.ts';
import { worseAbove } from '../../shared/colors.ts';
import { LOST_EVENTS_LIMIT } from '../../shared/hubble-losses.ts';
import { clusterLabels } from '../../shared/node-board.ts';
import { dnsThresholds, httpThresholds, lossThresholds } from '../../shared/objectives.ts';
import { packetLossByCluster } from '../../shared/packet-loss.ts';
import { dnsFailures, httpErrors, hubbleLosses, notReady } from './shares.ts';

/** A column of the table of clusters, and the board that explains its values. */
export interface ClusterColumn {
  readonly heading: string;
  readonly query: Promql;
  readonly unit?: string;
  readonly decimals?: number;
  readonly thresholds?: readonly ThresholdStep[];
  readonly board: readonly [uid: string, title: string];
}

/** A number for each cluster and thing that can be wrong with it. */
export function clusterColumns(context: BuildContext): readonly ClusterColumn[] {
  return [...agentColumns(context), ...networkColumns(context), ...controlColumns(context)];
}

function agentColumns(context: BuildContext): readonly ClusterColumn[] {
  const { metric, metricOf } = context;
  const cluster = clusterLabels(context);
  const up = metricOf('agent', 'up');
  const version = metric('cilium_version');
  const endpoints = metric('cilium_endpoint_state');
  const board = ['cilium-agent', 'Agents of this cluster'] as const;
  return [
    {
      heading: 'Versions',
      board: ['cilium-features', 'Versions of this cluster'],
      thresholds: worseAbove(2, 3),
      query: promql`count ${by(version, ...cluster)} (count ${by(version, ...cluster, 'version')} (${version}))`,
    },
    { heading: 'Agents', board, query: promql`count ${by(up, ...cluster)} (${up})` },
    {
      heading: 'Down',
      board,
      thresholds: worseAbove(1),
      query: promql`sum ${by(up, ...cluster)} (${up} == bool 0)`,
    },
    { heading: 'Endpoints', board, query: promql`sum ${by(endpoints, ...cluster)} (${endpoints})` },
    {
      heading: 'Not ready',
      board,
      unit: 'percentunit',
      decimals: 1,
      thresholds: worseAbove(0.05, 0.2),
      query: notReady(context),
    },
  ];
}

function networkColumns(context: BuildContext): readonly ClusterColumn[] {
  const { hubble } = context;
  const share = { unit: 'percentunit', decimals: 2 };
  const columns: readonly (ClusterColumn | false)[] = [
    {
      ...share,
      heading: 'Packets lost',
      decimals: 3,
      thresholds: lossThresholds,
      board: ['cilium-datapath', 'Datapath of this cluster'],
      query: packetLossByCluster(context),
    },
    hubble('dns') && {
      ...share,
      heading: 'DNS failed',
      thresholds: dnsThresholds,
      board: ['hubble-dns', 'DNS of this cluster'],
      query: dnsFailures(context),
    },
    hubble('httpV2') && {
      ...share,
      heading: 'HTTP 5xx',
      thresholds: httpThresholds,
      board: ['hubble-http', 'HTTP of this cluster'],
      query: httpErrors(context),
    },
    hubble('flow') && {
      ...share,
      heading: 'Hubble lost',
      thresholds: worseAbove(LOST_EVENTS_LIMIT / 5, LOST_EVENTS_LIMIT),
      board: ['hubble-pipeline', 'Hubble of this cluster'],
      query: hubbleLosses(context),
    },
  ];
  return columns.filter((column) => column !== false);
}

function controlColumns(context: BuildContext): readonly ClusterColumn[] {
  const { metric } = context;
  const cluster = clusterLabels(context);
  const policies = metric('cilium_policy');
  const failing = metric('cilium_controllers_failing');
  const unreachable = metric('cilium_unreachable_nodes');
  const board = ['cilium-agent', 'Agents of this cluster'] as const;
  return [
    { heading: 'Policies', board, query: promql`max ${by(policies, ...cluster)} (${policies})` },
    {
      heading: 'Controllers failing',
      board,
      thresholds: worseAbove(1, 10),
      query: promql`sum ${by(failing, ...cluster)} (${failing})`,
    },
    {
      heading: 'Unreachable',
      board,
      thresholds: worseAbove(1, 3),
      query: promql`max ${by(unreachable, ...cluster)} (${unreachable})`,
    },
  ];
}
