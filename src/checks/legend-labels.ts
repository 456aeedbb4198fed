import { queryCheck } from './check.ts';
import { whyGone } from './support/gone.ts';

export const legendLabels = queryCheck({
  code: 'legend-labels',
  severity: 'error',
  summary: 'A legend with a label that the query has aggregated away is empty, and the lines cannot be told apart.',
  remediation: 'Group by the label, or take it out of the legend.',
  *check(text, { query }, input) {
    if (!text.root || !query.legend?.includes('{{')) return;
    for (const [, label = ''] of query.legend.matchAll(/\{\{\s*(?!__name__)(\w+)\s*\}\}/g)) {
      const reason = whyGone(label, text.root, text, input);
      if (reason) yield { message: `the legend shows {{${label}}}, but ${reason}` };
    }
  },
});
