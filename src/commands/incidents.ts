import type { Content } from '../compile/compile.ts';
import { alertingPart } from '../compile/incidents/alerting-part.ts';
import { compileIncident } from '../compile/incidents/incidents.ts';
import { incidentsFor, variations } from '../compile/incidents/variations.ts';
import { ruleContext } from '../compile/rule-context.ts';
import { groupOrder, promtoolTest } from '../emit/promtool-tests.ts';
import { emitRules } from '../emit/rules.ts';
import { EXIT, UserError } from '../errors.ts';
import type { Incident } from '../model/incident.ts';
import type { EngineName } from '../scenario/engines.ts';
import { findEngine } from '../scenario/engines.ts';
import type { IncidentResult, IncidentRun } from '../scenario/incidents.ts';
import { runIncidents } from '../scenario/incidents.ts';
import { readSettings } from '../settings/read.ts';
import type { Settings } from '../settings/settings.ts';
import type { CommandIo } from './io.ts';
import { compileProject, readContent } from './load.ts';

export interface IncidentsOptions {
  /** Parts of names; all incidents when empty. */
  readonly names: readonly string[];
  /** Prints when each alert fired. */
  readonly times: boolean;
  /** Runs each also under circumstances that must change nothing: counter resets, no cluster label, a second cluster. */
  readonly vary?: boolean;
}

/** Runs incidents against the whole pack of rules, on promtool. */
export async function incidentsCommand(
  { names, times, vary = false }: IncidentsOptions,
  io: CommandIo,
  find: (name: EngineName, env: CommandIo['env']) => string | undefined = findEngine,
): Promise<number> {
  const promtool = find('promtool', io.env);
  if (!promtool) throw new UserError('no promtool to run incidents with', ['npm run engines']);
  const [settings, content] = await Promise.all([readSettings(io.projectDir), readContent(io.projectDir)]);
  const runs = incidentRuns(vary ? varied(content) : content, settings, io.projectDir, names);
  if (runs.length === 0)
    throw new UserError(`no incident is called like ${names.join(', ')}`, ['rules/incidents lists them']);
  const results = await runIncidents(runs, promtool, (result) => io.stdout.write(render(result, times)));
  const failed = results.filter(({ failures }) => failures.length > 0).length;
  io.stdout.write(`${results.length - failed} incidents as expected, ${failed} not\n`);
  return failed > 0 ? EXIT.no : EXIT.done;
}

/** Incidents with the rules as the settings make them; where an incident declares noise, with that noise. */
export function incidentRuns(
  content: Content,
  settings: Settings,
  projectDir: string,
  names: readonly string[] = [],
): readonly IncidentRun[] {
  const wanted = incidentsFor(content.incidents ?? [], settings).filter(
    ({ name }) => names.length === 0 || names.some((part) => name.includes(part)),
  );
  const plain = pack({ ...content, incidents: wanted }, settings, projectDir);
  return plain.incidents.map((incident) => {
    const { rules, order } =
      incident.noise.length === 0
        ? plain
        : pack({ ...content, incidents: [] }, withNoise(settings, incident), projectDir);
    return { incident, rules, test: { path: `tests/${incident.name}.yaml`, text: promtoolTest(incident, order) } };
  });
}

/** Every incident under every circumstance that must change nothing. */
export function varied(content: Content): Content {
  const { incidents = [], healthyCluster } = content;
  const all = incidents.flatMap((incident) =>
    variations
      .filter(({ name }) => name !== 'two-clusters' || healthyCluster)
      .map(({ vary }) => vary(incident, { healthy: healthyCluster ?? (() => []) })),
  );
  return { ...content, incidents: all };
}

function pack(content: Content, settings: Settings, projectDir: string) {
  const { incidents = [], ...others } = content;
  const { model: whole, problems } = compileProject(others, settings, projectDir);
  if (problems.length > 0)
    throw new UserError(
      'the content does not compile',
      problems.map(({ place, message }) => `${place.file}: ${message}`),
    );
  const model = alertingPart(whole);
  const rules = emitRules(model).map(({ path, text }) => ({ path: path.replace(/^prometheus\//, ''), text }));
  const house = { settings, context: ruleContext(settings), relative: (file: string) => file, baselines: new Map() };
  return { incidents: incidents.map((one) => compileIncident(one, house)), rules, order: groupOrder(model) };
}

function withNoise(settings: Settings, { noise }: Incident): Settings {
  return { ...settings, alerts: { ...settings.alerts, noise: [...settings.alerts.noise, ...noise] } };
}

function render({ name, title, failures, fired }: IncidentResult, times: boolean): string {
  const lines = [
    `${failures.length === 0 ? 'ok  ' : 'FAIL'} ${name}: ${title}`,
    ...failures.map((failure) => `       not true: ${failure}`),
    ...(times || failures.length > 0 ? fired.map(({ alert, after }) => `       ${minutes(after)} ${alert}`) : []),
  ];
  return `${lines.join('\n')}\n`;
}

/** Minutes after t0: `+12.5m`. */
const minutes = (after: number) => `${after < 0 ? '' : '+'}${(after / 60).toFixed(1)}m`.padStart(9);
