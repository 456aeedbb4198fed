import { dashboardCheck } from './check.ts';
import { asText, panelsOf, placeOf } from './support/board-json.ts';

export const panelId = dashboardCheck({
  code: 'panel-id',
  severity: 'error',
  summary:
    'Grafana gives a panel without an id of its own another one on every save, so links to the panel and alerts lead elsewhere.',
  remediation: 'Ids are made from keys. When two keys collide, give one of the panels another `key`.',
  *check(dashboard) {
    const first = new Map<number, string>();
    for (const { panel, path } of panelsOf(dashboard.json)) {
      const { id } = panel;
      const key =
        dashboard.panels.find((candidate) => candidate.path === path)?.key ?? `row "${asText(panel['title'])}"`;
      if (typeof id !== 'number' || !Number.isInteger(id) || id <= 0) {
        yield {
          message: `panel id ${JSON.stringify(id ?? null)} of ${key} is not a whole number above zero`,
          place: placeOf(dashboard, path),
        };
        continue;
      }
      const other = first.get(id);
      // equal keys are panel-key's finding
      if (other !== undefined && other !== key) {
        yield { message: `${other} and ${key} both have panel id ${id}`, place: placeOf(dashboard, path) };
      }
      first.set(id, other ?? key);
    }
  },
});
