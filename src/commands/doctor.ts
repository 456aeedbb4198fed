import type { Diagnosis } from '../doctor/diagnose.ts';
import { diagnose, isBroken } from '../doctor/diagnose.ts';
import { grafanaEvidence } from '../doctor/grafana/evidence.ts';
import { EXIT, UserError } from '../errors.ts';
import { renderDiagnosis } from '../report/doctor/render.ts';
import { renderForeign } from '../report/foreign/render.ts';
import { resolveHttp } from '../settings/secrets.ts';
import type { ForeignReport } from '../upgrade/foreign/analyse.ts';
import { isDead } from '../upgrade/foreign/analyse.ts';
import { analyseFiles, settingsFor } from './foreign.ts';
import type { CommandIo } from './io.ts';
import { wantsColor } from './io.ts';
import { loadProject } from './load.ts';
import { adHocGrafana } from './targets.ts';

export interface DoctorOptions {
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

/** Says what keeps boards from answering: ours on a Grafana, anybody's by their queries. Only reads. */
export async function doctorCommand(options: DoctorOptions, io: CommandIo): Promise<number> {
  const { grafana, format, all } = options;
  const files = [...options.dashboard, ...options.rules];
  if (grafana === undefined && files.length === 0) {
    throw new UserError('there is nothing to look at', [
      '--grafana URL: what a Grafana says of its data source and of our boards; GRAFANA_TOKEN',
      '--dashboard FILE and --rules FILE: dead and doubtful queries of any board or rule file',
    ]);
  }
  const diagnosis = grafana === undefined ? undefined : await diagnoseGrafana(grafana, io);
  const foreign = files.length === 0 ? undefined : analyseFiles(files, await settingsFor(io.projectDir), io.projectDir);
  const color = wantsColor(io.stdout, io.env);
  if (format === 'json') io.stdout.write(asJson(diagnosis, foreign));
  else {
    if (diagnosis) io.stdout.write(renderDiagnosis(diagnosis, format, { color, all }));
    if (diagnosis && foreign) io.stdout.write('\n');
    if (foreign) io.stdout.write(renderForeign(foreign, format, { color }));
  }
  if (foreign && foreign.faults.length > 0) return EXIT.cannot;
  return (diagnosis && isBroken(diagnosis)) || (foreign && isDead(foreign)) ? EXIT.no : EXIT.done;
}

async function diagnoseGrafana(url: string, io: CommandIo): Promise<Diagnosis> {
  const settings = await resolveHttp(adHocGrafana(url, io.env), io.env, io.projectDir, 'Grafana');
  const { model } = await loadProject(io.projectDir);
  const { httpClient } = await import('../targets/http.ts');
  const http = httpClient(settings);
  try {
    return diagnose(model, [await grafanaEvidence(http, url, model)]);
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
