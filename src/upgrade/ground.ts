import type { Exposure } from '../catalog/exposure.ts';
import type { BinaryNode, PromNode } from '../promql/ast.ts';
import type { Settings } from '../settings/settings.ts';
import type { FaultsOf } from './faults.ts';
import { readsSeries } from './faults.ts';
import type { UpgradeRange } from './range.ts';
import type { Reading } from './reading.ts';

/** What impacts are judged by: the two minors, what the settings expose, and what the checks say in each. */
export interface Ground {
  readonly range: UpgradeRange;
  readonly settings: Settings;
  readonly exposure: Exposure;
  /** Labels that tell one process from another. */
  readonly agents: readonly string[];
  readonly before: FaultsOf;
  readonly after: FaultsOf;
}

/** The `or` around a selector whose other side answers where this one does not. */
export function orAround(reading: Reading, faultsOf: FaultsOf): BinaryNode | undefined {
  const { query, node, ancestors, expr } = reading;
  const faults = faultsOf(query).all;
  return ancestors.findLast((one): one is BinaryNode => {
    if (one.kind !== 'binary' || one.op !== 'or') return false;
    const other = contains(one.left, node) ? one.right : one.left;
    const isFaulty = ({ place }: (typeof faults)[number]) =>
      place.expr === expr && place.offset !== undefined && place.offset >= other.from && place.offset < other.to;
    return readsSeries(other) && !faults.some(isFaulty);
  });
}

export function contains(outer: PromNode, inner: PromNode): boolean {
  return inner.from >= outer.from && inner.to <= outer.to;
}
