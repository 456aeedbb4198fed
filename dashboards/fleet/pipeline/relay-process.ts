import type { BuildContext, PanelDefinition } from '../../../src/define.ts';
import { by, promql, timeseries } from '../../../src/define.ts';
import { sumRate } from '../../shared/expressions.ts';
import { clusterLabels, clusterLegend } from '../../shared/node-board.ts';
import { topTen } from '../../shared/rankings.ts';

/** Relay's answers and resources, each where the settings list its family: Relay's metrics are off by default. */
export function relayProcess(context: BuildContext): readonly (PanelDefinition | false)[] {
  const { metricOf, switchedOn } = context;
  const cluster = clusterLabels(context);
  const handled = metricOf('hubble-relay', 'grpc_server_handled_total');
  const memory = metricOf('hubble-relay', 'process_resident_memory_bytes');
  const legend = clusterLegend(context, '{{pod}}');
  const noValue = 'Relay is not scraped';
  return [
    switchedOn('grpc_server_handled_total') &&
      timeseries({
        title: 'Relay calls by result',
        description:
          'Calls per second to Relay, by method and gRPC code. GetFlows that ends with OK or Canceled is somebody who looked; Unavailable is a Relay without peers.',
        unit: 'reqps',
        min: 0,
        width: 8,
        legend: '{{grpc_method}} {{grpc_code}}',
        noValue,
        query: topTen(sumRate(handled, 'grpc_method', 'grpc_code')),
      }),
    switchedOn('process_cpu_seconds_total') &&
      timeseries({
        title: 'Relay CPU cores',
        description: 'CPU cores each Relay uses. It grows with nodes times readers: every reader asks every node.',
        unit: 'short',
        min: 0,
        width: 8,
        legend,
        noValue,
        query: sumRate(metricOf('hubble-relay', 'process_cpu_seconds_total'), ...cluster, 'pod'),
      }),
    switchedOn('process_resident_memory_bytes') &&
      timeseries({
        title: 'Relay memory',
        description: 'Resident memory of each Relay. It sorts flows of all nodes in memory: long queries fill it.',
        unit: 'bytes',
        min: 0,
        width: 8,
        legend,
        noValue,
        query: promql`max ${by(memory, ...cluster, 'pod')} (${memory})`,
      }),
  ];
}
