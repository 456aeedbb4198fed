import { dashboardCheck } from './check.ts';

const MOST_IN_ALL = 60;

export const dashboardTargetBudget = dashboardCheck({
  code: 'dashboard-target-budget',
  severity: 'warning',
  summary: 'A board of very many queries answers many questions at once, and none quickly.',
  remediation: 'Split the board by question and link the parts.',
  *check({ panels, annotationQueries }) {
    const count = panels.reduce((sum, { queries }) => sum + queries.length, annotationQueries.length);
    if (count > MOST_IN_ALL)
      yield { message: `the board has ${count} queries, collapsed rows included; ${MOST_IN_ALL} are plenty` };
  },
});
