import { familiesNamed, parseSeries } from '../../catalog/catalog.ts';
import type { Component } from '../../catalog/facts.ts';
import { handlersOf } from '../../catalog/lookup.ts';
import type { Finding } from '../finding.ts';
import type { Counted, Counts } from './counts.ts';
import { sum } from './counts.ts';

/**
 * Series of one Hubble handler in one Prometheus that are worth a look. Our own measure: at 3 to 8 kB of memory a
 * series (Prometheus' head), 100,000 cost up to 800 MB.
 */
const MANY = 100_000;

/** Hubble handlers with so many series that labels are worth a thought. */
export function manySeries({ rows }: Counts, present: ReadonlyMap<Component, readonly Counted[]>): readonly Finding[] {
  if (!present.has('hubble')) return [];
  const byHandler = Map.groupBy(rows, ([series]) => {
    const owner = familiesNamed(parseSeries(series)?.family ?? series).find(({ component }) => component === 'hubble');
    return owner ? (handlersOf(owner.fact)[0] ?? '') : '';
  });
  return [...byHandler].flatMap(([handler, families]) => {
    const total = families.reduce((series, [, counted]) => series + sum(counted), 0);
    return handler === '' || total < MANY ? [] : [many(handler, total)];
  });
}

function many(handler: string, total: number): Finding {
  return {
    code: 'series-many',
    key: `series-many ${handler}`,
    severity: 'note',
    summary: `The Hubble handler \`${handler}\` makes at least ${total.toLocaleString('en')} series.`,
    evidence: [],
    remedies: [{ kind: 'command', text: 'ciliascope estimate --prometheus URL' }],
  };
}
