import { accepts, hasVariable } from '../catalog/matchers.ts';
import { queryCheck } from './check.ts';
import { carries, mergersOver } from './support/result.ts';

/** Who saw the request (pkg/hubble/metrics/http); "unknown" stands for neither. */
const REPORTERS = ['client', 'server'];
const ADDING: ReadonlySet<string> = new Set(['sum', 'avg', 'count']);

export const doubleCountReporter = queryCheck({
  code: 'double-count-reporter',
  severity: 'error',
  summary: 'A request seen at both ends is reported twice, once by each: a sum over both reporters counts it double.',
  remediation: 'Fix the side: `reporter="server"` is the usual choice; or group by `reporter`.',
  *check(text, { query }) {
    if (query.use === 'variable') return;
    for (const { node, form, ancestors } of text.selectors) {
      if (!form?.labels.includes('reporter')) continue;
      const matchers = node.matchers.filter(({ label }) => label === 'reporter');
      const seen = REPORTERS.filter((reporter) => matchers.every((matcher) => accepts(matcher, reporter)));
      if (seen.length < REPORTERS.length || matchers.some(({ value }) => hasVariable(value))) continue;
      const merger = mergersOver(ancestors).find((one) => !carries('reporter', one, text));
      if (!merger || !ADDING.has(merger.op)) continue;
      yield {
        message: `${merger.op} over both reporters of ${node.name}: match reporter="server"`,
        place: { offset: node.from },
      };
    }
  },
});
