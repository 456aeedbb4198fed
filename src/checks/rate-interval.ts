import type { MatrixNode } from '../promql/ast.ts';
import { parseDuration, renderDuration } from '../promql/duration.ts';
import { LEAST_SCRAPES } from '../promql/grafana.ts';
import { queryCheck } from './check.ts';
import { RATES, rangeOver } from './support/reading.ts';

export const rateInterval = queryCheck({
  code: 'rate-interval',
  severity: 'error',
  summary:
    'A window that does not follow the step skips samples when zoomed out, and one shorter than a few scrapes has no data at all.',
  remediation:
    'In panels use `[$__rate_interval]`, or `[$__range]` for a total in an instant query; in rules a window of at least four scrape intervals.',
  *check({ selectors }, { query }, { model }) {
    const least = LEAST_SCRAPES * model.settings.scrape.interval;
    for (const { ancestors } of selectors) {
      const { matrix, call } = rangeOver(ancestors) ?? {};
      if (!matrix || !call || !RATES.has(call.fn)) continue;
      const fault =
        query.use === 'panel' ? faultInPanel(matrix, query.instant ?? false, least) : tooShort(matrix, least);
      if (fault) yield { message: `${call.fn}(...[${matrix.range}]) ${fault}`, place: { offset: matrix.from } };
    }
  },
});

function faultInPanel({ range }: MatrixNode, instant: boolean, least: number): string | undefined {
  if (isVariable(range, '__rate_interval')) return undefined;
  if (isVariable(range, '__range'))
    return instant ? undefined : 'reads the whole time range at every step: use $__rate_interval';
  if (isVariable(range, '__interval')) return 'may be shorter than two scrapes: use $__rate_interval';
  const seconds = parseDuration(range);
  if (seconds === undefined) return undefined;
  const short = seconds < least ? ` and is shorter than ${renderDuration(least)}, ${LEAST_SCRAPES} scrapes` : '';
  return `does not follow the step${short}: use $__rate_interval`;
}

function tooShort({ range }: MatrixNode, least: number): string | undefined {
  if (isVariable(range, '__interval')) return 'may be shorter than two scrapes: use $__rate_interval';
  const seconds = parseDuration(range);
  if (seconds === undefined || seconds >= least) return undefined;
  return `is shorter than ${LEAST_SCRAPES} scrapes: use [${renderDuration(least)}] or more`;
}

function isVariable(range: string, name: string): boolean {
  return [`$${name}`, `\${${name}}`, `[[${name}]]`].includes(range);
}
