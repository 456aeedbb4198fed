import type { Artifact, Model } from '../model/model.ts';
import { emitGrafana } from './grafana.ts';
import { emitIndex } from './index-file.ts';
import { emitInhibitRules } from './inhibit-rules.ts';
import { emitConfigMaps, emitKustomization } from './kubernetes.ts';
import { emitPromtoolTests } from './promtool-tests.ts';
import { emitPrometheusRules, emitRules } from './rules.ts';

/** Everything that belongs into `out/`, in memory. Pure: the same model gives the same bytes. */
export function emit(model: Model): readonly Artifact[] {
  const objects = [...emitConfigMaps(model), ...emitPrometheusRules(model)];
  const artifacts = [
    ...emitGrafana(model),
    ...objects,
    emitKustomization(objects),
    ...emitRules(model),
    ...emitInhibitRules(model),
    ...emitPromtoolTests(model),
  ];
  return [...artifacts, emitIndex(model, artifacts)];
}
