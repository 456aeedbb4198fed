import { dashboardCheck } from './check.ts';
import { inKib, MOST_BYTES, sizeOf } from './support/size.ts';

export const dashboardSize = dashboardCheck({
  code: 'dashboard-size',
  severity: 'error',
  summary:
    'A dashboard of 1 MiB or more cannot be published: proxies refuse the request (413), and no ConfigMap can hold it.',
  remediation: 'Split the board by the questions it answers, and link the parts.',
  *check(dashboard) {
    const size = sizeOf(dashboard);
    if (size >= MOST_BYTES)
      yield { message: `the dashboard is ${inKib(size)}; it must stay below ${inKib(MOST_BYTES)}` };
  },
});
