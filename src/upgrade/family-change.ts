import { familiesNamed } from '../catalog/catalog.ts';
import type { Component } from '../catalog/facts.ts';
import type { Minor } from '../catalog/minor.ts';
import { inRange, MINORS } from '../catalog/minor.ts';
import type { Difference } from './difference.ts';
import { differences } from './difference.ts';
import type { UpgradeRange } from './range.ts';

/** One change of one family of one component, and the first minor that differs so from the one before it. */
export type FamilyChange = Difference & {
  readonly family: string;
  readonly component: Component;
  readonly since: Minor;
};

/** What changes of the families of a name. @param handlers enabled Hubble handlers */
export function changesOf(family: string, range: UpgradeRange, handlers: ReadonlySet<string>): readonly FamilyChange[] {
  return familiesNamed(family).flatMap(({ component, fact }) => {
    const between = (from: Minor, to: Minor) => differences(component, fact, [from, to], handlers);
    return between(range.from, range.to).map((difference) => ({
      ...difference,
      family,
      component,
      since: sinceWhen(difference, between, range),
    }));
  });
}

/** Identity of a change, whatever its particulars: `label-values cilium_policy_change_total outcome`. */
export function changeKey({ kind, family, component, ...rest }: FamilyChange): string {
  return [component, kind, family, ...topicOf({ kind, ...rest } as Difference)].join(' ');
}

/** The first step of the way that brings the same; the end where no single step does. */
function sinceWhen(
  difference: Difference,
  between: (from: Minor, to: Minor) => readonly Difference[],
  { from, to }: UpgradeRange,
): Minor {
  const way = MINORS.filter((minor) => inRange(minor, { from, until: to }));
  const topic = [difference.kind, ...topicOf(difference)].join();
  const step = way
    .slice(1)
    .find((minor, index) =>
      between(way[index] ?? from, minor).some((one) => [one.kind, ...topicOf(one)].join() === topic),
    );
  return step ?? to;
}

function topicOf(difference: Difference): readonly string[] {
  if (difference.kind === 'meaning') return [difference.what];
  return 'label' in difference && difference.label !== undefined ? [difference.label] : [];
}
