import { accepts } from '../catalog/matchers.ts';
import type { PromNode } from '../promql/ast.ts';
import { queryCheck } from './check.ts';
import type { QueryText, SelectorSubject } from './subject.ts';
import { sourcesOf } from './support/result.ts';

const FLOWS = 'hubble_flows_processed_total';

export const flowsRatio = queryCheck({
  code: 'flows-ratio',
  severity: 'warning',
  summary:
    'A packet is a flow at several observation points while a drop is seen once: drops over flows is a share of nothing.',
  remediation:
    'Use packet counters of the datapath: `cilium_drop_count_total` over `cilium_forward_count_total` plus drops; take the attribution from `hubble_drop_total`.',
  *check(text) {
    for (const { node } of text.binaries) {
      if (node.op !== '/' || !reads(node.right, text, ({ form }) => form?.name === FLOWS)) continue;
      if (!reads(node.left, text, isDrops)) continue;
      yield {
        message: `drops over ${FLOWS}, which counts forwarded packets several times`,
        place: { offset: node.from },
      };
    }
  },
});

function reads(node: PromNode, text: QueryText, wanted: (subject: SelectorSubject) => boolean): boolean {
  return sourcesOf(node, text).some(wanted);
}

function isDrops({ form, node }: SelectorSubject): boolean {
  if (form?.name === 'hubble_drop_total' || form?.name === 'cilium_drop_count_total') return true;
  const verdicts = node.matchers.filter(({ label }) => label === 'verdict');
  return (
    form?.name === FLOWS &&
    verdicts.length > 0 &&
    verdicts.every((matcher) => accepts(matcher, 'DROPPED') && !accepts(matcher, 'FORWARDED'))
  );
}
