import type { Artifact, Model } from '../model/model.ts';
import { emitGrafana } from './grafana.ts';
import { emitIndex } from './index-file.ts';
import { emitConfigMaps } from './kubernetes.ts';
import { emitPromtoolTests } from './promtool-tests.ts';
import { emitRules } from './rules.ts';

/** Everything that belongs into `out/`, in memory. Pure: the same model gives the same bytes. */
export function emit(model: Model): readonly Artifact[] {
  const artifacts = [...emitGrafana(model), ...emitConfigMaps(model), ...emitRules(model), ...emitPromtoolTests(model)];
  return [...artifacts, emitIndex(model, artifacts)];
}
