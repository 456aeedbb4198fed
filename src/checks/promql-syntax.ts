import { queryCheck } from './check.ts';

export const promqlSyntax = queryCheck({
  code: 'promql-syntax',
  severity: 'error',
  summary: 'An expression that is not PromQL shows an error instead of data.',
  remediation:
    'Mend the expression at the position named. Grafana variables are allowed wherever Grafana replaces them.',
  *check({ parsed }) {
    if (!parsed.fault) return;
    const { from, near } = parsed.fault;
    yield { message: near ? `not PromQL from "${near}" on` : 'not PromQL: it ends too early', place: { offset: from } };
  },
});
