import { quote } from '../promql/matchers.ts';
import type { Promql } from '../promql/promql.ts';
import { promql, verbatim } from '../promql/promql.ts';
import { endOfDay } from '../settings/parse-rules.ts';
import type { Noise } from '../settings/rules.ts';

interface Quietable {
  readonly name: string;
  readonly labels: readonly string[];
}

/**
 * An alert without what the settings declare as noise. The date is part of the expression, so that noise comes back by
 * itself when it expires, and the build stays the same from day to day.
 * @throws when a declared label is none of the alert's
 */
export function quieted(expr: Promql, { name, labels }: Quietable, noise: readonly Noise[]): Promql {
  return noise
    .filter(({ of }) => of.includes(name))
    .reduce((rest, entry) => {
      const unknown = Object.keys(entry.match).filter((label) => !labels.includes(label));
      if (unknown.length > 0) {
        throw new Error(
          `noise of ${name} matches ${unknown.join(', ')}, but its alerts are told apart by ${labels.join(', ')}`,
        );
      }
      return promql`(${rest}) unless ${declared(entry)}`;
    }, expr);
}

/** The labels of a noise entry as a series that exists until the day it was declared for is over. */
export function declared({ match, until }: Noise): Promql {
  const labelled = Object.entries(match).reduce(
    (series, [label, value]) => `label_replace(${series}, ${quote(label)}, ${quote(value)}, "", "")`,
    `vector(time()) < ${endOfDay(until) ?? 0}`,
  );
  return verbatim(`on (${Object.keys(match).join(', ')}) ${labelled}`);
}
