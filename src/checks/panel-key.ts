import { dashboardCheck } from './check.ts';
import { asText, objectsIn, placeOf } from './support/board-json.ts';

export const panelKey = dashboardCheck({
  code: 'panel-key',
  severity: 'error',
  summary: 'Two panels with one key are one panel to every link, to the diff in a pull request and to Grafana.',
  remediation: 'Give panels of a row different titles, or one of them a `key`; give rows different titles.',
  *check(dashboard) {
    const panels = Map.groupBy(dashboard.panels, ({ key }) => key);
    for (const [key, twins] of panels) {
      const [first] = twins;
      for (const twin of twins.slice(1)) {
        yield {
          message: `"${first?.title}" and "${twin.title}" both have the key ${key}`,
          place: placeOf(dashboard, twin.path),
        };
      }
    }
    const rows = objectsIn(dashboard.json['panels']).filter(({ type }) => type === 'row');
    const titles = Map.groupBy(rows, ({ title }) => asText(title));
    for (const [title, twins] of titles) {
      if (twins.length > 1) yield { message: `${twins.length} rows are called "${title}"` };
    }
  },
});
