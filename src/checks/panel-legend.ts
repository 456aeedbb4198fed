import type { Model } from '../model/model.ts';
import type { Query } from '../model/query.ts';
import { labelsOfResult } from '../promql/labels.ts';
import { queryCheck } from './check.ts';
import { asObject, objectsIn, panelJson, pointTo } from './support/board-json.ts';
import { panelOf } from './support/panel-of.ts';

export const panelLegend = queryCheck({
  code: 'panel-legend',
  severity: 'warning',
  summary:
    'Without a legend Grafana names each series by its whole label set, or by the query, and the lines cannot be told apart at a glance.',
  remediation:
    'Give the query a `legend` with the labels it groups by, such as `{{node}}`; of several queries, each one.',
  *check({ root }, { query }, { model }) {
    if (query.legend !== undefined || !root || isNamed(query, model)) return;
    const found = panelOf(query, model);
    if (!found || !['timeseries', 'state-timeline', 'bargauge'].includes(found.panel.type)) return;
    const labels = labelsOfResult(root);
    const names = [...labels.labels].filter((label) => label !== 'le');
    if (!labels.closed) yield { message: 'the query gives a series per label set and has no legend' };
    else if (names.length > 0) yield { message: `the query gives a series per ${names.join(', ')} and has no legend` };
    else if (found.panel.queries.length > 1)
      yield { message: 'the panel has several queries, and this one has no legend' };
  },
});

/** An override that names the field of this query does the same. */
function isNamed(query: Query, model: Model): boolean {
  const found = panelOf(query, model);
  if (!found) return false;
  const json = panelJson(found.dashboard, found.panel);
  const { refId } = asObject(pointTo(found.dashboard.json, query.path));
  return objectsIn(asObject(json['fieldConfig'])['overrides']).some(
    ({ matcher, properties }) =>
      asObject(matcher)['id'] === 'byFrameRefID' &&
      asObject(matcher)['options'] === refId &&
      objectsIn(properties).some(({ id }) => id === 'displayName'),
  );
}
