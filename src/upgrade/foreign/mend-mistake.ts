import { familiesNamed, formIn, parseSeries } from '../../catalog/catalog.ts';
import { hasVariable, unknownValues } from '../../catalog/matchers.ts';
import type { Minor } from '../../catalog/minor.ts';
import { labelSuggestion, nameSuggestion } from '../../catalog/mistakes.ts';
import type { Query } from '../../model/query.ts';
import { promqlOf } from '../../model/query.ts';
import type { AggregateNode, PromNode, SelectorNode } from '../../promql/ast.ts';
import { walk } from '../../promql/ast.ts';
import { renderMatcher, toMatcher } from '../../promql/matchers.ts';
import { parsePromql } from '../../promql/parse.ts';
import type { Edit } from '../edit.ts';
import { applyEdit } from '../edit.ts';

/** Edits of one expression before it is given up. */
const MOST = 12;

/**
 * The query with its known mistakes put right: names, labels and values that have one answer. Undefined where there is
 * nothing to put right so, or it still does not answer.
 * @param isRight judges the result, in all minors that matter
 */
export function mendMistakes(
  query: Query,
  minors: readonly Minor[],
  isRight: (query: Query) => boolean,
): string | undefined {
  let current = query;
  for (let round = 0; round < MOST; round++) {
    const expr = promqlOf(current, current.expr);
    const { root } = parsePromql(expr);
    const edit = root && mistakeIn(root, minors);
    if (!edit) return round > 0 && isRight(current) ? current.expr : undefined;
    const start = current.expr.indexOf(expr);
    current = { ...current, expr: applyEdit(current.expr, { ...edit, from: edit.from + start, to: edit.to + start }) };
  }
  return undefined;
}

function mistakeIn(root: PromNode, minors: readonly Minor[]): Edit | undefined {
  let edit: Edit | undefined;
  walk(root, (node, ancestors) => {
    if (edit || node.kind !== 'selector' || node.name === undefined) return;
    edit =
      wrongName(node, node.name, minors) ??
      wrongLabel(node, node.name, ancestors) ??
      wrongValue(node, node.name, minors);
  });
  return edit;
}

/** Suggestions that are a selector, not advice. Its matchers go before those that are there. */
function wrongName({ matchers, from, to }: SelectorNode, name: string, minors: readonly Minor[]): Edit | undefined {
  const suggestion = nameSuggestion(name) ?? successorOf(name, minors);
  const selector = suggestion === undefined ? undefined : parsePromql(suggestion).root;
  if (selector?.kind !== 'selector' || selector.name === undefined || selector.name === name) return undefined;
  if (selector.matchers.some(({ value }) => /^\.+$/.test(value))) return undefined;
  const all = [...selector.matchers, ...matchers].map(renderMatcher);
  return { from, to, text: all.length > 0 ? `${selector.name}{${all.join(', ')}}` : selector.name };
}

/** What took the place of a family that none of the minors has, as long as it is of the same type. */
function successorOf(series: string, minors: readonly Minor[]): string | undefined {
  const { family, suffix } = parseSeries(series) ?? { family: series, suffix: '' };
  const named = familiesNamed(family);
  if (named.some(({ component, fact }) => minors.some((minor) => formIn(component, fact, minor)))) return undefined;
  const [old] = named;
  const successor = old?.fact.successor;
  const same = familiesNamed(successor ?? '').some(({ fact }) => fact.type === old?.fact.type);
  return successor !== undefined && same ? successor + suffix : undefined;
}

function wrongLabel(
  { name = '', matchers }: SelectorNode,
  series: string,
  ancestors: readonly PromNode[],
): Edit | undefined {
  const family = parseSeries(series)?.family ?? name;
  const suggestionOf = (label: string) => {
    const found = labelSuggestion(family, label);
    return found !== undefined && /^\w+$/.test(found) ? found : undefined;
  };
  for (const matcher of matchers) {
    const label = suggestionOf(matcher.label);
    if (label) return { from: matcher.from, to: matcher.to, text: renderMatcher({ ...matcher, label }) };
  }
  const groupings = ancestors.filter((node): node is AggregateNode => node.kind === 'aggregate');
  for (const { grouping } of groupings) {
    const wrong = grouping?.labels.some((label) => suggestionOf(label));
    if (!grouping || !wrong) continue;
    const labels = grouping.labels.map((label) => suggestionOf(label) ?? label);
    return { from: grouping.from, to: grouping.to, text: `${grouping.keyword} (${labels.join(', ')})` };
  }
  return undefined;
}

/** A value that some minor spells otherwise: the right one where none has it as written, else both. */
function wrongValue({ matchers }: SelectorNode, series: string, minors: readonly Minor[]): Edit | undefined {
  const { family } = parseSeries(series) ?? { family: series };
  const forms = familiesNamed(family).flatMap(({ component, fact }) =>
    minors.flatMap((minor) => formIn(component, fact, minor) ?? []),
  );
  for (const matcher of matchers) {
    const { label, op, value, from, to } = matcher;
    if ((op !== '=' && op !== '!=') || hasVariable(value)) continue;
    const wrong = forms.map((form) => unknownValues(matcher, form)[0]).filter((one) => one !== undefined);
    const spellings = [...new Set(wrong.flatMap(({ near }) => near))];
    if (spellings.length === 0 || wrong.some(({ near }) => near.length !== 1)) continue;
    const all = wrong.length < forms.length ? [value, ...spellings] : spellings;
    const only = all.length === 1 ? all[0] : undefined;
    const right = only ?? all;
    return { from, to, text: renderMatcher(toMatcher(label, op === '=' ? right : { not: right })) };
  }
  return undefined;
}
