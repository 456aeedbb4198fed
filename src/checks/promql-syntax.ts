import { queryCheck } from './check.ts';

export const promqlSyntax = queryCheck({
  code: 'promql-syntax',
  severity: 'error',
  summary: 'An expression that is not PromQL shows an error instead of data.',
  remediation:
    'Mend the expression at the position named. Grafana variables are allowed wherever Grafana replaces them.',
  *check({ parsed, expr }, { query }) {
    if (!parsed.fault) return;
    const { from, near } = parsed.fault;
    const everywhere = query.use === 'variable' ? /^label_values\(\s*(\w+)\s*\)$/.exec(expr)?.[1] : undefined;
    if (everywhere) {
      yield { message: `label_values(${everywhere}) reads every series there is: name one that has the label first` };
    } else {
      yield {
        message: near ? `not PromQL from "${near}" on` : 'not PromQL: it ends too early',
        place: { offset: from },
      };
    }
  },
});
