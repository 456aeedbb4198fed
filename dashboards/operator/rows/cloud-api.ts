import type { BuildContext, PanelDefinition } from '../../../src/define.ts';
import { timeseries } from '../../../src/define.ts';
import { quantile } from '../../shared/expressions.ts';
import { clusterLabels, clusterLegend } from '../../shared/node-board.ts';
import { topTen } from '../../shared/rankings.ts';

/** Calls to the cloud. Those of AWS and Azure are counted; Alibaba's have no family of their own. */
export function cloudApi(context: BuildContext, noValue: string): readonly PanelDefinition[] {
  const { metric } = context;
  const labels = [...clusterLabels(context), 'operation'] as const;
  const all = { unit: 's', min: 0, width: 12, noValue } as const;
  const legend = (cloud: string) => clusterLegend(context, `${cloud} {{operation}}`);
  return [
    timeseries({
      ...all,
      title: 'Cloud API time by operation, p99',
      description:
        'How long calls to the API of AWS or Azure take, 99 % at most, the ten slowest operations. Slow calls hold addresses back on all nodes alike: see the status page of the cloud before you look at Cilium.',
      targets: [
        {
          legend: legend('AWS'),
          query: topTen(quantile(0.99, metric('cilium_operator_ec2_api_duration_seconds_bucket'), ...labels)),
        },
        {
          legend: legend('Azure'),
          query: topTen(quantile(0.99, metric('cilium_operator_azure_api_duration_seconds_bucket'), ...labels)),
        },
      ],
    }),
    timeseries({
      ...all,
      title: 'Wait for the rate limit by operation, p99',
      description:
        "How long calls wait for the operator's own rate limit, 99 % at most, the ten worst operations. It looks like a slow cloud and is not: raise its limit-ipam-api-qps and limit-ipam-api-burst, to less than the cloud allows.",
      targets: [
        {
          legend: legend('AWS'),
          query: topTen(
            quantile(0.99, metric('cilium_operator_ec2_api_rate_limit_duration_seconds_bucket'), ...labels),
          ),
        },
        {
          legend: legend('Azure'),
          query: topTen(
            quantile(0.99, metric('cilium_operator_azure_api_rate_limit_duration_seconds_bucket'), ...labels),
          ),
        },
      ],
    }),
  ];
}
