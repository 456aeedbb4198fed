import type { BuildContext, MatchersOf, TargetLabel, VariableDefinition } from '../../src/define.ts';
import { labelVariable } from '../../src/define.ts';
import { clusterLabels, clusterLegend } from './node-board.ts';
import { nodeVariable } from './variables.ts';

/** Hubble series whose context labels name both ends of a flow. */
export type FlowSeries =
  | 'hubble_flows_processed_total'
  | 'hubble_drop_total'
  | 'hubble_dns_queries_total'
  | 'hubble_http_requests_total'
  | 'hubble_tcp_flags_total';

export type EndName = 'source' | 'destination';

/** One end of a flow, as queries group by it and legends write it. An empty name is an end without a workload. */
export interface End {
  readonly labels: readonly (
    | 'source_namespace'
    | 'source_workload'
    | 'destination_namespace'
    | 'destination_workload'
    | TargetLabel
  )[];
  readonly legend: string;
}

/** Drop-downs that pick who asks. */
export interface Clients {
  readonly node: VariableDefinition;
  readonly namespace: VariableDefinition;
  readonly workload: VariableDefinition;
}

/** What the rows of a board with drop-downs for both ends are built from. */
export interface FlowBoard {
  readonly context: BuildContext;
  readonly node: VariableDefinition;
  /** All drop-downs, each for the label of its name: pass them to `metric`. */
  readonly filters: readonly VariableDefinition[];
  /** The choice of ends for packets on their way back, whose source is the end that was asked. */
  readonly returning: MatchersOf<FlowSeries>;
  /** The drop-downs of the source, for series in which it is a client. */
  readonly clients: Clients;
  readonly source: End;
  readonly destination: End;
}

/** Labels a handler needs for a board to name both ends. */
export const END_LABELS = [
  'source_namespace',
  'source_workload',
  'destination_namespace',
  'destination_workload',
] as const;

/** Drop-downs and groupings for both ends of a flow. @param of series the drop-downs take their values from */
export function flowBoard(context: BuildContext, of: FlowSeries): FlowBoard {
  const node = observerVariable(context, of);
  const [sourceNamespace, sourceWorkload] = endVariables(context, of, 'source', 'Source');
  const [destinationNamespace, destinationWorkload] = endVariables(context, of, 'destination', 'Destination');
  return {
    context,
    node,
    filters: [node, sourceNamespace, sourceWorkload, destinationNamespace, destinationWorkload],
    returning: {
      source_namespace: destinationNamespace,
      source_workload: destinationWorkload,
      destination_namespace: sourceNamespace,
      destination_workload: sourceWorkload,
    },
    clients: { node, namespace: sourceNamespace, workload: sourceWorkload },
    source: endOf(context, 'source'),
    destination: endOf(context, 'destination'),
  };
}

/** Namespace and workload of one end. @param who what the reader calls that end */
export function endVariables(context: BuildContext, of: FlowSeries, end: EndName, who: string) {
  const namespace = labelVariable({
    name: `${end}_namespace`,
    label: `${who} namespace`,
    description: `Namespace of the ${who.toLowerCase()}. Empty for everything outside the cluster, and for nodes.`,
    of: context.metric(of),
    values: `${end}_namespace`,
    mayBeEmpty: true,
    churns: true,
  });
  const workload = labelVariable({
    name: `${end}_workload`,
    label: `${who} workload`,
    description: `Deployment, DaemonSet or the like of the ${who.toLowerCase()}. Empty where no workload stands behind the address.`,
    of: context.metric(of, {}, namespace),
    values: `${end}_workload`,
    mayBeEmpty: true,
    churns: true,
  });
  return [namespace, workload] as const;
}

/** Nodes whose agents saw the flows; a flow may be seen at both of its ends. */
export function observerVariable(context: BuildContext, of: FlowSeries): VariableDefinition {
  return {
    ...nodeVariable(context, context.metric(of)),
    description: 'Nodes whose Hubble saw it. All for the whole cluster.',
  };
}

/** Both ends are told apart by cluster as well, for workloads of one name in several. */
export function endOf(context: BuildContext, end: EndName): End {
  return {
    labels: [...clusterLabels(context), `${end}_namespace`, `${end}_workload`],
    legend: clusterLegend(context, `{{${end}_namespace}}/{{${end}_workload}}`),
  };
}
