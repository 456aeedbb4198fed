import { dashboardCheck } from './check.ts';
import { linksOf } from './support/links.ts';

export const dashboardOrphan = dashboardCheck({
  code: 'dashboard-orphan',
  severity: 'warning',
  summary: 'A board that no other board links to is found only by those who know its name.',
  remediation: 'Name it among the `neighbours` of the board one comes from, or link a panel to it.',
  *check(dashboard, { model }) {
    // a board that was linked from one the settings leave out is no fault of the content
    if (model.dashboards.length < 2 || model.settings.grafana.exclude.length > 0) return;
    const others = model.dashboards.filter(({ uid }) => uid !== dashboard.uid);
    const linked = others.some((other) => linksOf(other).some(({ uid }) => uid === dashboard.uid));
    if (!linked) yield { message: `no other board links to "${dashboard.uid}"` };
  },
});
