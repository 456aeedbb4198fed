import { nearest } from '../../catalog/nearest.ts';
import type { SloDefinition } from '../../define/slo.ts';
import type { SloSettings } from '../../settings/rules.ts';
import type { Settings } from '../../settings/settings.ts';

type Labels = Readonly<Record<string, string>>;

/** One SLO as it is built: the author's choices, those of the settings over them, and the services it is about. */
export interface SloPlan {
  /** Value of the `slo` label. */
  readonly name: string;
  readonly objective: string;
  readonly period: string;
  readonly windows: NonNullable<SloSettings['windows']>;
  readonly mode: 'burn' | 'budget';
  /** Of the settings. */
  readonly threshold?: string;
  readonly groupBy?: readonly string[];
  readonly minEvents?: number;
  readonly exclude: Readonly<Record<string, readonly string[]>>;
  /** Only services with these labels. */
  readonly only?: Labels;
  /** Services with an objective of their own. */
  readonly without: readonly Labels[];
}

/** The SLO, and one for every override of the settings; none when it is switched off. */
export function plansOf(definition: SloDefinition, settings: Settings): readonly SloPlan[] {
  const chosen = settings.slos[definition.name] ?? {};
  if (chosen.off) return [];
  const overrides = chosen.overrides ?? [];
  const rest: SloPlan = {
    name: definition.name,
    objective: chosen.objective ?? definition.objective,
    period: chosen.period ?? definition.period,
    windows: chosen.windows ?? definition.windows,
    mode: chosen.mode ?? 'burn',
    exclude: chosen.exclude ?? {},
    without: overrides.map(({ match }) => match),
    ...(chosen.threshold === undefined ? {} : { threshold: chosen.threshold }),
    ...(chosen.groupBy === undefined ? {} : { groupBy: chosen.groupBy }),
    ...(chosen.minEvents === undefined ? {} : { minEvents: chosen.minEvents }),
  };
  return [rest, ...overrides.map(({ match, name, ...own }, index) => overridden(rest, { match, name, own }, index))];
}

type Own = Pick<SloSettings, 'objective' | 'threshold' | 'windows' | 'minEvents'>;

function overridden(
  rest: SloPlan,
  { match, name, own }: { readonly match: Labels; readonly name: string; readonly own: Own },
  index: number,
): SloPlan {
  if (Object.keys(match).length === 0) throw new Error(`override "${name}" matches no label, so every service`);
  return { ...rest, ...own, name: overrideName(rest.name, name), only: match, without: rest.without.slice(0, index) };
}

const overrideName = (slo: string, override: string): string => `${slo}-${override}`;

/** The `slo` labels an SLO has under these settings: its own, and those of its overrides. */
export function namesOf(slo: string, settings: Settings): readonly string[] {
  const overrides = settings.slos[slo]?.overrides ?? [];
  return [slo, ...overrides.map(({ name }) => overrideName(slo, name))];
}

/** Settings of SLOs that do not exist, each with the names that come near. */
export function unknownSlos(names: readonly string[], settings: Settings): readonly string[] {
  return Object.keys(settings.slos)
    .filter((name) => !names.includes(name))
    .map((name) => {
      const near = nearest(name, names);
      const advice = near.length > 0 ? `did you mean ${near.join(' or ')}?` : `there are ${names.join(', ') || 'none'}`;
      return `slos.${name}: no SLO of that name; ${advice}`;
    });
}
