import type { Origin } from '../../define/origin.ts';
import type { RecordDefinition } from '../../define/rules.ts';
import type { Promql } from '../../promql/promql.ts';
import { promql, recorded, verbatim } from '../../promql/promql.ts';
import { RECORDS, ratioRecord } from './names.ts';
import { toText } from './rational.ts';
import { added, counted, covered, increase, isRaw, ratioOf } from './series.ts';
import type { SliSource } from './sli.ts';
import { inner } from './text.ts';
import type { Objective, Tier, Window } from './tiers.ts';
import { windowOf } from './tiers.ts';

/** Base rates are taken over this long; longer windows add them up. */
export const BASE = windowOf('5m');

/** What the rules of one SLO are made of. */
export interface SloParts {
  /** Value of the `slo` label. */
  readonly slo: string;
  readonly source: SliSource;
  readonly objective: Objective;
  readonly tiers: readonly Tier[];
  readonly groupBy: readonly string[];
  readonly origin: Origin;
}

/** Base rates, then the error ratio of every window that a tier reads. */
export function ratioRecords(parts: SloParts): readonly RecordDefinition[] {
  const { slo, source, tiers } = parts;
  const all = [BASE, ...tiers.flatMap(({ short, long }) => [short, long])];
  const windows = [...new Map(all.map((window) => [window.seconds, window])).values()];
  return [
    ...source.before.map(({ name, expr }) => made(parts, name, expr)),
    made(parts, RECORDS.events, source.total(BASE.text)),
    made(parts, RECORDS.badEvents, source.bad(BASE.text, recorded(RECORDS.events, { slo }))),
    made(parts, RECORDS.events5m, increase('events', { slo })),
    made(parts, RECORDS.badEvents5m, increase('bad', { slo })),
    ...windows
      .toSorted((a, b) => a.seconds - b.seconds)
      .map((window) => made(parts, ratioRecord(window.text), ratio(parts, window))),
  ];
}

/**
 * Bad events of all events in a window; no value while there are none, so that quiet hours neither burn nor mend. Long
 * windows add up the five-minute rates of both sides alike, so the ratio is weighted by events.
 */
function ratio({ slo, source, groupBy }: SloParts, window: Window): Promql {
  const of = { slo };
  if (window.seconds === BASE.seconds) {
    return promql`${recorded(RECORDS.badEvents, of)} / (${recorded(RECORDS.events, of)} > 0)`;
  }
  if (isRaw(window) && source.raw) {
    // what is filled in carries the `slo` label, and what is scraped does not
    const on = verbatim(`on (${groupBy.join(', ')})`);
    return promql`(${source.bad(window.text, recorded(RECORDS.events, of))}) / ${on} (${inner(source.total(window.text))} > 0)`;
  }
  return promql`${added('bad', window, of)} / (${added('events', window, of)} > 0)`;
}

/** The period's budget and what describes the SLO, with the labels of its groups. */
export function budgetRecords(parts: SloParts): readonly RecordDefinition[] {
  const { slo, objective } = parts;
  const { period } = objective;
  const of = { slo };
  const budget = verbatim(toText(objective.budget));
  const [events, bad] = [recorded(RECORDS.periodEvents, of), recorded(RECORDS.periodBadEvents, of)];
  const spent = recorded(RECORDS.periodRatio, of);
  const rest = recorded(RECORDS.remaining, of);
  const burn = recorded(RECORDS.burnRate, of);
  const constant = (name: string, value: string) =>
    made(parts, name, promql`0 * ${recorded(RECORDS.events, of)} + ${verbatim(value)}`);
  return [
    constant(RECORDS.objective, toText(objective.ratio)),
    constant(RECORDS.budget, toText(objective.budget)),
    constant(RECORDS.period, String(period.seconds)),
    made(parts, RECORDS.periodEvents, counted('events', period, of)),
    made(parts, RECORDS.periodBadEvents, counted('bad', period, of)),
    made(parts, RECORDS.periodRatio, promql`${bad} / (${events} > 0)`),
    made(parts, RECORDS.consumed, promql`${spent} / ${budget}`),
    made(parts, RECORDS.remaining, promql`1 - ${spent} / ${budget}`),
    made(parts, RECORDS.left, promql`${budget} * ${events} - ${bad}`),
    made(parts, RECORDS.burnRate, promql`${ratioOf(BASE, of)} / ${budget}`),
    made(parts, RECORDS.exhaustion, promql`(${rest} > 0) * ${period.seconds} / (${burn} > 0)`),
    made(parts, RECORDS.coverage, promql`${covered(period, of)} / ${period.seconds}`),
  ];
}

/** Every record of an SLO carries its name, by which boards and alerts tell them apart. */
function made({ slo, origin }: SloParts, name: string, expr: Promql): RecordDefinition {
  return { kind: 'record', name, expr, labels: { slo }, origin };
}
