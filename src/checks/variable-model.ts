import type { JsonObject } from '../model/dashboard.ts';
import { dashboardCheck } from './check.ts';
import { asObject, asText, objectsIn, pointTo } from './support/board-json.ts';

export const variableModel = dashboardCheck({
  code: 'variable-model',
  severity: 'error',
  summary:
    'A variable that is not loaded, has no name a reader understands or expands "All" to a list of every value makes panels empty or slow.',
  remediation:
    'Give the variable a label and a description, let it load with the board, and give a multi-value one an `allValue`; its values come from ${datasource}.',
  *check({ json }) {
    const variables = objectsIn(pointTo(json, '/templating/list'));
    const names = variables.map(({ name }) => asText(name));
    for (const [index, variable] of variables.entries()) {
      const name = names[index] ?? '';
      const place = { item: name, path: `/templating/list/${index}` };
      if (names.indexOf(name) !== index) yield { message: `two variables are called "${name}"`, place };
      yield* faultsOf(name, variable).map((fault) => ({ message: `variable "${name}" ${fault}`, place }));
    }
    if (variables[0]?.['type'] !== 'datasource' || names[0] !== 'datasource') {
      yield {
        message: 'the first variable is not the data source, called "datasource"',
        place: { path: '/templating/list/0' },
      };
    }
  },
});

function faultsOf(name: string, variable: JsonObject): readonly string[] {
  const isQuery = variable['type'] === 'query';
  const checks: readonly (readonly [boolean, string])[] = [
    [/^(?!__)[A-Za-z]\w*$/.test(name), 'has a name that is not letters, digits and _'],
    [asText(variable['label']).trim() !== '', 'has no label'],
    [asText(variable['description']).trim() !== '', 'has no description'],
    [!isQuery || variable['refresh'] === 1 || variable['refresh'] === 2, 'has no refresh: its values are never loaded'],
    [
      !isQuery || asObject(variable['datasource'])['uid'] === '${datasource}',
      'does not read its values from ${datasource}',
    ],
    [
      variable['multi'] !== true || variable['includeAll'] !== true || asText(variable['allValue']) !== '',
      'has no allValue: "All" becomes a regular expression of every value',
    ],
  ];
  return checks.filter(([right]) => !right).map(([, fault]) => fault);
}
