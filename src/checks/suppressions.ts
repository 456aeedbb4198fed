import type { Model } from '../model/model.ts';
import type { Problem } from '../model/problem.ts';
import type { Suppression } from '../model/query.ts';

/** Takes out what the author judged to be right, each with a reason. A suppression nothing needs is a problem itself. */
export function applySuppressions(model: Model, problems: readonly Problem[]): readonly Problem[] {
  const rules = model.queries
    .filter(({ use }) => use === 'recording' || use === 'alerting')
    .flatMap(({ suppress, resource, path, file, item, line }) => {
      const place = { file, resource, item, ...(line === undefined ? {} : { line }) };
      return suppress.map((suppression) => ({ suppression, resource, path, place }));
    });
  const boards = model.dashboards.flatMap((dashboard) => {
    const resource = `dashboard/${dashboard.uid}`;
    const place = { file: dashboard.file, resource };
    return [
      ...dashboard.suppress.map((suppression) => ({ suppression, resource, path: '', place })),
      ...dashboard.variableQueries.flatMap(({ suppress, path, item }) =>
        suppress.map((suppression) => ({ suppression, resource, path, place: { ...place, item } })),
      ),
      ...dashboard.panels.flatMap((panel) =>
        [
          ...panel.suppress,
          ...panel.queries.flatMap((query) => query.suppress.filter((one) => !panel.suppress.includes(one))),
        ].map((suppression) => ({
          suppression,
          resource,
          path: panel.path,
          place: { ...place, file: panel.file, item: panel.title, line: panel.line },
        })),
      ),
    ];
  });
  const scopes = [...boards, ...rules];
  const used = new Set<Suppression>();
  const kept = problems.filter((problem) => {
    const scope = scopes.find(
      ({ suppression, resource, path }) =>
        suppression.code === problem.code &&
        resource === problem.place.resource &&
        (path === '' || problem.place.path === path || problem.place.path?.startsWith(`${path}/`)),
    );
    if (scope) used.add(scope.suppression);
    return !scope;
  });
  const faults = scopes.flatMap(({ suppression, place }): Problem[] => {
    if (suppression.reason.trim() === '') {
      return [
        {
          code: 'suppression-reason',
          severity: 'error',
          message: `${suppression.code} is suppressed without a reason`,
          place,
        },
      ];
    }
    if (used.has(suppression)) return [];
    return [
      {
        code: 'suppression-unused',
        severity: 'warning',
        message: `nothing here violates ${suppression.code}: take the suppression out`,
        place,
      },
    ];
  });
  return [...kept, ...faults];
}
