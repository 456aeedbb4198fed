import type { BuildContext } from '../define/context.ts';
import type { DashboardDefinition } from '../define/dashboard.ts';
import type { IncidentDefinition } from '../define/incident.ts';
import type { Origin } from '../define/origin.ts';
import type { RuleContext } from '../define/rule-context.ts';
import type { RuleSetDefinition } from '../define/rules.ts';
import type { SloDefinition } from '../define/slo.ts';
import { messageOf } from '../errors.ts';
import type { Dashboard } from '../model/dashboard.ts';
import type { Model } from '../model/model.ts';
import type { Problem } from '../model/problem.ts';
import type { Query } from '../model/query.ts';
import type { SloFacts } from '../model/slo.ts';
import type { Settings } from '../settings/settings.ts';
import { buildContext } from './context.ts';
import { compileDashboard } from './dashboard.ts';
import { compileIncident } from './incidents/incidents.ts';
import { readBy } from './incidents/reads.ts';
import { incidentsFor } from './incidents/variations.ts';
import { deepFreeze } from './plain.ts';
import { ruleContext } from './rule-context.ts';
import { compileRuleSet } from './rules.ts';
import { assertDefinition } from './shape.ts';
import { unknownSlos } from './slo/plan.ts';
import type { CompiledSlo } from './slo.ts';
import { compileSlo, sloFacts } from './slo.ts';

/** What a build starts from: the content lists. */
export interface Content {
  readonly dashboards: readonly DashboardDefinition[];
  readonly ruleSets?: readonly RuleSetDefinition[];
  readonly slos?: readonly SloDefinition[];
  readonly incidents?: readonly IncidentDefinition[];
  /** A second cluster, for incidents to be told beside it. */
  readonly healthyCluster?: IncidentDefinition['baseline'];
}

export interface Compiled {
  readonly model: Model;
  /** Definitions that threw. The model holds the others, so that their problems show in the same run. */
  readonly problems: readonly Problem[];
}

/**
 * Definitions to Model. Pure: the same content and settings give the same model.
 * @param relative makes a source file relative to the project
 */
export function compile(
  content: Content,
  settings: Settings,
  relative: (file: string) => string = (file) => file,
): Compiled {
  const problems: Problem[] = [];
  /** Runs one definition; what it throws becomes a problem, and the others go on. */
  const attempt = <T>(resource: string, { origin }: { readonly origin: Origin }, build: () => T): readonly T[] => {
    try {
      return [build()];
    } catch (error) {
      const message = `the definition throws: ${messageOf(error)}${whereThrown(error, relative)}`;
      const place = { file: relative(origin.file), line: origin.line, resource };
      problems.push({ code: 'definition-throws', severity: 'error', message, place });
      return [];
    }
  };
  const context = ruleContext(settings);
  const boards = buildContext(settings, 'boards', {
    slos: factsOf(content.slos ?? [], context, settings),
    rates: (content.ruleSets ?? []).flatMap((set) => set.rates?.(context) ?? []),
  });
  const dashboards = compileDashboards(content.dashboards, { settings, context: boards, relative, attempt });
  const house = { settings, context, relative, dashboards };
  const slos = (content.slos ?? []).flatMap((definition) =>
    attempt(`slo/${definition.name}`, definition, () => compileSlo(definition, house)).flat(),
  );
  problems.push(...sloProblems(content.slos ?? [], slos, settings));
  const ruleSets = [
    ...slos.map(({ ruleSet }) => ruleSet),
    ...(content.ruleSets ?? []).flatMap((definition) =>
      attempt(`rules/${definition.name}`, definition, () => compileRuleSet(definition, house)),
    ),
  ].filter(({ groups }) => groups.length > 0);
  const incidentHouse = { settings, context: house.context, relative, baselines: new Map() };
  const incidents = incidentsFor(content.incidents ?? [], settings).flatMap((definition) =>
    attempt(`incident/${definition.name}`, definition, () =>
      compileIncident(definition, incidentHouse, readBy(definition, ruleSets)),
    ),
  );
  const queries = [
    ...dashboards.flatMap(queriesOf),
    ...ruleSets.flatMap(({ groups }) => groups.flatMap(({ rules }) => rules.map(({ query }) => query))),
  ];
  const model = { settings, dashboards, ruleSets, slos: slos.map(({ slo }) => slo), incidents, queries };
  return { model: deepFreeze(model), problems };
}

/** What SLOs warn of, and settings of SLOs that do not exist. */
function sloProblems(
  definitions: readonly SloDefinition[],
  slos: readonly CompiledSlo[],
  settings: Settings,
): readonly Problem[] {
  const warned = slos.flatMap(({ slo, warnings }) =>
    warnings.map((message): Problem => {
      const place = { file: slo.file, line: slo.line, resource: `slo/${slo.name}` };
      return { code: 'slo-windows', severity: 'warning', message, place };
    }),
  );
  const names = definitions.map(({ name }) => name);
  const unknown = unknownSlos(names, settings).map((message): Problem => {
    const place = { file: 'ciliascope.config.ts', resource: 'settings' };
    return { code: 'definition-throws', severity: 'error', message, place };
  });
  return [...warned, ...unknown];
}

type Attempt = <T>(resource: string, of: { readonly origin: Origin }, build: () => T) => readonly T[];

/** What boards are compiled against. */
interface BoardHouse {
  readonly settings: Settings;
  readonly context: BuildContext;
  readonly relative: (file: string) => string;
  readonly attempt: Attempt;
}

/** What boards are told of SLOs. One that throws says so when its rules are compiled. */
function factsOf(definitions: readonly SloDefinition[], context: RuleContext, settings: Settings): readonly SloFacts[] {
  return definitions.flatMap((definition) => {
    try {
      return sloFacts(definition, context, settings);
    } catch {
      return [];
    }
  });
}

function compileDashboards(
  all: readonly DashboardDefinition[],
  { settings, context, relative, attempt }: BoardHouse,
): readonly Dashboard[] {
  const pointless = all.filter((board) => board.when?.(context) === false).map(({ uid }) => uid);
  const excluded = [...settings.grafana.exclude, ...pointless];
  const definitions = all.filter(({ uid }) => !excluded.includes(uid));
  const titles = new Map(definitions.map(({ uid, title }) => [uid, title]));
  return definitions.flatMap((definition) =>
    attempt(`dashboard/${definition.uid}`, definition, () => {
      assertDefinition(definition);
      const neighbours = definition.neighbours.filter((uid) => !excluded.includes(uid));
      const board = { definition: { ...definition, neighbours }, context, settings, relative, excluded, titles };
      return compileDashboard(board);
    }),
  );
}

function queriesOf({ variableQueries, annotationQueries, panels }: Dashboard): readonly Query[] {
  return [...variableQueries, ...annotationQueries, ...panels.flatMap(({ queries }) => queries)];
}

/** The first line of content on the stack. */
function whereThrown(error: unknown, relative: (file: string) => string): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const frame = /(?:file:\/\/)?(\/[^():\n]*\/(?:dashboards|rules)\/[^():\n]+):(\d+)/.exec(stack);
  return frame?.[1] ? ` (at ${relative(frame[1])}:${frame[2]})` : '';
}
