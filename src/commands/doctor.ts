import type { Diagnosis } from '../doctor/diagnose.ts';
import { diagnose, isBroken } from '../doctor/diagnose.ts';
import { grafanaEvidence } from '../doctor/grafana/evidence.ts';
import type { ValuesSource } from '../doctor/values/read.ts';
import type { View } from '../doctor/view.ts';
import { EXIT, UserError } from '../errors.ts';
import type { Model } from '../model/model.ts';
import { renderDiagnosis } from '../report/doctor/render.ts';
import { renderForeign } from '../report/foreign/render.ts';
import { resolveHttp } from '../settings/secrets.ts';
import type { ForeignReport } from '../upgrade/foreign/analyse.ts';
import { isDead } from '../upgrade/foreign/analyse.ts';
import { metricsEvidence } from './doctor-metrics.ts';
import { prometheusView } from './doctor-prometheus.ts';
import { stackEvidence } from './doctor-stack.ts';
import { assertNew, valuesEvidence, valuesSources, writeFixed } from './doctor-values.ts';
import { analyseFiles, settingsFor } from './foreign.ts';
import type { CommandIo } from './io.ts';
import { wantsColor } from './io.ts';
import { loadProject } from './load.ts';
import { adHocGrafana } from './targets.ts';

export interface DoctorOptions {
  /** Files of Cilium's Helm values, the later over the earlier. */
  readonly values: readonly string[];
  /** What Helm's `--set` takes. */
  readonly set: readonly string[];
  /** Files of values of kube-prometheus-stack, and the name of its Helm release. */
  readonly stackValues: readonly string[];
  readonly release: string;
  /** Files, or addresses, of what processes show on /metrics. */
  readonly metrics: readonly string[];
  /** File to write mended values to. */
  readonly fix?: string;
  /** A Prometheus to ask, or what speaks its API. */
  readonly prometheus?: string;
  /** A Grafana to ask. */
  readonly grafana?: string;
  /** Dashboards of others. */
  readonly dashboard: readonly string[];
  /** Rule files of others. */
  readonly rules: readonly string[];
  /** Name every panel and alert. */
  readonly all: boolean;
  readonly format: 'text' | 'json' | 'markdown';
}

/** Says what keeps boards from answering: ours by values and a Grafana, anybody's by their queries. Only reads. */
export async function doctorCommand(options: DoctorOptions, io: CommandIo): Promise<number> {
  const { format, all, fix } = options;
  const files = [...options.dashboard, ...options.rules];
  const sources = valuesSources(options.values, options.set, io.projectDir);
  const asks = options.grafana !== undefined || options.prometheus !== undefined;
  const stack = valuesSources(options.stackValues, [], io.projectDir);
  const given = sources.length + stack.length + options.metrics.length;
  if (!asks && given + files.length === 0) {
    throw new UserError('there is nothing to look at', [
      "--values FILE, --set STRING: Cilium's Helm values, before or after they are rolled out",
      '--stack-values FILE: values of kube-prometheus-stack',
      '--metrics FILE|URL: what a process shows on /metrics',
      '--prometheus URL: what a Prometheus scrapes, holds and evaluates; PROMETHEUS_TOKEN',
      '--grafana URL: what a Grafana says of its data source and of our boards; GRAFANA_TOKEN',
      '--dashboard FILE, --rules FILE: dead and doubtful queries of any board or rule file',
    ]);
  }
  if (fix !== undefined && sources.length === 0) throw new UserError('--fix mends values', ['give them with --values']);
  if (fix !== undefined) assertNew(fix, io.projectDir);
  const own = asks || given > 0;
  const diagnosis = own ? await diagnosisOf(options, sources, stack, io) : undefined;
  const foreign = files.length === 0 ? undefined : analyseFiles(files, await settingsFor(io.projectDir), io.projectDir);
  const color = wantsColor(io.stdout, io.env);
  if (format === 'json') io.stdout.write(asJson(diagnosis, foreign));
  else {
    if (diagnosis) io.stdout.write(renderDiagnosis(diagnosis, format, { color, all }));
    if (diagnosis && foreign) io.stdout.write('\n');
    if (foreign) io.stdout.write(renderForeign(foreign, format, { color }));
  }
  if (fix !== undefined && diagnosis) {
    // values that could not be read would be lost in the file
    if (diagnosis.findings.some(({ code }) => code === 'source-unreadable')) return EXIT.cannot;
    writeFixed(fix, sources, diagnosis.findings, io.projectDir);
    io.stderr.write(`${fix}: the values, mended\n`);
  }
  if (foreign && foreign.faults.length > 0) return EXIT.cannot;
  return (diagnosis && isBroken(diagnosis)) || (foreign && isDead(foreign)) ? EXIT.no : EXIT.done;
}

async function diagnosisOf(
  { grafana, prometheus, metrics, release }: DoctorOptions,
  sources: readonly ValuesSource[],
  stack: readonly ValuesSource[],
  io: CommandIo,
): Promise<Diagnosis> {
  const { model, problems } = await loadProject(io.projectDir);
  if (problems.length > 0) {
    throw new UserError('the content does not compile', ['see `ciliascope check`']);
  }
  const values = sources.length > 0 ? valuesEvidence(sources, model) : { views: [], alone: [] };
  const picked = stack.length > 0 ? stackEvidence(stack, release, sources, model) : { views: [], alone: [] };
  const shown = metrics.length > 0 ? await metricsEvidence(metrics, io) : { views: [], alone: [] };
  const asked = [
    ...(prometheus === undefined ? [] : [await prometheusView(prometheus, model, io)]),
    ...(grafana === undefined ? [] : [await grafanaView(grafana, model, io)]),
  ];
  return diagnose(
    model,
    [...values.views, ...picked.views, ...shown.views, ...asked],
    [...values.alone, ...picked.alone, ...shown.alone],
  );
}

async function grafanaView(url: string, model: Model, io: CommandIo): Promise<View> {
  const settings = await resolveHttp(adHocGrafana(url, io.env), io.env, io.projectDir, 'Grafana');
  const { httpClient } = await import('../targets/http.ts');
  const http = httpClient(settings);
  try {
    return await grafanaEvidence(http, url, model);
  } finally {
    await http.close();
  }
}

/** One document, each part as it would be alone. */
function asJson(diagnosis: Diagnosis | undefined, foreign: ForeignReport | undefined): string {
  const parts = {
    ...(diagnosis ? { diagnosis: JSON.parse(renderDiagnosis(diagnosis, 'json', { color: false, all: true })) } : {}),
    ...(foreign ? { foreign: JSON.parse(renderForeign(foreign, 'json', { color: false })) } : {}),
  };
  return `${JSON.stringify(parts, null, 2)}\n`;
}
