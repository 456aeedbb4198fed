import type { PromNode } from '../promql/ast.ts';
import { labelsOfResult, survives } from '../promql/labels.ts';
import { queryCheck } from './check.ts';
import type { QueryText } from './subject.ts';
import { whyGone } from './support/gone.ts';
import { subjectAt } from './support/result.ts';

export const legendLabels = queryCheck({
  code: 'legend-labels',
  severity: 'error',
  summary: 'A legend with a label that the query has aggregated away is empty, and the lines cannot be told apart.',
  remediation: 'Group by the label, or take it out of the legend.',
  *check(text, { query }, input) {
    if (!text.root || !query.legend?.includes('{{')) return;
    for (const [, label = ''] of query.legend.matchAll(/\{\{\s*(?!__name__)(\w+)\s*\}\}/g)) {
      const reason = whyGone(label, text.root, text, input);
      if (reason && !onSomeRecord(label, text.root, text))
        yield { message: `the legend shows {{${label}}}, but ${reason}` };
    }
  },
});

/** Records of one name may come from several rules: a legend names the labels of all, and those a series lacks are empty. */
function onSomeRecord(label: string, root: PromNode, text: QueryText): boolean {
  return survives(label, labelsOfResult(root), (source) => {
    const subject = subjectAt(text, source);
    return subject?.record ? subject.record.some : subject?.labels;
  });
}
