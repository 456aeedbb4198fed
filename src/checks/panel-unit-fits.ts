import type { Finding } from './check.ts';
import { queryCheck } from './check.ts';
import { panelOf } from './support/panel-of.ts';
import type { Quantity } from './support/quantity.ts';
import { bucketQuantity, quantityOf } from './support/quantity.ts';
import { targetUnits } from './support/target-unit.ts';
import { dimensionOf, isCustomUnit, plainUnit } from './support/units.ts';

export const panelUnitFits = queryCheck({
  code: 'panel-unit-fits',
  severity: 'error',
  summary:
    'A unit that contradicts the query shows 20 ms as 20 s, or 3 % as 0.03 %, and nobody notices before it matters.',
  remediation:
    'Use the unit named. It follows from the unit of the metric in the catalog and from what the query does with it.',
  *check({ root, selectors }, { query }, { model }) {
    const found = panelOf(query, model);
    if (!found || !root || found.panel.hasOwnUnits) return;
    const index = Number(query.path.split('/').at(-1));
    const shown = targetUnits(found.dashboard, found.panel)[index];
    if (shown?.unit === undefined || shown.unsure || shown.hidden) return;
    const unit = plainUnit(shown.unit);
    if (isCustomUnit(unit)) return;
    const sources = new Map(selectors.map((selector) => [selector.node, selector]));
    const measure = found.panel.type === 'heatmap' ? bucketQuantity : quantityOf;
    const quantity = measure(root, (node) => sources.get(node));
    const message = quantity && contradiction(quantity, unit);
    if (message) yield { message } satisfies Finding;
  },
});

interface Expected {
  readonly gives: string;
  readonly units: readonly string[];
}

/** What to show each quantity with, the usual unit first. */
const EXPECTED: Readonly<Partial<Record<string, Expected>>> = {
  seconds: { gives: 'seconds', units: ['s', 'dtdurations', 'dthms', 'dtdhms', 'clocks'] },
  milliseconds: { gives: 'milliseconds', units: ['ms', 'dtdurationms', 'clockms'] },
  bytes: { gives: 'bytes', units: ['bytes', 'decbytes'] },
  'bytes/s': { gives: 'bytes per second', units: ['binBps', 'Bps'] },
  bits: { gives: 'bits', units: ['bits', 'decbits'] },
  'bits/s': { gives: 'bits per second', units: ['bps', 'binbps'] },
  ratio: { gives: 'a ratio of 0 to 1', units: ['percentunit'] },
  percent: { gives: 'a percentage of 0 to 100', units: ['percent'] },
};

function contradiction({ of, perSecond }: Quantity, unit: string): string | undefined {
  const expected = EXPECTED[perSecond ? `${of}/s` : of];
  if (expected) {
    const [usual, other] = expected.units;
    const choice = other ? `${usual} or ${other}` : usual;
    return expected.units.includes(unit)
      ? undefined
      : `the query gives ${expected.gives}, shown as "${unit}": use ${choice}`;
  }
  const dimension = dimensionOf(unit);
  if (of === 'timestamp' && !perSecond && dimension === 'date') {
    return `the query gives seconds since 1970, and "${unit}" takes milliseconds: multiply by 1000`;
  }
  if (of === 'count' && dimension)
    return `the query counts${perSecond ? ' events per second' : ''}, shown as "${unit}"`;
  if (of === 'number' && (dimension === 'time' || dimension === 'data'))
    return `the query gives a plain number, shown as "${unit}"`;
  return undefined;
}
