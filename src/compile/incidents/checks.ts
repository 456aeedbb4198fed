import type { AlertChoice, Expectation, IncidentDefinition } from '../../define/incident.ts';
import type { IncidentCheck } from '../../model/incident.ts';
import { parseDuration, renderDuration } from '../../promql/duration.ts';
import { quote, toMatcher } from '../../promql/matchers.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Clock } from './values.ts';

type Severities = Settings['alerts']['severities'];

/**
 * What must hold at the end, as expressions over `ALERTS`, the series Prometheus writes of every alert that fires. So
 * each claim is about every evaluation of the run, not about a few moments of it.
 */
export function checksOf(
  definition: IncidentDefinition,
  clock: Clock,
  severities: Severities,
): readonly IncidentCheck[] {
  const { expect, silent, explains = [] } = definition;
  return [
    ...expect.flatMap((expectation) => expected(expectation, clock, severities)),
    ...others(expect, clock, severities),
    ...silent.map((silence) => ({
      claim: `${nameOf(silence)} never fires`,
      expr: `count_over_time(${firing(silence, severities)}[${renderDuration(clock.end)}])`,
      holds: 'nothing' as const,
    })),
    {
      claim: 'nothing fires in the clean history',
      // a gauge shows its fault in the sample at t0, so that moment is no history
      expr: `count_over_time(ALERTS{alertstate="firing"}[${renderDuration(clock.onset - clock.step)}] offset ${renderDuration(clock.end - clock.onset + clock.step)})`,
      holds: 'nothing',
      ofAll: true,
    },
    {
      claim: 'nothing pages that the incident does not explain',
      expr: `count_over_time(ALERTS{${[
        'alertstate="firing"',
        `severity=${quote(severities.page)}`,
        ...noneOf([...expect.map(({ alert }) => alert), ...explains]),
      ].join(', ')}}[${renderDuration(clock.end)}])`,
      holds: 'nothing',
      ofAll: true,
    },
  ];
}

function expected(expectation: Expectation, clock: Clock, severities: Severities): readonly IncidentCheck[] {
  const series = firing(expectation, severities);
  const run = renderDuration(clock.end);
  const earliest = clock.onset + seconds(expectation.notBefore ?? '0s');
  const latest = clock.onset + seconds(expectation.within);
  const first = `min(min_over_time(timestamp(${series})[${run}:${renderDuration(clock.step)}]))`;
  const after = expectation.notBefore ? ` and not before ${expectation.notBefore}` : '';
  const name = nameOf(expectation);
  return [
    {
      claim: `${name} fires within ${expectation.within}${after}`,
      expr: `(${first} >= bool ${earliest}) * (${first} <= bool ${latest})`,
      holds: 'true',
    },
    ...(expectation.count === undefined
      ? []
      : [
          {
            claim: `${name} fires ${expectation.count} times`,
            expr: `count(count_over_time(${series}[${run}])) == bool ${expectation.count}`,
            holds: 'true' as const,
          },
        ]),
    ...(expectation.clears ? [{ claim: `${name} has cleared`, expr: series, holds: 'nothing' as const }] : []),
  ];
}

/** Series of an expected alert that no expectation describes: the wrong node, the wrong cluster. */
function others(expect: readonly Expectation[], { end }: Clock, severities: Severities): readonly IncidentCheck[] {
  const byAlert = Map.groupBy(expect, ({ alert }) => alert);
  const run = renderDuration(end);
  return [...byAlert].map(([alert, expectations]) => ({
    claim: `${alert} fires for nothing else`,
    expr: [
      `count_over_time(ALERTS{alertname=${quote(alert)}, alertstate="firing"}[${run}])`,
      ...expectations.map((one) => `count_over_time(${firing(one, severities)}[${run}])`),
    ].join(' unless '),
    holds: 'nothing',
  }));
}

function firing({ alert, severity, labels = {} }: AlertChoice, severities: Severities): string {
  const matchers = Object.entries(labels)
    .map(([label, value]) => toMatcher(label, value))
    .map(({ label, op, value }) => `${label}${op}${quote(value)}`);
  const urgency = severity ? [`severity=${quote(severities[severity])}`] : [];
  return `ALERTS{${[`alertname=${quote(alert)}`, 'alertstate="firing"', ...urgency, ...matchers].join(', ')}}`;
}

const noneOf = (alerts: readonly string[]) =>
  alerts.length === 0 ? [] : [`alertname!~${quote([...new Set(alerts)].join('|'))}`];

function nameOf({ alert, severity, labels = {} }: AlertChoice): string {
  const of = Object.entries(labels).map(([label, value]) => `${label}=${[value].flat().join('|')}`);
  return [alert, ...(severity ? [`(${severity})`] : []), ...(of.length > 0 ? [`{${of.join(', ')}}`] : [])].join(' ');
}

function seconds(duration: string): number {
  const parsed = parseDuration(duration);
  if (parsed === undefined) throw new Error(`"${duration}" is no Prometheus duration`);
  return parsed;
}
