import type { MetricForm } from '../catalog/facts.ts';
import type { Matcher, UnknownValue } from '../catalog/matchers.ts';
import { alternatives, hasVariable, unknownValues } from '../catalog/matchers.ts';
import type { Minor } from '../catalog/minor.ts';
import type { CheckInput } from './check.ts';
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
  *check({ selectors }, _subject, input) {
    for (const subject of selectors) {
      for (const matcher of subject.node.matchers) {
        if (!subject.form || matcher.value === '' || hasVariable(matcher.value)) continue;
        for (const message of faultsOf(matcher, subject, input)) yield { message, place: { offset: matcher.from } };
      }
    }
  },
});

function faultsOf(matcher: Matcher, subject: SelectorSubject, input: CheckInput): readonly string[] {
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
    if (without.length === 0 || (covered && isKnown(value, matcher, subject, input))) return [];
    const near = without.flatMap(({ unknown }) => unknown).find((one) => one.value === value)?.near ?? [];
    const minors = without.map(({ minor }) => minor);
    return [describe(value, matcher, subject, minors.length < byMinor.length ? minors : [], near)];
  });
}

/** Values no component that shares the name knows. */
function unknownIn(matcher: Matcher, forms: readonly MetricForm[]): readonly UnknownValue[] {
  const [first = [], ...others] = forms.map((form) => unknownValues(matcher, form));
  return first.filter(({ value }) => others.every((other) => other.some((one) => one.value === value)));
}

/** The value exists in a configured minor, be it one that this text is not for. */
function isKnown(value: string, matcher: Matcher, { form }: SelectorSubject, { model }: CheckInput): boolean {
  if (!form) return false;
  return formsOfFamily(form, model.settings.minors).some(
    (other) => unknownValues({ ...matcher, value }, other).length === 0,
  );
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
