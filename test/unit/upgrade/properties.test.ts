import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { families, formIn } from '../../../src/catalog/catalog.ts';
import type { MetricForm } from '../../../src/catalog/facts.ts';
import type { Minor } from '../../../src/catalog/minor.ts';
import { MINORS } from '../../../src/catalog/minor.ts';
import { breaks } from '../../../src/upgrade/upgrade.ts';
import { mendedIn, upgradeOf } from '../../support/upgrade.ts';

const RUNS = Number(process.env['RUNS'] ?? 150);

/** Families that are not the same in all minors, each as one minor has it: the others have nothing to say. */
const forms: readonly MetricForm[] = families.flatMap(({ component, fact }) =>
  MINORS.flatMap((minor) => {
    const changes = fact.minors.length < MINORS.length || fact.variants !== undefined;
    const form = changes ? formIn(component, fact, minor) : undefined;
    return form ? [form] : [];
  }),
);

/** A right query of some minor: a family as it was there, its labels and values, aggregated in one of the usual ways. */
const query: fc.Arbitrary<string> = fc.constantFrom(...forms).chain((form) => {
  const { labels, values, type, name } = form;
  const closed = labels.filter((label) => (values[label]?.length ?? 0) > 0);
  const matcher = fc.oneof(
    fc.constant(''),
    ...closed.map((label) =>
      fc
        .tuple(fc.constantFrom('=', '!=', '=~'), fc.constantFrom(...(values[label] ?? [''])))
        .map(([op, value]) => `{${label}${op}"${value.replace(/[^\w -]/g, '.')}"}`),
    ),
    ...labels.map((label) => fc.constant(`{${label}=~".+"}`)),
  );
  const series = type === 'histogram' ? fc.constantFrom(`${name}_sum`, `${name}_count`) : fc.constant(name);
  const vector = fc
    .tuple(series, matcher)
    .map(([one, by]) => (type === 'gauge' ? `${one}${by}` : `rate(${one}${by}[5m])`));
  const grouping = fc.oneof(
    fc.constant(''),
    ...labels.map((label) => fc.constantFrom(` by (${label})`, ` by (node, ${label})`)),
  );
  return fc
    .tuple(fc.constantFrom('', 'sum', 'max', 'count'), grouping, vector)
    .map(([op, by, of]) => (op === '' ? of : `${op}${by} (${of})`));
});

const upgrade: fc.Arbitrary<readonly [from: Minor, to: Minor]> = fc
  .subarray([...MINORS], { minLength: 2, maxLength: 2 })
  .map(([from, to]) => [from ?? '1.16', to ?? '1.20'] as const);

describe('the upgrade report', () => {
  it('explains by a change of the catalog whatever the checks find wrong on the later minor', () => {
    fc.assert(
      fc.property(query, upgrade, (expr, [from, to]) => {
        const { faulty } = upgradeOf(expr, from, to);
        expect(faulty.filter(({ when }) => when === 'later')).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  it('breaks over several minors exactly what a step breaks and no later one mends', () => {
    fc.assert(
      fc.property(query, fc.subarray([...MINORS], { minLength: 3, maxLength: 3 }), (expr, steps) => {
        const [from, through, to] = steps as [Minor, Minor, Minor];
        const isBroken = (before: Minor, after: Minor) => breaks(upgradeOf(expr, before, after));
        if (isBroken(from, to)) expect(isBroken(from, through) || isBroken(through, to)).toBe(true);
        if (isBroken(from, through) && !answers(expr, through, to)) expect(isBroken(from, to)).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });

  it('writes only what breaks no more, and what it wrote needs no second mending', () => {
    fc.assert(
      fc.property(query, upgrade, (expr, [from, to]) => {
        const mended = mendedIn(upgradeOf(expr, from, to));
        if (mended === undefined) return;
        const report = upgradeOf(mended, from, to);
        expect([breaks(report), report.faulty, mendedIn(report)]).toEqual([false, [], undefined]);
      }),
      { numRuns: RUNS },
    );
  });
});

/** Something that is broken in one minor has data again in the next: it starts there, or is spelt as before. */
function answers(expr: string, from: Minor, to: Minor): boolean {
  const { findings, faulty } = upgradeOf(expr, from, to);
  return faulty.length === 0 && findings.some(({ uses }) => uses.some(({ effect }) => effect === 'starts'));
}
