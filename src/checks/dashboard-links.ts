import { nearest } from '../catalog/nearest.ts';
import { dashboardCheck } from './check.ts';
import { linksOf } from './support/links.ts';

export const dashboardLinks = dashboardCheck({
  code: 'dashboard-links',
  severity: 'error',
  summary: 'A link to a board that is not published ends at "Dashboard not found", in the middle of an incident.',
  remediation: 'Link to the uid of a board of the set. A board that `grafana.exclude` leaves out is not published.',
  *check(dashboard, { model }) {
    const uids = model.dashboards.map(({ uid }) => uid);
    for (const { uid, place } of linksOf(dashboard)) {
      if (uid === dashboard.uid && place.path === '/links')
        yield { message: 'the board names itself as its neighbour', place };
      if (uids.includes(uid)) continue;
      const [near] = nearest(uid, uids);
      const excluded = model.settings.grafana.exclude.includes(uid);
      const why = excluded
        ? ', which grafana.exclude leaves out'
        : near
          ? `, which is no board of the set; near it: ${near}`
          : ', which is no board of the set';
      yield { message: `links to "${uid}"${why}`, place };
    }
  },
});
