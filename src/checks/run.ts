import type { Model } from '../model/model.ts';
import type { Problem } from '../model/problem.ts';
import { exposureOf } from '../settings/exposure.ts';
import type { Check } from './check.ts';
import { checks } from './index.ts';
import { subjectsOf } from './subject.ts';
import { applySuppressions } from './suppressions.ts';

/** Runs every check over the model: all problems, sorted by file, place and code. */
export function runChecks(model: Model, list: readonly Check[] = checks): readonly Problem[] {
  const input = { model, exposure: exposureOf(model.settings) };
  const subjects = subjectsOf(model, input.exposure);
  return applySuppressions(
    model,
    list.flatMap((check) => [...check.run(input, subjects)]),
  ).toSorted(byPlace);
}

/** Order of the report: by file, then resource, place in it, and code. */
export function byPlace(a: Problem, b: Problem): number {
  const key = ({ place, code }: Problem) => [
    place.file,
    place.resource,
    place.line ?? 0,
    place.path ?? '',
    place.offset ?? 0,
    code,
  ];
  const [left, right] = [key(a), key(b)];
  for (const [index, value] of left.entries()) {
    const other = right[index] ?? '';
    if (value !== other) return value < other ? -1 : 1;
  }
  return 0;
}
