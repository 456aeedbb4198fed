import type {
  BuildContext,
  Fragment,
  Grouping,
  Promql,
  SloFacts,
  SloTier,
  VariableDefinition,
} from '../../src/define.ts';
import { promql, recordedVariable } from '../../src/define.ts';
import { clusterLabels } from '../shared/node-board.ts';

/** What the rows of an SLO board are built from. */
export interface SloBoard {
  readonly context: BuildContext;
  readonly slo: VariableDefinition;
  /** A record of the SLOs picked. */
  of(record: string): Fragment;
  /** One value per SLO and cluster. */
  readonly perSlo: Grouping;
}

/** @param initial the SLO a board about one of them begins with */
export function sloBoard(context: BuildContext, initial?: string): SloBoard {
  const slo = recordedVariable({
    name: 'slo',
    label: 'SLO',
    description: 'Objectives to look at, by their name in rules and settings.',
    of: context.recorded('slo:objective:ratio'),
    values: 'slo',
    ...(initial === undefined ? {} : { initial, multi: false }),
  });
  return {
    context,
    slo,
    of: (record) => context.recorded(record, {}, slo),
    perSlo: { kind: 'grouping', keyword: 'by', labels: [...clusterLabels(context), 'slo'] },
  };
}

/** A tier, and the SLOs that have it. */
export interface SharedTier {
  readonly tier: SloTier;
  readonly slos: readonly SloFacts[];
}

/** The burn-rate tiers of all SLOs, the same windows and factor once, the fastest first. */
export function sharedTiers({ slos }: BuildContext): readonly SharedTier[] {
  const burning = slos.filter(({ mode }) => mode === 'burn');
  const all = burning.flatMap((slo) => slo.tiers.map((tier) => ({ tier, slo })));
  const groups = Map.groupBy(all, ({ tier: { long, short, factor } }) => `${factor} ${long} ${short}`);
  return [...groups.values()]
    .flatMap(([first, ...rest]) =>
      first ? [{ tier: first.tier, slos: [first.slo, ...rest.map(({ slo }) => slo)] }] : [],
    )
    .toSorted((a, b) => Number(b.tier.factor) - Number(a.tier.factor));
}

/** How many times faster than the objective allows the budget of each group is spent in a window. */
export function burnRate({ of }: SloBoard, window: string): Promql {
  return promql`${of(`slo:error_ratio:rate${window}`)} / ${of('slo:error_budget:ratio')}`;
}

/** Seconds each group's budget lasts at the pace of five minutes: 0 where it is spent, the period where it outlasts that. */
export function lasts({ of }: SloBoard): Promql {
  return promql`
    (
      (${of('slo:error_budget_exhaustion:seconds')} < ${of('slo:period:seconds')})
      or 0 * (${of('slo:error_budget_remaining:ratio')} <= 0)
      or ${of('slo:period:seconds')}
    )`;
}

/** Labels that tell the groups of any SLO apart. */
export function groupLabels({ slos }: BuildContext): readonly string[] {
  return [...new Set(slos.flatMap(({ groupBy }) => groupBy))];
}
