import file from './data/changes.json' with { type: 'json' };
import type { Minor } from './minor.ts';
import { inRange } from './minor.ts';

/** A change of meaning under the same name, labels and type: the forms of the family do not show it. */
export interface MeaningChange {
  readonly metric: string;
  /** First minor that has it. */
  readonly in: Minor;
  /** The family is still registered, but nothing feeds it any more. */
  readonly gone?: boolean;
  /** Only queries that match or group by this label notice. */
  readonly label?: string;
  /** Of those that match, only the ones whose value has this in it. */
  readonly mentions?: string;
  /** What changed, as a clause. */
  readonly what: string;
}

const meanings = Map.groupBy(file.meanings as readonly MeaningChange[], ({ metric }) => metric);

/** Changes of meaning of a family after one minor, up to and including another. */
export function meaningChanges(family: string, from: Minor, to: Minor): readonly MeaningChange[] {
  return (meanings.get(family) ?? []).filter((change) => change.in !== from && inRange(change.in, { from, until: to }));
}
