import { resolve } from 'node:path';
import { parse } from 'yaml';
import { nearest } from '../catalog/nearest.ts';
import { UserError } from '../errors.ts';
import type { JsonObject } from '../model/dashboard.ts';
import type { Artifact, Model } from '../model/model.ts';
import type { Desired } from '../plan/resource.ts';
import { resolveHttp } from '../settings/secrets.ts';
import type { Settings } from '../settings/settings.ts';
import type { GrafanaTarget, KubernetesArtefact, KubernetesTarget, TargetSettings } from '../settings/targets.ts';
import type { Target } from '../targets/target.ts';
import type { CommandIo } from './io.ts';

/** Which targets the command line names. */
export interface TargetOptions {
  readonly target?: readonly string[];
  readonly grafana?: string;
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly namespace?: string;
}

/** A target, what is to be there, and how many writes it takes at a time. */
export interface Destination {
  readonly target: Target;
  readonly desired: readonly Desired[];
  readonly concurrency: number;
}

const CONCURRENCY = 4;

/** The settings' targets that are meant, or the one the command line describes. */
export function chosenTargets(
  options: TargetOptions,
  settings: Settings,
  env: CommandIo['env'],
): TargetSettings['publish'] {
  const { publish } = settings;
  const none = { set: publish.set, grafana: {}, kubernetes: {}, rulers: {}, ruleFiles: {} };
  const { target, grafana, kubeconfig, context, namespace } = options;
  const cluster = kubeconfig !== undefined || context !== undefined;
  if (grafana !== undefined || cluster) {
    if (target)
      throw new UserError('--target names targets of the settings; --grafana and --kubeconfig need none', [
        'leave one out',
      ]);
    const described = {
      ...(kubeconfig ? { kubeconfig: resolve(kubeconfig) } : {}),
      ...(context ? { context } : {}),
      ...(namespace ? { namespace } : {}),
    };
    return {
      ...none,
      ...(grafana === undefined ? {} : { grafana: { grafana: adHocGrafana(grafana, env) } }),
      ...(cluster ? { kubernetes: { kubernetes: described } } : {}),
    };
  }
  if (namespace !== undefined)
    throw new UserError('--namespace goes with --kubeconfig or --context', [
      'the settings hold the namespace of a named target',
    ]);
  const names = [publish.grafana, publish.kubernetes, publish.rulers, publish.ruleFiles].flatMap((named) =>
    Object.keys(named),
  );
  if (names.length === 0) {
    throw new UserError('no target to publish to', [
      'name one in ciliascope.config.ts: publish: { grafana: { prod: { url: ... } } }, see docs/publishing.md',
      'or on the command line: --grafana URL with GRAFANA_TOKEN, or --kubeconfig FILE --context NAME',
    ]);
  }
  const unknown = target?.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    const near = nearest(unknown, names);
    throw new UserError(`no target is called "${unknown}"`, [
      near ? `did you mean "${near}"?` : `the settings have: ${names.join(', ')}`,
    ]);
  }
  const only = <T>(named: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(named).filter(([name]) => !target || target.includes(name)));
  return {
    set: publish.set,
    grafana: only(publish.grafana),
    kubernetes: only(publish.kubernetes),
    rulers: only(publish.rulers),
    ruleFiles: only(publish.ruleFiles),
  };
}

/** A Grafana that the command line names, with credentials from the environment. */
export function adHocGrafana(url: string, env: CommandIo['env']): GrafanaTarget {
  if (!URL.canParse(url)) throw new UserError(`--grafana: "${url}" is no URL`, ['such as https://grafana.example.org']);
  if (env['GRAFANA_TOKEN']) return { url, auth: { token: { env: 'GRAFANA_TOKEN' } } };
  if (env['GRAFANA_USER'])
    return { url, auth: { user: { env: 'GRAFANA_USER' }, password: { env: 'GRAFANA_PASSWORD' } } };
  throw new UserError('no credentials for this Grafana', [
    'set GRAFANA_TOKEN to a service account token with the role Editor',
    'or GRAFANA_USER and GRAFANA_PASSWORD',
  ]);
}

