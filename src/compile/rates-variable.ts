import type { RateFacts, VariableDefinition } from '../define/context.ts';
import type { Suppression } from '../model/query.ts';
import { RATES, RECORDED } from '../model/rates.ts';
import type { Grouping, Recorded } from '../promql/promql.ts';
import { promql } from '../promql/promql.ts';

/**
 * The drop-down of boards that read recorded rates: `recorded` where rules record them, empty where they do not or where
 * something is picked that the records cannot tell apart. Grafana asks again when the time range or another drop-down
 * changes.
 * @param read records that panels read
 * @throws when no record of the board lacks all that some record of it lacks for the drop-downs
 */
export function ratesVariable(
  read: readonly Recorded[],
  others: readonly VariableDefinition[],
  rates: readonly RateFacts[],
): VariableDefinition | undefined {
  const lost = new Set(read.flatMap((record) => record.lost ?? []));
  const facts = rates.filter(({ record }) => read.some(({ name }) => name === record));
  if (facts.length === 0) return undefined;
  const most = facts
    .filter(({ keeps }) => keeps.every((label) => !lost.has(label)))
    .toSorted((a, b) => keptOf(b, others).length - keptOf(a, others).length)[0];
  if (!most) throw new Error(`each of ${facts.map(({ record }) => record).join(', ')} keeps a label another one lost`);
  const record: Recorded = {
    kind: 'recorded',
    name: most.record,
    matchers: others.map(({ values, variable }) => ({ label: values, op: '=~', value: `$${variable}` })),
  };
  const each: Grouping = { kind: 'grouping', keyword: 'by', labels: [RATES] };
  return {
    kind: 'variable',
    variable: RATES,
    multi: false,
    initial: RECORDED,
    mayBeEmpty: true,
    values: RATES,
    label: 'Rates',
    description:
      'recorded: rules keep the rates ready, and the board is cheap. Empty: no such rules, or something is picked that they do not tell apart; the counters are read.',
    of: record,
    // at both ends of the time range: rules that came or went in between would leave half of the charts empty
    resultOf: promql`count ${each} (${record}) and count ${each} (${record} offset $__range)`,
    allValue: '.*',
    ...(lost.size > 0 ? { suppress: [LOST] } : {}),
    refresh: 'time',
  };
}

/** A label the record lost matches while its drop-down is at All, and nothing else. */
const LOST: Suppression = { code: 'label-known', reason: 'the record answers only while nothing is picked there' };

const keptOf = ({ keeps }: RateFacts, variables: readonly VariableDefinition[]) =>
  variables.filter(({ values }) => keeps.includes(values));
