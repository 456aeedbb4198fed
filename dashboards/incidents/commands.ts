import type { FieldOverride, Fragment, Promql } from '../../src/define.ts';
import { promql, verbatim } from '../../src/define.ts';

/** Heading of the column that holds the next command of a row. */
export const COMMAND = 'Next command';

/** Columns share a table's width evenly unless told otherwise, and a command is longer than a name. In pixels. */
export const commandColumns: readonly FieldOverride[] = [
  { match: COMMAND, width: 440 },
  { match: 'Cluster', width: 90 },
  { match: 'Node', width: 90 },
];

/**
 * The query with a label `command`: what to run next about the row, ready to copy. `$1` is the value of the label.
 * @param command must hold no `"`: it stands inside a PromQL string
 */
export function commandFor(query: Fragment, label: string, command: string): Promql {
  return promql`label_replace(${query}, "command", ${literal(command)}, ${literal(label)}, "(.+)")`;
}

/**
 * The same from both ends of a flow. An end outside of the cluster has no namespace: then the command is about the other
 * one alone.
 * @param what flags of `hubble observe`, such as `--verdict DROPPED`
 */
export function observeBetween(query: Fragment, what: string): Promql {
  const observe = (...ends: readonly string[]) => literal(['hubble observe', what, ...ends, '--since 15m'].join(' '));
  const from = '--from-workload $1/$2';
  const both = '--from-workload $1/$2 --to-workload $3/$4';
  return promql`
    label_replace(
      label_replace(
        label_replace(
          label_join(
            ${query},
            "ends", "|", "source_namespace", "source_workload", "destination_namespace", "destination_workload"
          ),
          "command", ${observe(both)}, "ends", ${literal('(.+)[|](.+)[|](.+)[|](.+)')}
        ),
        "command", ${observe(from)}, "ends", ${literal('(.+)[|](.+)[|][|]')}
      ),
      "command", ${observe('--to-workload $1/$2')}, "ends", ${literal('[|][|](.+)[|](.+)')}
    )`;
}

/** About a workload. @param end whose labels name it */
export function observeWorkload(query: Fragment, end: 'source' | 'destination', flags: string): Promql {
  const joined = promql`label_join(${query}, "ends", "/", ${literal(`${end}_namespace`)}, ${literal(`${end}_workload`)})`;
  return commandFor(joined, 'ends', `hubble observe ${flags.replace('WORKLOAD', '$1')} --since 15m`);
}

/** In the agent of a row's node. Where nodes go by an address, kubectl finds no pod by it: then any agent is asked. */
export function onAgent(query: Fragment, nodeLabel: string, command: string): Promql {
  const pod =
    nodeLabel === 'node'
      ? '$$(kubectl -n kube-system get pods -l k8s-app=cilium --field-selector spec.nodeName=$1 -o name)'
      : 'ds/cilium';
  return commandFor(query, nodeLabel, `kubectl -n kube-system exec ${pod} -c cilium-agent -- ${command}`);
}

/** Text of PromQL that is no series: the template tag takes it as it is. */
function literal(text: string): Promql {
  return verbatim(`"${text}"`);
}
