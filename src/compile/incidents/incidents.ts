import type { BuildContext } from '../../define/context.ts';
import type { IncidentDefinition } from '../../define/incident.ts';
import type { Incident } from '../../model/incident.ts';
import { parseDuration } from '../../promql/duration.ts';
import type { Settings } from '../../settings/settings.ts';
import { checksOf } from './checks.ts';
import { identity, moved } from './series.ts';
import { assertTrue } from './truth.ts';
import { valuesOf } from './values.ts';

/** One incident to what promtool reads. @throws with the series or duration that is wrong */
export function compileIncident(
  definition: IncidentDefinition,
  settings: Settings,
  context: BuildContext,
  relative: (file: string) => string,
): Incident {
  const { name, title, evidence, contradiction, origin, expect, silent, noise = [] } = definition;
  const step = seconds(definition.step ?? '1m');
  const onset = seconds(definition.history ?? '6h');
  const clock = { step, onset, end: onset + seconds(definition.lasts) };
  const series = moved(definition.baseline(context), definition.moves(context), settings);
  assertTrue(series, settings);
  return {
    name,
    title,
    evidence,
    ...(contradiction ? { contradiction } : {}),
    file: relative(origin.file),
    line: origin.line,
    ...clock,
    series: series.map((one) => ({ series: identity(one), values: valuesOf(one.plan, clock) })),
    checks: checksOf(definition, clock, settings.alerts.severities),
    expects: [...new Set(expect.map(({ alert }) => alert))],
    silences: [...new Set(silent.map(({ alert }) => alert))],
    noise,
  };
}

function seconds(duration: string): number {
  const parsed = parseDuration(duration);
  if (!parsed) throw new Error(`"${duration}" is no Prometheus duration`);
  return parsed;
}
