import type { Change } from '../change.ts';
import { objectChanges } from '../object-changes.ts';
import { pairInPasses } from '../pairing.ts';
import type { SloView } from './burn.ts';
import { slosOf, timeToFire } from './burn.ts';
import type { RulePair } from './rule-changes.ts';
import { inFile, ruleChanges, subjectOf } from './rule-changes.ts';
import type { GroupView, RuleView } from './rule-groups.ts';

/** How two versions of a set of rule groups differ. Rules are told apart by name and labels, not by place. */
export function ruleSetChanges(before: readonly GroupView[], after: readonly GroupView[]): readonly Change[] {
  const [old, now] = [before.flatMap(({ rules }) => rules), after.flatMap(({ rules }) => rules)];
  const pairs = pairRules(old, now);
  const matched = new Set(pairs.flat());
  const slos = sloChanges(slosOf(old), slosOf(now));
  const told = new Set(slos.map(({ slo }) => slo));
  const follows = ({ labels }: RuleView) => told.has(labels['slo'] ?? '');
  return [
    ...slos.map(({ change }) => change),
    ...old.filter((rule) => !matched.has(rule)).map((rule) => come(rule, 'removed', follows(rule))),
    ...now.filter((rule) => !matched.has(rule)).map((rule) => come(rule, 'added', follows(rule))),
    ...pairs.flatMap((pair) =>
      ruleChanges(pair).map((change) => (follows(pair[1]) && isConsequence(change) ? following(change) : change)),
    ),
    ...groupChanges(before, after),
  ];
}

/** Names and labels first; then what is left of a name, in order; then one of the same expression, renamed. */
function pairRules(before: readonly RuleView[], after: readonly RuleView[]): readonly RulePair[] {
  return pairInPasses(before, after, [
    ({ kind, name, labels, group, expr }) => JSON.stringify([kind, name, labels, group, expr]),
    ({ kind, name, labels }) => JSON.stringify([kind, name, labels]),
    ({ kind, name, labels }) => JSON.stringify([kind, name, labels['slo'], labels['slo_tier']]),
    ({ kind, name, labels }) => JSON.stringify([kind, name, labels['severity']]),
    ({ kind, name }) => JSON.stringify([kind, name]),
    ({ kind, expr }) => JSON.stringify([kind, expr]),
  ]);
}

function come(rule: RuleView, what: 'added' | 'removed', follows: boolean): Change {
  const severity = rule.labels['severity'] ? ` (${rule.labels['severity']})` : '';
  const change: Change = {
    code: `${rule.kind}-${what}`,
    subject: subjectOf(rule),
    text: `${what}${rule.kind === 'alert' ? severity : ''}`,
    ...inFile(rule),
    [what === 'added' ? 'after' : 'before']: rule.expr,
    ...(what === 'removed'
      ? { risk: rule.kind === 'alert' ? 'nobody is told any more' : 'what reads it is empty' }
      : {}),
  };
  return follows ? following(change) : change;
}

/**
 * What an objective or its windows change by themselves: thresholds and other numbers, the labels that say them, and the
 * words of the alerts. What else changes in the rules of an SLO is told.
 */
function isConsequence({ code, text }: Change): boolean {
  if (code === 'alert-annotation') return true;
  if (code.endsWith('-label')) return /^label (objective|burn_factor|long_window|short_window)\b/.test(text);
  return code.endsWith('-expr') && /^(threshold )?`[<>=! ]*[\d.e+-]+` became `[<>=! ]*[\d.e+-]+`$/.test(text);
}

/** Told by the change of the SLO: no risk of its own. */
function following({ risk: _, effect: __, ...change }: Change): Change {
  return { ...change, follows: true };
}

function sloChanges(
  before: ReadonlyMap<string, SloView>,
  after: ReadonlyMap<string, SloView>,
): readonly { readonly slo: string; readonly change: Change }[] {
  return [...after.values()].flatMap((now) => {
    const old = before.get(now.name);
    if (!old) return [];
    const told = timeToFire(old, now);
    const same = old.objective === now.objective;
    if (same && told.length === 0) return [];
    const laxer = Number(now.objective) < Number(old.objective);
    const change: Change = {
      code: same ? 'slo-windows' : 'slo-objective',
      subject: `SLO "${now.name}"`,
      text: [same ? 'other windows' : `objective ${old.objective}% became ${now.objective}%`, ...told].join('; '),
      ...inFile(now),
      ...(same ? {} : { effect: laxer ? 'laxer' : 'stricter' }),
      ...(laxer ? { risk: 'outages are told of later' } : {}),
      ...(same ? { risk: 'outages are told of at another time' } : {}),
    };
    return [{ slo: now.name, change }];
  });
}

function groupChanges(before: readonly GroupView[], after: readonly GroupView[]): readonly Change[] {
  const [old, now] = [byName(before), byName(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((name) => {
    const [known, group] = [old.get(name), now.get(name)];
    const about = { subject: `group "${name}"`, ...inFile(group ?? known ?? { file: '' }) };
    if (!known) return [{ code: 'group-added', ...about, text: 'added', layout: true as const }];
    if (!group) return [{ code: 'group-removed', ...about, text: 'removed', layout: true as const }];
    return objectChanges(known.options, group.options).map(({ text }) => ({ code: 'group-option', ...about, text }));
  });
}

const byName = (groups: readonly GroupView[]) => new Map(groups.map((group) => [group.name, group]));
