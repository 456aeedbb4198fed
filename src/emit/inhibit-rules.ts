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
  const plain = alerts.filter(({ facts }) => facts.slo === undefined);
  return [...Map.groupBy(plain, ({ facts }) => facts.intent).values()].flatMap((same) => {
    const pages = unique(same.filter(({ facts }) => facts.urgency === 'page'));
    const tickets = unique(same.filter(({ facts }) => facts.urgency === 'ticket'));
    return pages.flatMap((page) => {
      const about = tickets.filter(({ facts }) => page.facts.groupBy.every((label) => facts.groupBy.includes(label)));
      if (about.length === 0) return [];
      return [
        rule(named([page]), named(about), page.facts.groupBy, page.alert === about[0]?.alert ? [page, ...about] : []),
      ];
    });
  });
}

function rule(
  source: readonly string[],
  target: readonly string[],
  equal: readonly string[],
  bySeverity: readonly AlertingRule[] = [],
): InhibitRule {
  const [page, ticket] = bySeverity;
  const severity = (of: AlertingRule | undefined) => (of ? [`severity=${quote(of.labels['severity'] ?? '')}`] : []);
  return { source_matchers: [...source, ...severity(page)], target_matchers: [...target, ...severity(ticket)], equal };
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

const named = (alerts: readonly AlertingRule[]) => [
  anyOf(
    'alertname',
    alerts.map(({ alert }) => alert),
  ),
];

function anyOf(label: string, values: readonly string[]): string {
  const all = [...new Set(values)];
  return all.length === 1 ? `${label}=${quote(all[0] ?? '')}` : `${label}=~${quote(all.join('|'))}`;
}

/** One rule of each alert name and urgency: variants of an alert share what they are about. */
function unique(alerts: readonly AlertingRule[]): readonly AlertingRule[] {
  return [...new Map(alerts.map((one) => [`${one.alert} ${one.facts.urgency}`, one])).values()];
}
