import type { AlertDefinition } from '../../define/rules.ts';
import { renderDuration } from '../../promql/duration.ts';
import { promql, recorded, verbatim } from '../../promql/promql.ts';
import type { Alerting } from './alerts.ts';
import { RECORDS } from './names.ts';
import { over, times, toNumber } from './rational.ts';
import { BASE } from './records.ts';
import { seenToday } from './series.ts';
import { byLabels, inner } from './text.ts';

const MINUTE = 60;
/** An SLI is away for ten minutes at least before anyone hears of it: targets restart. */
const LEAST_ABSENCE = 600;
/** Two counters that should agree are scraped at different times. */
const TOLERANCE = 1.1;

/** Alerts about the SLI itself: without it, the silence of the others says nothing. All SLOs share their names. */
export function guardAlerts(alerting: Alerting): readonly AlertDefinition[] {
  const { content, source } = alerting;
  return [
    ...(content.optional === undefined ? [absent(alerting)] : []),
    ...(content.alive ? [vanished(alerting)] : []),
    ...(source.good ? [invalid(alerting)] : []),
  ];
}

/** The SLI was there in the last day, and is gone for all groups of the cluster. */
function absent(alerting: Alerting): AlertDefinition {
  const { slo, tiers, house, definition } = alerting;
  const { clusterLabels, ofCluster } = house.context;
  const [first] = tiers;
  // as long as the fastest tier takes to fire when everything fails
  const fastest = first
    ? toNumber(times(first.threshold, over({ top: BigInt(first.long.seconds), bottom: 1n }, { top: 1n, bottom: 1n }))) +
      first.for.seconds
    : 0;
  const hold = Math.max(LEAST_ABSENCE, Math.ceil(fastest / MINUTE) * MINUTE);
  const by = byLabels(clusterLabels);
  return guard(alerting, {
    name: 'CiliumSLOMetricAbsent',
    intent: 'TelemetryMissing',
    summary: 'The metric of an SLO is gone.',
    description: `There are no ${definition.events}${ofCluster} to measure the SLO ${slo} by, though there were in the last day. While this lasts its alerts are silent whatever happens.`,
    expr: promql`group ${by} (${seenToday({ slo })}) unless group ${by} (${recorded(RECORDS.events, { slo })})`,
    for: renderDuration(hold),
    labels: clusterLabels,
    causes: [{ alert: 'CiliumTelemetryMissing' }, { alert: 'CiliumTelemetryMissingLong' }],
  });
}

/** A group is alive by other evidence, and its events are gone. */
function vanished(alerting: Alerting): AlertDefinition {
  const { slo, groupBy, content, definition, house } = alerting;
  const { clusterLabels, ofCluster } = house.context;
  const named = groupBy.filter((label) => !(clusterLabels as readonly string[]).includes(label));
  const of = named.map((label) => `${label} {{ $labels.${label} }}`).join(', ');
  const on = verbatim(`on (${groupBy.join(', ')})`);
  return guard(alerting, {
    name: 'CiliumSLOGroupVanished',
    intent: 'TelemetryMissing',
    summary: 'One group of an SLO is no longer measured.',
    description: `The SLO ${slo} has no ${definition.events} of ${of}${ofCluster} any more, though it is there and they were counted within the last day.`,
    expr: promql`(${seenToday({ slo })} unless ${on} ${recorded(RECORDS.events, { slo })}) and ${on} ${content.alive ?? verbatim('')}`,
    for: '15m',
    labels: groupBy,
    causes: [{ alert: 'CiliumTelemetryMissing' }, { alert: 'CiliumTelemetryMissingLong' }],
  });
}

/**
 * More good events than events: the ratio is clamped to 0 and means nothing. Both sides are read at one time: events
 * recorded a moment ago would make the first requests of a quiet group look like too many good ones.
 */
function invalid(alerting: Alerting): AlertDefinition {
  const { slo, source, groupBy, definition } = alerting;
  const { ofCluster } = alerting.house.context;
  const good = source.good?.(BASE.text) ?? verbatim('');
  return guard(alerting, {
    name: 'CiliumSLOInputsInvalid',
    intent: 'SLOInputsInvalid',
    summary: 'An SLO counts more good events than events.',
    description: `The SLO ${slo} counts {{ $value | humanize }} times as many good ${definition.events} as there are${ofCluster}: its error ratio of zero is no good news.`,
    expr: promql`${inner(good)} / ${verbatim(`on (${groupBy.join(', ')})`)} (${inner(source.total(BASE.text))} > 0) > ${TOLERANCE}`,
    for: '15m',
    labels: groupBy,
  });
}

type Guard = Pick<
  AlertDefinition,
  'name' | 'intent' | 'summary' | 'description' | 'expr' | 'for' | 'labels' | 'causes'
>;

function guard({ slo, definition, content, origin }: Alerting, options: Guard): AlertDefinition {
  return {
    kind: 'alert',
    origin,
    severity: 'ticket',
    extraLabels: { slo, slo_service: definition.service },
    next: [],
    // its labels are not always those the panel's variables take
    board: { dashboard: content.board.dashboard, ...(content.board.panel ? { panel: content.board.panel } : {}) },
    ...options,
  };
}
