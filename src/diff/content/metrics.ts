import { familiesNamed, parseSeries } from '../../catalog/catalog.ts';
import type { Json } from '../../model/dashboard.ts';
import { walk } from '../../promql/ast.ts';
import { parsePromql } from '../../promql/parse.ts';
import { isObject } from '../object-changes.ts';
import type { ContentView } from './content.ts';

/** Metric families that the queries of boards and rules read, records among them. */
export function metricsOf({ boards, groups }: ContentView): ReadonlySet<string> {
  const names = new Set<string>();
  const read = (expr: string) => {
    const { root } = parsePromql(expr);
    if (!root) return;
    walk(root, (node) => {
      if (node.kind === 'selector' && node.name) names.add(parseSeries(node.name)?.family ?? node.name);
    });
  };
  for (const { json } of boards) for (const expr of expressionsIn(json)) read(expr);
  for (const { rules } of groups) for (const { expr } of rules) read(expr);
  return names;
}

/** Every `expr` at any depth, and what `label_values()` of variables asks. */
function expressionsIn(value: Json | undefined): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(expressionsIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (typeof inner !== 'string') return expressionsIn(inner);
    if (key === 'expr') return [inner];
    if (key !== 'query' && key !== 'definition') return [];
    const asked = /^\s*(?:label_values\((.*),\s*\w+\s*\)|query_result\((.*)\))\s*$/s.exec(inner);
    return asked ? [asked[1] ?? asked[2] ?? ''] : [];
  });
}

/** What must be switched on for a family: a Hubble handler, or a Helm value. Undefined where it is there by default. */
export function needOf(family: string): string | undefined {
  const [found] = familiesNamed(family);
  if (!found) return undefined;
  const { handler, off, switch: helm } = found.fact;
  if (handler) return `the Hubble handler \`${handler}\` in hubble.metrics.enabled`;
  return off && helm ? `${helm.helm}: ${helm.value}` : undefined;
}
