import { formIn } from '../../catalog/catalog.ts';
import type { MetricForm } from '../../catalog/facts.ts';
import type { Minor } from '../../catalog/minor.ts';
import type { SelectorSubject } from '../subject.ts';

/** The forms a selector's metric takes, per minor that exposes it. */
export function formsByMinor({
  presence,
}: SelectorSubject): readonly (readonly [minor: Minor, forms: readonly MetricForm[]])[] {
  return [...presence].flatMap(([minor, found]) => ('forms' in found ? [[minor, found.forms] as const] : []));
}

/** The same family in other minors. */
export function formsOfFamily({ component, fact }: MetricForm, minors: readonly Minor[]): readonly MetricForm[] {
  return minors.flatMap((minor) => formIn(component, fact, minor) ?? []);
}
