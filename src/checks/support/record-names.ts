import type { Model } from '../../model/model.ts';
import { recordingRules } from '../../model/rules.ts';

const known = new WeakMap<Model, ReadonlySet<string>>();

/** Every recorded series by its name. */
export function recordNames(model: Model): ReadonlySet<string> {
  const found = known.get(model) ?? new Set(recordingRules(model).map(({ record }) => record));
  known.set(model, found);
  return found;
}
