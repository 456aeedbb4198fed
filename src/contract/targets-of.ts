import type { Component } from '../catalog/facts.ts';
import { accepts } from '../catalog/matchers.ts';
import type { SelectorNode } from '../promql/ast.ts';
import type { Settings } from '../settings/settings.ts';

/** True when the matchers of a selector let the targets of a component through, such as `job="cilium-operator"`. */
export function isTargetOf(component: Component, { matchers }: SelectorNode, { targets }: Settings): boolean {
  return Object.entries(targets[component]).every(([label, value]) =>
    matchers.every((matcher) => matcher.label !== label || accepts(matcher, value)),
  );
}
