import type { Model } from '../../model/model.ts';
import { rulesOf } from '../check.ts';

const known = new WeakMap<Model, ReadonlySet<string>>();

/** Every recorded series by its name. */
export function recordNames(model: Model): ReadonlySet<string> {
  const found =
    known.get(model) ?? new Set(rulesOf(model).flatMap(({ rule }) => (rule.kind === 'recording' ? [rule.record] : [])));
  known.set(model, found);
  return found;
}
