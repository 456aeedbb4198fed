import { dashboardCheck } from './check.ts';
import { asText, objectsIn, pointTo } from './support/board-json.ts';

export const variableUnused = dashboardCheck({
  code: 'variable-unused',
  severity: 'warning',
  summary: 'A drop-down that changes nothing makes readers distrust the ones that do.',
  remediation: 'Match the variable in a query (pass it to `metric`), or take it out.',
  *check({ json }) {
    const variables = objectsIn(pointTo(json, '/templating/list'));
    const content = JSON.stringify([json['panels'], json['annotations']]);
    for (const [index, variable] of variables.entries()) {
      if (variable['type'] === 'datasource') continue;
      const name = asText(variable['name']);
      const literal = name.replace(/[^\w]/g, '\\$&');
      const others = JSON.stringify(variables.filter((other) => other !== variable));
      const use = new RegExp(`\\$${literal}\\b|\\$\\{${literal}[:.}]|\\[\\[${literal}[:\\]]`);
      if (use.test(content) || use.test(others)) continue;
      yield { message: `nothing on the board uses $${name}`, place: { item: name, path: `/templating/list/${index}` } };
    }
  },
});
