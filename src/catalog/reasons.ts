import type { DropReasonsByClass } from './series.gen.ts';
import type { DropClass } from './vocabularies.ts';
import { dropReasons } from './vocabularies.ts';

/** Drop reasons of the given classes as the agent writes them (`cilium_drop_count_total`). */
export function agentReasons<C extends DropClass>(...classes: readonly C[]): readonly DropReasonsByClass[C]['agent'][] {
  return reasons(classes, 'agent') as readonly DropReasonsByClass[C]['agent'][];
}

/** Drop reasons of the given classes as Hubble writes them (`hubble_drop_total`). */
export function hubbleReasons<C extends DropClass>(
  ...classes: readonly C[]
): readonly DropReasonsByClass[C]['hubble'][] {
  return reasons(classes, 'hubble') as readonly DropReasonsByClass[C]['hubble'][];
}

function reasons(classes: readonly DropClass[], vocabulary: 'agent' | 'hubble'): readonly string[] {
  const found = dropReasons.filter((reason) => classes.includes(reason.class)).map((reason) => reason[vocabulary]);
  return [...new Set(found)].filter((reason) => reason !== 'DROP_REASON_UNKNOWN');
}
