import { parseSeries } from '../../catalog/catalog.ts';
import type { IncidentDefinition } from '../../define/incident.ts';
import type { RuleSet } from '../../model/rules.ts';
import { walk } from '../../promql/ast.ts';
import { parsePromql } from '../../promql/parse.ts';

/**
 * Families that the alerts an incident names read, through recorded series too. Its test for the user holds these
 * alone: the series of a whole cluster would be a megabyte for each incident.
 */
export function readBy({ expect, silent }: IncidentDefinition, ruleSets: readonly RuleSet[]): ReadonlySet<string> {
  const rules = ruleSets.flatMap(({ groups }) => groups.flatMap((group) => group.rules));
  const named = new Set([...expect, ...silent].map(({ alert }) => alert));
  const waiting = rules.filter((rule) => rule.kind === 'alerting' && named.has(rule.alert));
  const families = new Set<string>();
  const seen = new Set<string>();
  for (let rule = waiting.pop(); rule; rule = waiting.pop()) {
    for (const name of selectedIn(rule.query.expr)) {
      families.add(parseSeries(name)?.family ?? name);
      if (seen.has(name)) continue;
      seen.add(name);
      waiting.push(...rules.filter((other) => other.kind === 'recording' && other.record === name));
    }
  }
  return families;
}

function selectedIn(expr: string): readonly string[] {
  const names = new Set<string>();
  const { root } = parsePromql(expr);
  if (root) walk(root, (node) => node.kind === 'selector' && node.name && names.add(node.name));
  return [...names];
}
