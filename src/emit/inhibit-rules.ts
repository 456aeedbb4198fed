import type { Artifact, Model } from '../model/model.ts';
import type { AlertingRule } from '../model/rules.ts';
import { quote } from '../promql/matchers.ts';
import { yamlText } from './yaml.ts';

/** One rule of Alertmanager: while `source` fires, `target` is kept back where both agree on `equal`. */
interface InhibitRule {
  readonly source_matchers: readonly string[];
  readonly target_matchers: readonly string[];
  readonly equal: readonly string[];
}

/**
 * What Alertmanager keeps back so that one fault is one notification: a ticket while its page fires, a slower tier of an
 * SLO while a faster one does, a symptom while its cause does. A label that neither side has counts as equal.
 */
export function emitInhibitRules(model: Model): readonly Artifact[] {
  const alerts = model.ruleSets.flatMap(({ groups }) => groups.flatMap(({ rules }) => rules.filter(isAlert)));
  if (alerts.length === 0) return [];
  const rules = [...pagesOverTickets(alerts), ...fastOverSlow(model), ...causesOverSymptoms(alerts)];
  return [{ path: 'alertmanager/inhibit-rules.yaml', kind: 'alertmanager', text: yamlText({ inhibit_rules: rules }) }];
}

const isAlert = (rule: { readonly kind: string }): rule is AlertingRule => rule.kind === 'alerting';

/** Within an intent, a page keeps back the tickets that are about the same thing or a part of it. */
function pagesOverTickets(alerts: readonly AlertingRule[]): readonly InhibitRule[] {
  const plain = unique(alerts.filter(({ facts }) => facts.slo === undefined));
  return [...Map.groupBy(plain, ({ facts }) => facts.intent).values()].flatMap((same) => {
    const pages = same.filter(({ facts }) => facts.urgency === 'page');
    return pages.flatMap((page) => {
      const about = same.filter(
        ({ facts }) =>
          facts.urgency === 'ticket' &&
          page.facts.groupBy.every((label) => facts.groupBy.includes(label)) &&
          !facts.causes.some(({ alert }) => alert === page.alert),
      );
      return about.map((ticket) => ({
        source_matchers: matchersOf(page, ticket),
        target_matchers: matchersOf(ticket, page),
        equal: page.facts.groupBy,
      }));
    });
  });
}

/** The alert by its name, and by its severity where the other one is called the same. */
function matchersOf({ alert, labels }: AlertingRule, other: AlertingRule): readonly string[] {
  const severity = alert === other.alert ? [`severity=${quote(labels['severity'] ?? '')}`] : [];
  return [anyOf('alertname', [alert]), ...severity];
}

/** A faster tier of an SLO says all that a slower one would. */
function fastOverSlow({ slos }: Model): readonly InhibitRule[] {
  return slos.flatMap(({ name, tiers, groupBy }) =>
    tiers.slice(0, -1).map(({ tier }, index) => ({
      source_matchers: [`slo=${quote(name)}`, `slo_tier=${quote(tier)}`],
      target_matchers: [
        `slo=${quote(name)}`,
        anyOf(
          'slo_tier',
          tiers.slice(index + 1).map((slower) => slower.tier),
        ),
      ],
      equal: groupBy,
    })),
  );
}

/** An alert that another one explains. Symptoms of one cause that agree on the same labels share a rule. */
function causesOverSymptoms(alerts: readonly AlertingRule[]): readonly InhibitRule[] {
  const pairs = unique(alerts).flatMap(({ alert, facts }) =>
    facts.causes.map(({ alert: cause, equal }) => ({ cause, equal, alert })),
  );
  const known = new Set(alerts.map(({ alert }) => alert));
  return [
    ...Map.groupBy(
      pairs.filter(({ cause }) => known.has(cause)),
      ({ cause, equal }) => `${cause} ${equal.join()}`,
    ).values(),
  ].map((same) => ({
    source_matchers: [anyOf('alertname', [same[0]?.cause ?? ''])],
    target_matchers: [
      anyOf(
        'alertname',
        same.map(({ alert }) => alert),
      ),
    ],
    equal: same[0]?.equal ?? [],
  }));
}

function anyOf(label: string, values: readonly string[]): string {
  const all = [...new Set(values)];
  return all.length === 1 ? `${label}=${quote(all[0] ?? '')}` : `${label}=~${quote(all.join('|'))}`;
}

/** One rule of each alert name and urgency: variants of an alert share what they are about. */
function unique(alerts: readonly AlertingRule[]): readonly AlertingRule[] {
  return [...new Map(alerts.map((one) => [`${one.alert} ${one.facts.urgency}`, one])).values()];
}
