import type { Dashboard, Panel } from '../../model/dashboard.ts';
import type { Model } from '../../model/model.ts';
import type { Query } from '../../model/query.ts';

/** The panel a query belongs to; undefined for queries of variables, annotations and rules. */
export function panelOf(
  query: Query,
  model: Model,
): { readonly dashboard: Dashboard; readonly panel: Panel } | undefined {
  if (query.use !== 'panel') return undefined;
  const path = query.path.replace(/\/targets\/\d+$/, '');
  for (const dashboard of model.dashboards) {
    if (`dashboard/${dashboard.uid}` !== query.resource) continue;
    const panel = dashboard.panels.find((candidate) => candidate.path === path);
    if (panel) return { dashboard, panel };
  }
  return undefined;
}
