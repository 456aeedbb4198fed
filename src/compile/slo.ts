import type { SloDefinition } from '../define/slo.ts';
import type { RuleSet } from '../model/rules.ts';
import type { Slo } from '../model/slo.ts';
import type { RuleHouse } from './rules.ts';

/** An SLO and the rules it compiles to. */
export interface CompiledSlo {
  readonly slo: Slo;
  readonly ruleSet: RuleSet;
}

/** One SLO, and one more for every override of the settings; none when the settings switch it off. */
export function compileSlo(_definition: SloDefinition, _house: RuleHouse): readonly CompiledSlo[] {
  throw new Error('SLOs are not compiled yet');
}
