import type { RowDefinition } from '../../../src/define.ts';
import { barGauge, row, timeseries } from '../../../src/define.ts';
import { color } from '../../shared/colors.ts';
import { sumRate } from '../../shared/expressions.ts';
import { topTen } from '../../shared/rankings.ts';
import type { TcpBoard } from './tcp-board.ts';

/** By port. The handler has no workload labels unless configured so: the drop-downs for ends do not apply. */
export function ports({ context, node }: TcpBoard): RowDefinition {
  const enabled = context.hubble('port-distribution');
  const all = () => context.metric('hubble_port_distribution_total', {}, node);
  const of = (protocol: 'TCP' | 'UDP') => context.metric('hubble_port_distribution_total', { protocol }, node);
  const scope = 'All workloads: the drop-downs for source and destination do not narrow it.';
  return row('Which ports? (all workloads)', [
    enabled &&
      timeseries({
        title: 'Flows by protocol',
        description: `Flows per second to a port, by protocol. A new protocol, or UDP that outgrows TCP, deserves a question. ${scope}`,
        unit: 'eps',
        min: 0,
        width: 8,
        legend: '{{protocol}}',
        query: sumRate(all(), 'protocol'),
      }),
    enabled &&
      barGauge({
        title: 'Busiest TCP ports',
        description: `Flows per second to the ten TCP ports with most. Expect 443, 80, databases and Kubernetes' own; an odd port at the top is worth a look with hubble observe --port. ${scope}`,
        unit: 'eps',
        min: 0,
        thresholds: [{ color: color.notice }],
        legend: '{{port}}',
        query: topTen(sumRate(of('TCP'), 'port')),
      }),
    enabled &&
      barGauge({
        title: 'Busiest UDP ports',
        description: `Flows per second to the ten UDP ports with most. Expect 53; 8472 or 6081 here would be tunnels inside the tunnel. ${scope}`,
        unit: 'eps',
        min: 0,
        thresholds: [{ color: color.notice }],
        legend: '{{port}}',
        query: topTen(sumRate(of('UDP'), 'port')),
      }),
  ]);
}
