import type { MetricForm } from '../catalog/facts.ts';
import type { Matcher, UnknownValue } from '../catalog/matchers.ts';
import { alternatives, hasVariable, unknownValues } from '../catalog/matchers.ts';
import type { Minor } from '../catalog/minor.ts';
import { MINORS } from '../catalog/minor.ts';
import { queryCheck } from './check.ts';
import type { SelectorSubject } from './subject.ts';
import { formsByMinor, formsOfFamily } from './support/forms.ts';
import { both, either } from './support/words.ts';

export const labelValue = queryCheck({
  code: 'label-value',
  severity: 'error',
  summary:
    'A label value that Cilium never writes selects nothing, or excludes nothing: the panel is empty, or shows what it promised to hide.',
  remediation:
    'Use the value named. Where minors spell it differently match both (`outcome=~"fail|failure"`) or use `perMinor`.',
  *check({ selectors }) {
    for (const subject of selectors) {
      for (const matcher of subject.node.matchers) {
        if (!isClosed(matcher.label, subject) || matcher.value === '' || hasVariable(matcher.value)) continue;
        for (const message of faultsOf(matcher, subject)) yield { message, place: { offset: matcher.from } };
      }
    }
  },
});

/** The catalog lists every value the label takes, in one minor at least. */
function isClosed(label: string, { presence }: SelectorSubject): boolean {
  for (const found of presence.values()) {
    if ('forms' in found && found.forms.some(({ values }) => values[label] !== undefined)) return true;
  }
  return false;
}

function faultsOf(matcher: Matcher, subject: SelectorSubject): readonly string[] {
  const byMinor = formsByMinor(subject).map(([minor, forms]) => ({ minor, unknown: unknownIn(matcher, forms) }));
  if (byMinor.every(({ unknown }) => unknown.length === 0)) return [];
  const asked = matcher.op.endsWith('~')
    ? alternatives(matcher.value).filter((value) => value !== '')
    : [matcher.value];
  // an alternative may be there for another minor, as long as every minor has one that fits
  const covered =
    asked.length > 1 && (matcher.op === '!~' || byMinor.every(({ unknown }) => unknown.length < asked.length));
  return asked.flatMap((value) => {
    const without = byMinor.filter(({ unknown }) => unknown.some((one) => one.value === value));
    if (without.length === 0 || (covered && isKnown(value, matcher, subject))) return [];
    const near = without.flatMap(({ unknown }) => unknown).find((one) => one.value === value)?.near ?? [];
    const minors = without.map(({ minor }) => minor);
    return [describe(value, matcher, subject, minors.length < byMinor.length ? minors : [], near)];
  });
}

/** Values no component that shares the name knows. */
function unknownIn(matcher: Matcher, forms: readonly MetricForm[]): readonly UnknownValue[] {
  const [first = [], ...others] = forms.map((form) => unknownValues(matcher, form));
  return first.filter(({ value }) => value !== '' && others.every((other) => other.some((one) => one.value === value)));
}

/** Some minor has the value: content that serves several lists the spellings of all. */
function isKnown(value: string, matcher: Matcher, { form }: SelectorSubject): boolean {
  if (!form) return false;
  return formsOfFamily(form, MINORS).some((other) => unknownValues({ ...matcher, value }, other).length === 0);
}

function describe(
  value: string,
  { label, op }: Matcher,
  { node }: SelectorSubject,
  minors: readonly Minor[],
  near: readonly string[],
): string {
  const where = minors.length > 0 ? ` in Cilium ${both(minors)}` : '';
  const quoted = near.map((one) => `"${one}"`);
  const use =
    near.length === 1 ? `: use ${either(quoted)}` : near.length > 1 ? `: did you mean ${either(quoted)}?` : '';
  const effect = op === '=' || op === '=~' ? 'selects nothing' : 'excludes nothing';
  return `${label}${op}"${value}" ${effect}: ${node.name} never has that ${label}${where}${use}`;
}
