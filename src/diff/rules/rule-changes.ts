import { parseDuration } from '../../promql/duration.ts';
import type { Change, Effect } from '../change.ts';
import { became, shown } from '../change.ts';
import { promqlChanges } from '../promql/compare.ts';
import type { RuleView } from './rule-groups.ts';

type Told = Omit<Change, 'subject'>;
export type RulePair = readonly [RuleView, RuleView];

/** Severities from the mildest on; others are changes without a direction. */
const SEVERITIES = ['none', 'info', 'notice', 'warning', 'ticket', 'error', 'high', 'critical', 'page', 'emergency'];

/** `alert "CiliumAgentDown"`; one of several of that name says which. */
export function subjectOf({ kind, name, labels }: RuleView): string {
  const tier = labels['slo_tier'] ? ` (tier ${labels['slo_tier']})` : '';
  return `${kind === 'alert' ? 'alert' : 'record'} "${name}"${tier}`;
}

export const inFile = ({ file }: { readonly file: string }) => (file === '' ? {} : { file });

/** How one rule differs from what it was. */
export function ruleChanges([before, after]: RulePair): readonly Change[] {
  const told: readonly Told[] = [
    ...(before.name === after.name ? [] : [renamed(before, after)]),
    ...exprChanges(before, after),
    ...duration('alert-for', 'for', before.for, after.for),
    ...keeping(before.keepFiringFor, after.keepFiringFor),
    ...labelChanges(before, after),
    ...annotationChanges(before, after),
    ...(before.group === after.group
      ? []
      : [{ code: 'rule-moved', text: `moved from group ${before.group} to ${after.group}`, layout: true as const }]),
  ];
  return told.map((change) => ({ ...change, subject: subjectOf(after), ...inFile(after) }));
}

const renamed = ({ name }: RuleView, { kind }: RuleView): Told => ({
  code: `${kind}-renamed`,
  text: `was called "${name}"`,
  risk: kind === 'alert' ? 'routes and silences by its name no longer match' : 'what reads it is empty',
});

/** What makes an alert weaker is what a reviewer must see first. */
export const risky = (effect: Effect | undefined): { readonly effect?: Effect; readonly risk?: string } =>
  effect === undefined ? {} : { effect, ...(effect === 'laxer' ? { risk: 'it fires later, or for less' } : {}) };

function exprChanges(before: RuleView, after: RuleView): readonly Told[] {
  return promqlChanges(before.expr, after.expr).map(({ text, effect }) => ({
    code: `${after.kind}-expr`,
    text,
    before: before.expr,
    after: after.expr,
    ...(after.kind === 'alert' ? risky(effect) : {}),
  }));
}

function duration(code: string, name: string, before: string, after: string): readonly Told[] {
  const [old, now] = [parseDuration(before || '0s'), parseDuration(after || '0s')];
  if (before === after || (old !== undefined && old === now)) return [];
  const effect = old === undefined || now === undefined ? undefined : now > old ? 'laxer' : 'stricter';
  return [{ code, text: `${name} ${became(before || '0s', after || '0s')}`, ...risky(effect) }];
}

/** Keeping on changes when an alert ends, not whether it comes. */
const keeping = (before: string, after: string): readonly Told[] =>
  duration('alert-keep-firing-for', 'keep_firing_for', before, after).map(({ code, text }) => ({ code, text }));

function labelChanges(before: RuleView, after: RuleView): readonly Told[] {
  const { severity: old = '', ...labels } = before.labels;
  const { severity: now = '', ...newLabels } = after.labels;
  const [from, to] = [SEVERITIES.indexOf(old), SEVERITIES.indexOf(now)];
  const effect: Effect | undefined = from < 0 || to < 0 ? undefined : to < from ? 'laxer' : 'stricter';
  const severity: readonly Told[] =
    old === now
      ? []
      : [
          {
            code: 'alert-severity',
            text: `severity ${became(old, now)}`,
            ...(effect ? { effect } : {}),
            risk: effect === 'laxer' ? 'somebody is no longer called for it' : 'it is routed to others',
          },
        ];
  return [...severity, ...texts(`${after.kind}-label`, 'label', labels, newLabels)];
}

function annotationChanges(before: RuleView, after: RuleView): readonly Told[] {
  return texts('alert-annotation', 'annotation', before.annotations, after.annotations);
}

function texts(
  code: string,
  what: string,
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): readonly Told[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((name): readonly Told[] => {
    const [old, now] = [before[name], after[name]];
    if (old === now) return [];
    if (old === undefined) return [{ code, text: `${what} ${name} added: ${shown(now ?? '')}`, after: now ?? '' }];
    if (now === undefined) return [{ code, text: `${what} ${name} removed: ${shown(old)}`, before: old }];
    const long = old.length + now.length > 60;
    return [{ code, text: `${what} ${name} ${long ? 'changed' : became(old, now)}`, before: old, after: now }];
  });
}
