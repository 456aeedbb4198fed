import { queryCheck } from './check.ts';
import { isEverGrowing } from './support/ever-growing.ts';
import { RATES, rangeOver } from './support/reading.ts';

export const rateOfGauge = queryCheck({
  code: 'rate-of-gauge',
  severity: 'error',
  summary: 'rate() and increase() take every fall of a gauge for a restart, and so report growth that never was.',
  remediation: 'Use `delta()` or `deriv()`, or show the gauge itself.',
  *check({ selectors }) {
    for (const subject of selectors) {
      const { node, form, series } = subject;
      if (form?.type !== 'gauge' || series?.suffix !== '' || isEverGrowing(form.name)) continue;
      const call = rangeOver(subject.ancestors)?.call;
      if (!call || !RATES.has(call.fn)) continue;
      const spite = /_(?:total|folds|count)$/.test(form.name) ? ' in spite of its name' : '';
      yield {
        message: `${call.fn}() of ${node.name}, which is a gauge${spite}: use delta() or deriv()`,
        place: { offset: node.from },
      };
    }
  },
});
