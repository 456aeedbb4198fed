import { familiesNamed, parseSeries } from '../../catalog/catalog.ts';
import { nameSuggestion } from '../../catalog/mistakes.ts';
import type { Problem } from '../../model/problem.ts';
import type { Query } from '../../model/query.ts';
import { promqlOf } from '../../model/query.ts';
import type { SelectorNode } from '../../promql/ast.ts';
import { walk } from '../../promql/ast.ts';
import { parsePromql } from '../../promql/parse.ts';

/**
 * True for selectors the catalog can judge: of Cilium's own names, of names that people take for Cilium's, and of shared
 * names (`process_`, `workqueue_`, `up`) where a matcher says that Cilium is meant. A board of others reads much else.
 */
export function isCiliums({ name, matchers }: SelectorNode): boolean {
  if (name === undefined) return false;
  if (/^(?:cilium|hubble)_/.test(name) || nameSuggestion(name) !== undefined) return true;
  const isKnown = familiesNamed(parseSeries(name)?.family ?? name).length > 0;
  const saysSo = matchers.some(
    ({ label, op, value }) => label === 'io_cilium_app' || (!op.startsWith('!') && /cilium|hubble/i.test(value)),
  );
  return isKnown && saysSo;
}

export function selectorsIn(expr: string): readonly SelectorNode[] {
  const { root } = parsePromql(expr);
  const found: SelectorNode[] = [];
  if (root) walk(root, (node) => node.kind === 'selector' && found.push(node));
  return found;
}

/** True when a query reads something of Cilium, or is no PromQL although it names some. */
export function concernsCilium(query: Query): boolean {
  const expr = promqlOf(query, query.expr);
  if (!parsePromql(expr).root) return /\b(?:cilium|hubble)_\w/.test(expr);
  return selectorsIn(expr).some(isCiliums);
}

/** True for findings about a selector that is not Cilium's. */
export function isAside({ place: { expr = '', offset } }: Problem): boolean {
  if (offset === undefined) return false;
  const selector = selectorsIn(expr).find(({ from, to }) => offset >= from && offset < to);
  return selector !== undefined && !isCiliums(selector);
}
