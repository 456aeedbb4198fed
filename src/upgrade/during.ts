import type { Exposure } from '../catalog/exposure.ts';
import type { BinaryNode, PromNode } from '../promql/ast.ts';
import { SELECTING } from '../promql/labels.ts';
import type { Settings } from '../settings/settings.ts';
import type { During } from './finding.ts';
import type { UpgradeRange } from './range.ts';
import type { Reading } from './reading.ts';
import { carriesIn } from './reading.ts';

/** Labels that tell one process from another: with one of them left, each is judged by itself. */
export function agentLabels({ scrape }: Settings): readonly string[] {
  return [...new Set([scrape.nodeLabel, 'node', 'pod', 'instance'])];
}

/**
 * What `a or b` shows while processes of both minors run. Inside the aggregation it takes each process for what it is;
 * around it, the left side wins as soon as one process has it.
 */
export function duringOr(or: BinaryNode, reading: Reading, agents: readonly string[]): During {
  const at = reading.ancestors.indexOf(or);
  const aggregated = reading.ancestors
    .slice(at + 1)
    .some((node) => node.kind === 'aggregate' && !SELECTING.has(node.op) && !keepsOne(node.grouping, agents));
  return aggregated ? 'mixed' : 'all';
}

function keepsOne(
  grouping: { readonly keyword: 'by' | 'without'; readonly labels: readonly string[] } | undefined,
  agents: readonly string[],
): boolean {
  if (!grouping) return false;
  return grouping.keyword === 'by'
    ? grouping.labels.some((label) => agents.includes(label))
    : !agents.some((label) => grouping.labels.includes(label));
}

/** True when a result keeps one series per process. */
export function isPerAgent(
  node: PromNode,
  agents: readonly string[],
  { to }: UpgradeRange,
  exposure: Exposure,
): boolean {
  return agents.some((label) => carriesIn(label, node, to, exposure));
}
