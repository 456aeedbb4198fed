import type { Model } from '../../model/model.ts';
import { walk } from '../../promql/ast.ts';
import { parsePromql } from '../../promql/parse.ts';

/**
 * The model without groups that no alert depends on: the budgets of SLOs, which boards read. In a test that evaluates
 * every rule a minute apart for hours they take a quarter of the time, and cannot change what fires.
 */
export function alertingPart(model: Model): Model {
  const groups = model.ruleSets.flatMap((set) => set.groups);
  const needed = new Set(groups.filter(({ rules }) => rules.some(({ kind }) => kind === 'alerting')));
  for (let found = true; found; ) {
    found = false;
    const read = new Set([...needed].flatMap(({ rules }) => rules.flatMap(({ query }) => recordsIn(query.expr))));
    for (const group of groups) {
      if (needed.has(group) || !group.rules.some((rule) => rule.kind === 'recording' && read.has(rule.record)))
        continue;
      needed.add(group);
      found = true;
    }
  }
  const ruleSets = model.ruleSets.map((set) => ({ ...set, groups: set.groups.filter((group) => needed.has(group)) }));
  return { ...model, ruleSets: ruleSets.filter((set) => set.groups.length > 0) };
}

function recordsIn(expr: string): readonly string[] {
  const names: string[] = [];
  const { root } = parsePromql(expr);
  if (root) walk(root, (node) => node.kind === 'selector' && node.name?.includes(':') && names.push(node.name));
  return names;
}
