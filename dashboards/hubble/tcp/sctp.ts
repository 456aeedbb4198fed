import type { RowDefinition } from '../../../src/define.ts';
import { row, timeseries } from '../../../src/define.ts';
import { sumRate } from '../../shared/expressions.ts';
import { END_LABELS } from '../../shared/flow-board.ts';
import type { TcpBoard } from './tcp-board.ts';

/** SCTP associations. Only with the `sctp` handler, which is off by default. */
export function sctp({ context, node, filters }: TcpBoard): RowDefinition {
  const narrowed = context.hubble('sctp', ...END_LABELS);
  return row(
    'SCTP',
    [
      context.hubble('sctp') &&
        timeseries({
          title: 'Chunks by type',
          description:
            'SCTP chunks per second that open, close and abort associations. INIT above INIT_ACK: nobody answers. ABORT: one end refuses, or lost its state.',
          unit: 'cps',
          min: 0,
          width: 24,
          minors: { from: '1.18' },
          legend: '{{chunk_type}}',
          query: sumRate(
            context.metric('hubble_sctp_chunk_types_total', {}, ...(narrowed ? filters : [node])),
            'chunk_type',
          ),
        }),
    ],
    { collapsed: true },
  );
}
