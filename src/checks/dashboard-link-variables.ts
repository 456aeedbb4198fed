import { nearest } from '../catalog/nearest.ts';
import { dashboardCheck } from './check.ts';
import { linksOf } from './support/links.ts';

export const dashboardLinkVariables = dashboardCheck({
  code: 'dashboard-link-variables',
  severity: 'error',
  summary:
    'A link that sets a variable the other board does not have opens that board unfiltered, as if every series belonged to what was clicked.',
  remediation: 'Name a variable of the linked board, or give that board the variable.',
  *check(dashboard, { model }) {
    for (const { uid, variables, place } of linksOf(dashboard)) {
      const target = model.dashboards.find((candidate) => candidate.uid === uid);
      if (!target) continue;
      const known = target.variables.map(({ name }) => name);
      for (const name of variables.filter((variable) => !known.includes(variable))) {
        const [near = known.join(', ')] = nearest(name, known);
        yield { message: `the link to "${uid}" sets $${name}, which that board does not have; it has ${near}`, place };
      }
    }
  },
});
