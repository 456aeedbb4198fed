import { parseSeries } from '../../catalog/catalog.ts';
import type { BuildContext } from '../../define/context.ts';
import type { IncidentDefinition } from '../../define/incident.ts';
import type { Incident } from '../../model/incident.ts';
import { parseDuration } from '../../promql/duration.ts';
import type { Settings } from '../../settings/settings.ts';
import { checksOf } from './checks.ts';
import type { Labelled } from './series.ts';
import { labelled, moved } from './series.ts';
import { assertTrue } from './truth.ts';
import { valuesOf } from './values.ts';

/** What incidents are compiled against. */
export interface IncidentHouse {
  readonly settings: Settings;
  readonly context: BuildContext;
  readonly relative: (file: string) => string;
  /** Baselines that have their labels: most incidents share one. */
  readonly baselines: Map<IncidentDefinition['baseline'], readonly Labelled[]>;
}

/**
 * One incident to what promtool reads.
 * @param reads families whose series are written down; left out: all
 * @throws with the series or duration that is wrong
 */
export function compileIncident(
  definition: IncidentDefinition,
  house: IncidentHouse,
  reads?: ReadonlySet<string>,
): Incident {
  const { name, title, evidence, contradiction, origin, expect, silent, noise = [] } = definition;
  const { settings, context, relative } = house;
  const step = seconds(definition.step ?? '1m');
  const onset = seconds(definition.history ?? '6h');
  const clock = { step, onset, end: onset + seconds(definition.lasts) };
  const moves = definition.moves(context);
  assertTrue(moves, settings);
  const series = moved(baselineOf(definition, house), moves, settings).filter(
    ({ plan }) => !reads || reads.has(parseSeries(plan.series)?.family ?? plan.series),
  );
  return {
    name,
    title,
    evidence,
    ...(contradiction ? { contradiction } : {}),
    file: relative(origin.file),
    line: origin.line,
    ...clock,
    series: series.map((one) => ({ series: one.series, values: valuesOf(one.plan, clock) })),
    checks: checksOf(definition, clock, settings.alerts.severities),
    expects: [...new Set(expect.map(({ alert }) => alert))],
    silences: [...new Set(silent.map(({ alert }) => alert))],
    noise,
  };
}

function baselineOf({ baseline }: IncidentDefinition, { settings, context, baselines }: IncidentHouse) {
  const known = baselines.get(baseline);
  if (known) return known;
  const plans = baseline(context);
  assertTrue(plans, settings);
  const fresh = plans.map((plan) => labelled(plan, settings));
  baselines.set(baseline, fresh);
  return fresh;
}

function seconds(duration: string): number {
  const parsed = parseDuration(duration);
  if (!parsed) throw new Error(`"${duration}" is no Prometheus duration`);
  return parsed;
}
