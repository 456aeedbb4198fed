import type { RowDefinition } from '../../../src/define.ts';
import { by, promql, row, timeseries } from '../../../src/define.ts';
import { sumRate } from '../../shared/expressions.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { topTen } from '../../shared/rankings.ts';

/** Flow logs by the dynamic exporters. Only when the settings switch their metrics on. */
export function hubbleExporters({ context, node }: NodeBoard): RowDefinition {
  const { metric, nodeLabels, nodeLegend } = context;
  const enabled = context.switchedOn('hubble_dynamic_exporter_up');
  const up = metric('hubble_dynamic_exporter_up', {}, node);
  return row(
    'Do flow logs get written?',
    [
      enabled &&
        timeseries({
          title: 'Exporters running',
          description:
            'Nodes on which each dynamic exporter runs. Fewer than nodes: the configuration did not arrive there, or its time window is over.',
          unit: 'short',
          min: 0,
          legend: '{{name}}',
          query: promql`sum ${by(up, 'name')} (${up})`,
        }),
      context.switchedOn('hubble_dynamic_exporter_reconfigurations_total') &&
        timeseries({
          title: 'Reconfigurations by node',
          description:
            'Changes of exporters per second, the ten busiest nodes. A steady rate is a ConfigMap that something rewrites all the time.',
          unit: 'ops',
          min: 0,
          legend: `${nodeLegend} {{op}}`,
          query: topTen(
            sumRate(metric('hubble_dynamic_exporter_reconfigurations_total', {}, node), ...nodeLabels, 'op'),
          ),
        }),
    ],
    { collapsed: true },
  );
}