/** Opens nothing yet: a target reaches out when it is asked to connect. Code of a kind is loaded when it is needed. */
export async function destinations(
  chosen: TargetSettings['publish'],
  model: Model,
  artifacts: readonly Artifact[],
  io: CommandIo,
): Promise<readonly Destination[]> {
  const { set } = chosen;
  const all: Destination[] = [];
  for (const [name, settings] of Object.entries(chosen.grafana)) {
    const { grafanaTarget } = await import('../targets/grafana/target.ts');
    const { grafanaDesired } = await import('../targets/grafana/desired.ts');
    const target = grafanaTarget(name, settings, await client(settings, name, io), set);
    all.push({
      target,
      desired: grafanaDesired(model.dashboards, settings),
      concurrency: settings.concurrency ?? CONCURRENCY,
    });
  }
  for (const [name, settings] of Object.entries(chosen.kubernetes)) {
    const { kubernetesTarget } = await import('../targets/kubernetes/target.ts');
    const { kubernetesDesired } = await import('../targets/kubernetes/desired.ts');
    const context = {
      set,
      namespace: settings.namespace ?? model.settings.kubernetes.namespace,
      projectDir: io.projectDir,
    };
    const target = await kubernetesTarget(name, settings, context);
    all.push({
      target,
      desired: kubernetesDesired(objects(artifacts, settings), settings, context),
      concurrency: settings.concurrency ?? CONCURRENCY,
    });
  }
  for (const [name, settings] of Object.entries(chosen.rulers)) {
    const { rulerTarget } = await import('../targets/ruler/target.ts');
    const { rulerDesired } = await import('../targets/ruler/desired.ts');
    const target = rulerTarget(name, settings, await client(settings, name, io), set);
    all.push({
      target,
      desired: rulerDesired(
        ruleFiles(artifacts).map(({ name: file, text }) => ({ name: file, groups: parse(text).groups })),
        settings,
        set,
      ),
      concurrency: settings.concurrency ?? CONCURRENCY,
    });
  }
  for (const [name, settings] of Object.entries(chosen.ruleFiles)) {
    const { ruleFilesTarget } = await import('../targets/rule-files/target.ts');
    const { ruleFilesDesired } = await import('../targets/rule-files/desired.ts');
    const reload = settings.reload ? await client(settings.reload, name, io) : undefined;
    const target = ruleFilesTarget(name, {
      folder: resolve(io.projectDir, settings.folder),
      set,
      ...(reload ? { reload } : {}),
    });
    all.push({ target, desired: ruleFilesDesired(ruleFiles(artifacts)), concurrency: 1 });
  }
  return all;
}

async function client(settings: Parameters<typeof resolveHttp>[0], name: string, io: CommandIo) {
  const { httpClient } = await import('../targets/http.ts');
  return httpClient(await resolveHttp(settings, io.env, io.projectDir, name));
}

const KINDS: Readonly<Record<KubernetesArtefact, Artifact['kind']>> = {
  rules: 'prometheus-rule',
  dashboards: 'configmap',
  monitors: 'monitor',
  vmrules: 'vm-rule',
};

/** The build's objects that this cluster is to hold. */
function objects(
  artifacts: readonly Artifact[],
  { artefacts = ['rules', 'dashboards'] }: KubernetesTarget,
): readonly JsonObject[] {
  const kinds = artefacts.map((artefact) => KINDS[artefact]);
  return artifacts.filter(({ kind }) => kinds.includes(kind)).map(({ text }) => parse(text) as JsonObject);
}

/** `prometheus/rules/cilium-agent.yaml` -> `cilium-agent`. */
function ruleFiles(artifacts: readonly Artifact[]): readonly { readonly name: string; readonly text: string }[] {
  return artifacts
    .filter(({ kind }) => kind === 'rules')
    .map(({ path, text }) => ({ name: path.replace(/^.*\//, '').replace(/\.ya?ml$/, ''), text }));
}
