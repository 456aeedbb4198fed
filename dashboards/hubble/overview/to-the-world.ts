import type { RowDefinition } from '../../../src/define.ts';
import { barGauge, row, timeseries } from '../../../src/define.ts';
import { color } from '../../shared/colors.ts';
import { sumRate } from '../../shared/expressions.ts';
import type { FlowBoard } from '../../shared/flow-board.ts';
import { END_LABELS } from '../../shared/flow-board.ts';
import { topTen } from '../../shared/rankings.ts';

/** Traffic that leaves the cluster. Only with the `flows-to-world` handler. */
export function toTheWorld({ context, node, filters, source }: FlowBoard): RowDefinition {
  const enabled = context.hubble('flows-to-world');
  const named = context.hubble('flows-to-world', ...END_LABELS);
  const world = () => context.metric('hubble_flows_to_world_total', {}, ...(named ? filters : [node]));
  return row(
    'What leaves the cluster?',
    [
      enabled &&
        timeseries({
          title: 'To the world by verdict',
          description:
            'Flows per second to addresses outside, by verdict. Dropped ones are those policy refused, and others only with the option any-drop: the number is a part of all drops.',
          unit: 'eps',
          min: 0,
          width: 8,
          legend: '{{verdict}} {{protocol}}',
          query: sumRate(world(), 'verdict', 'protocol'),
        }),
      named &&
        timeseries({
          title: 'To the world by source',
          description:
            'Flows per second to addresses outside, the ten sources with most. A workload that has no business outside deserves an egress policy.',
          unit: 'eps',
          min: 0,
          width: 8,
          legend: source.legend,
          query: topTen(sumRate(world(), ...source.labels)),
        }),
      context.hubble('flows-to-world', 'port') &&
        barGauge({
          title: 'Busiest ports outside',
          description:
            'Flows per second to the ten ports outside with most. Expect 443; mail, SSH or database ports are worth a question.',
          unit: 'eps',
          min: 0,
          thresholds: [{ color: color.notice }],
          legend: '{{port}}',
          query: topTen(sumRate(world(), 'port')),
        }),
    ],
    { collapsed: true },
  );
}
