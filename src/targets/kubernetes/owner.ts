import type { KubernetesObject } from '../../plan/canonical/kubernetes.ts';
import { FIELD_MANAGER, keysBelow } from '../../plan/canonical/kubernetes.ts';
import type { Owner } from '../../plan/resource.ts';

export const MANAGED_BY = 'app.kubernetes.io/managed-by';
export const SET = 'ciliascope.io/set';

/** What other tools write on the objects that they deploy, and would write again: label or annotation -> the tool. */
const TRACKERS: readonly (readonly [string, string])[] = [
  ['meta.helm.sh/release-name', 'Helm release'],
  ['argocd.argoproj.io/tracking-id', 'Argo CD application'],
  ['argocd.argoproj.io/instance', 'Argo CD application'],
  ['kustomize.toolkit.fluxcd.io/name', 'Flux Kustomization'],
  ['helm.toolkit.fluxcd.io/name', 'Flux HelmRelease'],
  // Argo CD's tracking label up to version 2, and Helm's by convention
  ['app.kubernetes.io/instance', 'app instance'],
];

/**
 * Who answers for an object. Ours needs our labels and our field manager behind them: labels alone are copied with the
 * object, and a copy under another name is somebody's own.
 */
export function ownerOf({ metadata }: KubernetesObject, set: string): Owner {
  const { labels = {}, annotations = {}, ownerReferences = [] } = metadata;
  const manager = labels[MANAGED_BY];
  if (manager === 'ciliascope' && labels[SET] === set && isAppliedByUs(metadata)) return { kind: 'ours' };
  const controller = ownerReferences.find((reference) => reference.controller === true);
  if (controller) {
    const who = `${controller.kind} ${controller.name}`;
    return { kind: 'foreign', who, how: `${who} makes it anew: change that, or rename ours` };
  }
  if (manager === 'ciliascope' && labels[SET] !== undefined && labels[SET] !== set) {
    return {
      kind: 'foreign',
      who: `the set "${labels[SET]}" of ciliascope`,
      how: 'use another namespace, or take it over with --adopt',
      adoptable: true,
    };
  }
  const tracker = TRACKERS.find(([key]) => labels[key] ?? annotations[key]);
  const tracked = tracker && `${tracker[1]} "${(annotations[tracker[0]] ?? labels[tracker[0]] ?? '').split(':')[0]}"`;
  const who = tracked ?? (manager === 'ciliascope' ? undefined : manager);
  if (who === undefined) return { kind: 'nobody' };
  const how = `remove it there, or take it over with --adopt once ${who} lets go of it`;
  return { kind: 'foreign', who, how, adoptable: true };
}

/** Whether the label of the set was written by a server-side apply of ours. */
const isAppliedByUs = ({ managedFields = [] }: KubernetesObject['metadata']) =>
  managedFields.some(
    ({ manager, operation, fieldsV1 = {} }) =>
      manager === FIELD_MANAGER &&
      operation === 'Apply' &&
      keysBelow(fieldsV1, 'f:metadata', 'f:labels').includes(`f:${SET}`),
  );
