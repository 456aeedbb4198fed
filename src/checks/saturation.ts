import { queryCheck } from './check.ts';
import { agentLabels, carries, countsTruth, mergersOver } from './support/result.ts';

export const saturation = queryCheck({
  code: 'saturation',
  severity: 'error',
  summary:
    'The average of fill levels hides the one map on the one node that is full, and their sum is no level at all.',
  remediation:
    'Use `max`, with the labels that name the full one: `max by (node, map_name) (cilium_bpf_map_pressure)`.',
  *check(text, _subject, { model }) {
    const agents = agentLabels(model.settings.scrape.nodeLabel);
    for (const subject of text.selectors) {
      const { form, node } = subject;
      if (form?.type !== 'gauge' || form.unit !== 'ratio') continue;
      const fixed = new Set(node.matchers.filter(({ op }) => op === '=').map(({ label }) => label));
      const own = form.labels.filter((label) => !fixed.has(label));
      const merger = mergersOver(subject.ancestors).find(
        (one) => !agents.some((label) => carries(label, one, text)) || !own.every((label) => carries(label, one, text)),
      );
      if (!merger || (merger.op !== 'sum' && merger.op !== 'avg') || countsTruth(subject, merger)) continue;
      yield { message: `${merger.op} of ${node.name}, a fill level: use max`, place: { offset: node.from } };
    }
  },
});
