import { defineDashboard } from '../../src/define.ts';
import { atRisk } from './overview/at-risk.ts';
import { objectives } from './overview/objectives.ts';
import { overTime } from './overview/over-time.ts';
import { sloBoard } from './slo-board.ts';

export const sloOverview = defineDashboard({
  uid: 'slo-overview',
  title: 'SLO / Overview',
  question: 'Which objectives are at risk, and how long will their budgets last?',
  tags: ['slo'],
  neighbours: ['slo-budget', 'hubble-overview', 'cilium-agent', 'cilium-datapath'],
  when: ({ slos }) => slos.length > 0,
  build: (context) => {
    const board = sloBoard(context);
    return { variables: [board.slo], rows: [atRisk(board), objectives(board), overTime(board)] };
  },
});
