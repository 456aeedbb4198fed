import { by, defineDashboard, labelVariable, promql, row, stat, timeseries } from '../../src/define.ts';
import { worseAbove } from '../shared/colors.ts';

/** Rcodes that blame the server. NXDOMAIN does not: search domains produce it all day (users' pitfall 3.6). */
const serverErrors = ['Server Failure', 'Query Refused', 'Not Implemented', 'Format Error'] as const;

export const hubbleDns = defineDashboard({
  uid: 'hubble-dns',
  title: 'Hubble / DNS',
  question: 'Do names resolve, and if not, whose fault is it?',
  tags: ['hubble', 'dns'],
  neighbours: [],
  build: (context) => {
    const { metric } = context;
    // the client is the source of a query and the destination of its response
    const namespace = labelVariable({
      name: 'namespace',
      label: 'Client namespace',
      description: 'Namespace of the workloads that ask.',
      of: metric('hubble_dns_queries_total'),
      values: 'source_namespace',
      mayBeEmpty: true,
      churns: true,
    });
    const queries = metric('hubble_dns_queries_total', {}, namespace);
    const responses = metric('hubble_dns_responses_total', { destination_namespace: namespace });
    const failed = metric('hubble_dns_responses_total', { rcode: serverErrors, destination_namespace: namespace });
    return {
      variables: [namespace],
      rows: [
        row('Is it healthy?', [
          stat({
            title: 'Server error ratio',
            description: 'Share of responses in which the server failed (SERVFAIL, REFUSED, ...). Above 1 % look at the DNS servers.',
            unit: 'percentunit',
            thresholds: worseAbove(0.01, 0.05),
            query: promql`
              (sum(rate(${failed}[$__rate_interval])) or vector(0))
              / sum(rate(${responses}[$__rate_interval]))`,
          }),
        ]),
        row('Traffic', [
          timeseries({
            title: 'Queries by client namespace',
            description: 'Queries per second. A jump in one namespace is usually a retry loop or a missing search domain.',
            unit: 'reqps',
            legend: '{{source_namespace}}',
            query: promql`sum ${by(queries, 'source_namespace')} (rate(${queries}[$__rate_interval]))`,
          }),
        ]),
      ],
    };
  },
});
