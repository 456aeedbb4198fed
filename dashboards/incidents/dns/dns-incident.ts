import type { BuildContext, Fragment, LabelOf, Promql } from '../../../src/define.ts';
import { by, promql } from '../../../src/define.ts';
import type { DnsTraffic } from '../../shared/dns-traffic.ts';
import { dnsTraffic } from '../../shared/dns-traffic.ts';
import { sumRate } from '../../shared/expressions.ts';
import type { Clients } from '../../shared/flow-board.ts';
import { clusterLabels } from '../../shared/node-board.ts';

type ClientLabel = LabelOf<'hubble_dns_queries_total'>;

/** What the rows of the board are built from. */
export interface DnsIncident {
  readonly context: BuildContext;
  readonly clients: Clients;
  readonly traffic: DnsTraffic;
  /** Labels that name a namespace of clients, and a workload. */
  readonly namespace: readonly ClientLabel[];
  readonly workload: readonly ClientLabel[];
  /**
   * Share of queries without a response, by namespace. Below one query in five seconds a single one would be a large
   * share, so quiet namespaces are left out, as in the alerts.
   */
  readonly unanswered: Promql;
  /** Responses per second by namespace or workload of the client, under the labels queries have. */
  answers(of: DnsTraffic['responses'], end: 'namespace' | 'workload'): Promql;
}

/** Queries per second below which a share says nothing. */
const FEW = 0.2;

export function dnsIncident(context: BuildContext, clients: Clients): DnsIncident {
  const traffic = dnsTraffic(context, clients);
  const { queries, responses } = traffic;
  const cluster = clusterLabels(context);
  const namespace = [...cluster, 'source_namespace'] as const;
  const workload = [...namespace, 'source_workload'] as const;
  const answers = (of: DnsTraffic['responses'], end: 'namespace' | 'workload'): Promql => {
    const destination = sumRate(
      of,
      ...cluster,
      'destination_namespace',
      ...(end === 'workload' ? (['destination_workload'] as const) : []),
    );
    const renamed = promql`label_replace(${destination}, "source_namespace", "$1", "destination_namespace", "(.*)")`;
    return end === 'namespace'
      ? promql`sum ${by(queries, ...namespace)} (${renamed})`
      : promql`sum ${by(queries, ...workload)} (label_replace(${renamed}, "source_workload", "$1", "destination_workload", "(.*)"))`;
  };
  const asked = sumRate(queries, ...namespace);
  return {
    context,
    clients,
    traffic,
    namespace,
    workload,
    answers,
    unanswered: missing(asked, answers(responses, 'namespace')),
  };
}

/** Share of what was asked that was not answered, 0 and up; both sides have the same labels. */
export function missing(asked: Fragment, answered: Fragment): Promql {
  return promql`clamp_min(1 - (${answered} or 0 * ${asked}) / (${asked} > ${FEW}), 0)`;
}
