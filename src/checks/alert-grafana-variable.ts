import { queryCheck } from './check.ts';

export const alertGrafanaVariable = queryCheck({
  code: 'alert-grafana-variable',
  severity: 'error',
  summary: 'Prometheus knows no Grafana variables: in a rule they match nothing, or make the whole rule file invalid.',
  remediation: 'Match every value, or write the values out; use a fixed window such as `[5m]`.',
  *check({ parsed }, { query }) {
    if (query.use !== 'alerting' && query.use !== 'recording') return;
    for (const { name, from } of parsed.variables) {
      yield { message: `$${name} is a Grafana variable, which a rule does not have`, place: { offset: from } };
    }
  },
});
