import type { Minor } from '../catalog/minor.ts';
import type { Query } from '../model/query.ts';
import { promqlOf } from '../model/query.ts';
import { formatPromql } from '../promql/format.ts';
import type { Edit } from './edit.ts';
import { applyEdit } from './edit.ts';
import type { FamilyChange } from './family-change.ts';
import type { Impact } from './finding.ts';
import type { Ground } from './ground.ts';
import type { Reading } from './reading.ts';
import { renameEdit } from './rename-edit.ts';
import { splitEdit } from './split-edit.ts';
import { valueEdit } from './value-edit.ts';

/** A change, the selector that reads it, and what it does there. */
export interface Noticed {
  readonly change: FamilyChange;
  readonly reading: Reading;
  readonly impact: Impact;
}

/** Judges a query anew after an edit. */
export type Judge = (query: Query) => { readonly noticed: readonly Noticed[]; readonly ground: Ground };

/** Edits of one expression before it is given up: each mends one use, and few expressions have more. */
const MOST = 12;

/**
 * The query, right on both minors, with everything that breaks mended; undefined where some of it has no mechanical
 * answer. What comes back has been judged: no change breaks it, and the checks find no fault in either minor.
 */
export function mendForBoth(query: Query, judge: Judge): string | undefined {
  let current: Query = { ...query, byMinor: {} };
  for (let round = 0; round < MOST; round++) {
    const { noticed, ground } = judge(current);
    const breaking = noticed.filter(({ impact }) => impact.severity === 'breaks');
    if (breaking.length === 0) {
      const isRight = [ground.before, ground.after].every((faultsOf) => faultsOf(current).felt.length === 0);
      if (!isRight || round === 0) return undefined;
      return current.use === 'variable' ? current.expr : formatPromql(current.expr);
    }
    const edit = breaking.map((one) => editFor(one, noticed, ground.range.from, ground.range.to)).find((one) => one);
    if (!edit) return undefined;
    current = edited(current, edit);
  }
  return undefined;
}

function editFor(one: Noticed, all: readonly Noticed[], from: Minor, to: Minor): Edit | undefined {
  const { change, reading, impact } = one;
  if (impact.effect === 'join-fails') {
    const labels = all
      .filter((other) => other.reading.node === reading.node && other.change.kind === 'label-added')
      .flatMap((other) => ('label' in other.change && other.change.label !== undefined ? [other.change.label] : []));
    return splitEdit(labels, reading);
  }
  if (change.kind === 'label-values') return valueEdit(change, reading);
  return change.kind === 'metric-removed' ? renameEdit(change, reading, from, to) : undefined;
}

/** Offsets count from the PromQL of a query, which a variable wraps in `label_values()`. */
function edited(query: Query, edit: Edit): Query {
  const start = query.expr.indexOf(promqlOf(query, query.expr));
  return { ...query, expr: applyEdit(query.expr, { ...edit, from: edit.from + start, to: edit.to + start }) };
}
