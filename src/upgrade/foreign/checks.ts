import type { Check } from '../../checks/check.ts';
import { queryChecks } from '../../checks/queries.ts';

/**
 * Not for boards of others: records may be made elsewhere, and whether one Prometheus holds several clusters is not for
 * their authors to know.
 */
const OURS_ALONE: ReadonlySet<string> = new Set(['record-known', 'cluster-matcher']);

/** Checks that say a query misleads, besides those that say it is dead. @param dead codes of the latter */
export function doubtfulChecks(dead: ReadonlySet<string>): readonly Check[] {
  // `bucket-edge` is on both sides: an `le` that is no edge is dead, a limit between two is doubtful
  return queryChecks.filter(({ code }) => !OURS_ALONE.has(code) && (!dead.has(code) || code === 'bucket-edge'));
}
