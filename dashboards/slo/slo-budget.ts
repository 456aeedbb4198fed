import { defineDashboard } from '../../src/define.ts';
import { burnWindows } from './budget/burn-windows.ts';
import { groups } from './budget/groups.ts';
import { ledger } from './budget/ledger.ts';
import { sloBoard } from './slo-board.ts';

export const sloBudget = defineDashboard({
  uid: 'slo-budget',
  title: 'SLO / Error budget',
  question: 'How fast does this objective burn its budget, and who burns it?',
  tags: ['slo'],
  neighbours: ['slo-overview', 'hubble-dns', 'hubble-http', 'cilium-datapath', 'cilium-agent'],
  when: ({ slos }) => slos.length > 0,
  build: (context) => {
    const board = sloBoard(context, context.slos[0]?.name ?? '');
    return { variables: [board.slo], rows: [ledger(board), burnWindows(board), groups(board)] };
  },
});
