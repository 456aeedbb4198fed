import { defineDashboard } from '../../src/define.ts';
import { END_LABELS, flowBoard } from '../shared/flow-board.ts';
import { policyChanges } from '../shared/policy-changes.ts';
import { denials } from './drops/denials.ts';
import { dropAdvice } from './drops/drop-advice.ts';
import { dropHealth } from './drops/drop-health.ts';
import { dropsBySide } from './drops/drops-by-side.ts';
import { dropsOverTime } from './drops/drops-over-time.ts';
import { losers } from './drops/losers.ts';
import { policyVerdicts } from './drops/policy-verdicts.ts';

export const hubbleDrops = defineDashboard({
  uid: 'hubble-drops',
  title: 'Hubble / Drops and network policy',
  question: 'What is being dropped, between whom, and did somebody intend it?',
  tags: ['hubble', 'drops', 'policy'],
  neighbours: [
    'hubble-overview',
    'hubble-tcp',
    'hubble-dns',
    'cilium-datapath',
    'cilium-agent',
    'incident-drops',
    'incident-policy',
  ],
  build: (context) => {
    // flows name every workload, drops only those that lost something
    const everyone = context.hubble('flow', ...END_LABELS) ? 'hubble_flows_processed_total' : 'hubble_drop_total';
    const board = flowBoard(context, everyone);
    return {
      variables: board.filters,
      annotations: [policyChanges(context)],
      rows: [
        dropHealth(board),
        dropsOverTime(board),
        losers(board),
        denials(board),
        policyVerdicts(board),
        dropsBySide(board),
        dropAdvice(),
      ],
    };
  },
});
