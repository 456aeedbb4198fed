import type { Artifact, Model } from '../model/model.ts';
import { emitGrafana, emitProvisioning } from './grafana.ts';
import { emitCiliumValues } from './helm/cilium-values.ts';
import { emitStackValues } from './helm/stack-values.ts';
import { emitIndex } from './index-file.ts';
import { emitInhibitRules } from './inhibit-rules.ts';
import { emitConfigMaps, emitKustomization } from './kubernetes.ts';
import { emitMonitors } from './monitors.ts';
import { emitPromtoolTests } from './promtool-tests.ts';
import { emitPrometheusRules, emitRules, emitVmRules } from './rules.ts';

/** What is published: dashboards as ConfigMaps, monitors, and rules in every form. */
export function emitPublished(model: Model): readonly Artifact[] {
  return [
    ...emitConfigMaps(model),
    ...emitPrometheusRules(model),
    ...emitMonitors(model),
    ...emitVmRules(model),
    ...emitRules(model),
  ];
}

/** Everything that belongs into `out/`, in memory. Pure: the same model gives the same bytes. */
export function emit(model: Model): readonly Artifact[] {
  const objects = [...emitConfigMaps(model), ...emitPrometheusRules(model)];
  const artifacts = [
    ...emitGrafana(model),
    emitProvisioning(model),
    ...objects,
    emitKustomization(objects),
    ...emitMonitors(model),
    emitCiliumValues(model),
    emitStackValues(model),
    ...emitVmRules(model),
    ...emitRules(model),
    ...emitInhibitRules(model),
    ...emitPromtoolTests(model),
  ];
  return [...artifacts, emitIndex(model, artifacts)];
}
