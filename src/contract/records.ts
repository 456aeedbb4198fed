import { accepts } from '../catalog/matchers.ts';
import type { RecordingRule } from '../model/rules.ts';
import type { SelectorNode } from '../promql/ast.ts';

/** The rules of the name a selector asks for whose static labels its matchers let through. */
export function rulesRead(
  { name, matchers }: SelectorNode,
  byName: ReadonlyMap<string, readonly RecordingRule[]>,
): readonly RecordingRule[] {
  return (byName.get(name ?? '') ?? []).filter(({ labels }) =>
    matchers.every((matcher) => {
      const value = labels[matcher.label];
      return value === undefined || accepts(matcher, value);
    }),
  );
}
