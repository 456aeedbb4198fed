import { dashboardCheck } from './check.ts';

/** Queries a board may send when it is opened: as many panels as one can read, and Prometheus runs 20 at a time by default. */
const MOST_ON_OPEN = 25;

export const dashboardQueryBudget = dashboardCheck({
  code: 'dashboard-query-budget',
  severity: 'error',
  summary:
    'A board that sends too many queries at once opens slowly, and slows Prometheus down for everybody while an incident runs.',
  remediation:
    'Collapse the rows that are not needed at first sight (their queries run when they are opened), or split the board.',
  *check({ panels, annotationQueries }) {
    const open = panels.filter(({ collapsed }) => !collapsed).flatMap(({ queries }) => queries);
    const count = open.length + annotationQueries.length;
    if (count > MOST_ON_OPEN) {
      yield {
        message: `opening the board sends ${count} queries; ${MOST_ON_OPEN} are the most, without collapsed rows`,
      };
    }
  },
});
