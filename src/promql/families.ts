import { parseSeries } from '../catalog/catalog.ts';
import { walk } from './ast.ts';
import { parsePromql } from './parse.ts';

/** Metric families and records an expression reads, without the suffixes of histograms; none where it is no PromQL. */
export function familiesIn(expr: string): ReadonlySet<string> {
  const names = new Set<string>();
  const { root } = parsePromql(expr);
  if (!root) return names;
  walk(root, (node) => {
    if (node.kind === 'selector' && node.name) names.add(parseSeries(node.name)?.family ?? node.name);
  });
  return names;
}

/** True for names that only recording rules may have (prometheus.io/docs/practices/rules). */
export function isRecordName(name: string | undefined): name is string {
  return name?.includes(':') ?? false;
}
