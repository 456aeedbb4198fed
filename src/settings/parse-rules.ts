import * as v from 'valibot';
import { parseDuration } from '../promql/duration.ts';
import type { AlertLimits, RuleSettings, UserRuleSettings } from './rules.ts';
import { duration, labels, text } from './schema.ts';

const percent = v.pipe(text, v.regex(/^\d+(\.\d+)?$/, 'a percentage as a decimal string, such as "99.9"'));
const positive = v.pipe(v.number('a number'), v.gtValue(0, 'a number above 0'));
const count = v.pipe(v.number('a number'), v.integer('a whole number'), v.minValue(0, 'a whole number from 0'));
const tier = v.object({
  severity: v.picklist(['page', 'ticket'], '"page" or "ticket"'),
  long: duration,
  short: v.optional(duration),
  budget: percent,
  for: v.optional(duration),
  keepFiringFor: v.optional(duration),
  minEvents: v.optional(count),
});
const windows = v.union([text, v.array(tier)], 'the name of a preset, or a list of tiers');
const override = v.object({
  name: v.pipe(text, v.regex(/^[a-z][a-z0-9-]*$/, 'a name in lower case, with dashes')),
  match: labels,
  objective: v.optional(percent),
  threshold: v.optional(text),
  windows: v.optional(windows),
  minEvents: v.optional(count),
});
const slo = v.object({
  off: v.optional(v.boolean('true or false')),
  objective: v.optional(percent),
  period: v.optional(duration),
  windows: v.optional(windows),
  mode: v.optional(v.picklist(['burn', 'budget'], '"burn" or "budget"')),
  threshold: v.optional(text),
  groupBy: v.optional(v.array(text)),
  exclude: v.optional(v.record(text, v.array(text))),
  minEvents: v.optional(count),
  overrides: v.optional(v.array(override)),
});
const day = v.pipe(
  text,
  v.check((value) => endOfDay(value) !== undefined, 'a day such as "2027-03-31"'),
);

/** The part of the settings' schema that is about rules. */
export const ruleEntries = {
  prometheus: v.optional(
    v.object({
      version: v.optional(v.pipe(text, v.regex(/^\d+\.\d+$/, 'a version such as "2.42"'))),
      retention: v.optional(duration),
      evaluationInterval: v.optional(duration),
    }),
  ),
  alerts: v.optional(
    v.object({
      severities: v.optional(v.object({ page: v.optional(text), ticket: v.optional(text) })),
      labels: v.optional(labels),
      exclude: v.optional(v.array(text)),
      noise: v.optional(v.array(v.object({ of: v.array(text), match: labels, reason: text, until: day }))),
      limits: v.optional(
        v.object({
          samplesPerTarget: v.optional(positive),
          scrapeSeconds: v.optional(positive),
          certificateDays: v.optional(positive),
        }),
      ),
    }),
  ),
  slos: v.optional(v.record(text, slo)),
};

/**
 * `samplesPerTarget`: an agent of a large node exposes about 10,000 samples, and Hubble's label contexts are the usual
 * reason for more (cilium#31889: unscrapable at some hundred thousand). `scrapeSeconds`: Prometheus gives up after 10 s
 * by default. `certificateDays`: Cilium renews certificates from Helm or cert-manager well before.
 */
const LIMITS: AlertLimits = { samplesPerTarget: 50_000, scrapeSeconds: 8, certificateDays: 30 };

/** Fills in the defaults of the rules' part. */
export function ruleSettings({ prometheus, alerts, slos }: UserRuleSettings): RuleSettings {
  const [major = 2, minor = 42] = (prometheus?.version ?? '2.42').split('.').map(Number);
  const retention = prometheus?.retention === undefined ? undefined : parseDuration(prometheus.retention);
  return {
    prometheus: {
      version: [major, minor],
      ...(retention === undefined ? {} : { retention }),
      evaluationInterval: parseDuration(prometheus?.evaluationInterval ?? '30s') ?? 30,
    },
    alerts: {
      severities: { page: 'critical', ticket: 'warning', ...alerts?.severities },
      labels: alerts?.labels ?? {},
      exclude: alerts?.exclude ?? [],
      noise: alerts?.noise ?? [],
      limits: { ...LIMITS, ...alerts?.limits },
    },
    slos: slos ?? {},
  };
}

/** Seconds since the epoch at which a day (UTC) is over; undefined when it is no day. */
export function endOfDay(day: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  const start = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(start) ? undefined : start / 1000 + 86_400;
}
