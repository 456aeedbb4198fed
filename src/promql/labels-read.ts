import type { BinaryNode, PromNode, SelectorNode } from './ast.ts';
import { walk } from './ast.ts';
import { labelsOfResult } from './labels.ts';

/**
 * Labels that each selector's series must have: those its matchers pick by, and those that groupings and joins around
 * it read and no aggregation between them made. A matcher that takes the empty value too (`!=`, `=~".*"`) needs none.
 * @param offered label whose values a variable offers
 */
export function labelsRead(
  root: PromNode,
  offered: string | undefined,
): ReadonlyMap<SelectorNode, ReadonlySet<string>> {
  const read = new Map<SelectorNode, Set<string>>();
  const add = (node: PromNode, labels: readonly string[]) => {
    const { sources, closed, dropped } = labelsOfResult(node);
    if (closed) return;
    for (const source of sources) {
      const of = read.get(source) ?? new Set<string>();
      read.set(source, of);
      for (const label of labels) if (!dropped.has(label) && !/^\$|^\[\[/.test(label)) of.add(label);
    }
  };
  if (offered) add(root, [offered]);
  walk(root, (node) => {
    if (node.kind === 'selector')
      add(
        node,
        node.matchers.filter(picks).map(({ label }) => label),
      );
    else if (node.kind === 'aggregate' && node.grouping?.keyword === 'by') add(node.of, node.grouping.labels);
    else if (node.kind === 'binary') joined(node, add);
    else if (node.kind === 'call' && node.fn === 'histogram_quantile' && node.args[1]) add(node.args[1], ['le']);
    else if (node.kind === 'call' && node.fn === 'label_replace') {
      const [vector, , , source] = node.args;
      if (vector && source?.kind === 'string' && source.text !== '') add(vector, [source.text]);
    }
  });
  return read;
}

function joined(
  { matching, group, left, right }: BinaryNode,
  add: (node: PromNode, labels: readonly string[]) => void,
) {
  if (matching?.keyword === 'on') {
    add(left, matching.labels);
    add(right, matching.labels);
  }
  if (group) add(group.side === 'left' ? right : left, group.labels);
}

/** True for matchers that series without the label do not pass. Grafana's variables may be set to everything. */
function picks({ op, value, label }: SelectorNode['matchers'][number]): boolean {
  if (label === '__name__') return false;
  if (op.startsWith('!')) return value === '';
  return op === '=' ? value !== '' : !/^(?:\.\*|\$.*|\[\[.*)$/.test(value) && !value.split('|').includes('');
}
