import type { DashboardDefinition } from '../define/dashboard.ts';
import { messageOf } from '../errors.ts';
import type { Dashboard } from '../model/dashboard.ts';
import type { Model } from '../model/model.ts';
import type { Problem } from '../model/problem.ts';
import type { Settings } from '../settings/settings.ts';
import { buildContext } from './context.ts';
import { compileDashboard } from './dashboard.ts';
import { deepFreeze } from './plain.ts';
import { assertDefinition } from './shape.ts';

/** What a build starts from: the content lists and the settings. */
export interface Content {
  readonly dashboards: readonly DashboardDefinition[];
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
  const context = buildContext(settings);
  const definitions = content.dashboards.filter(({ uid }) => !settings.grafana.exclude.includes(uid));
  const titles = new Map(definitions.map(({ uid, title }) => [uid, title]));
  const problems: Problem[] = [];
  const dashboards: Dashboard[] = [];
  for (const definition of definitions) {
    const file = relative(definition.origin.file);
    try {
      assertDefinition(definition);
      const neighbours = definition.neighbours.filter((uid) => !settings.grafana.exclude.includes(uid));
      dashboards.push(
        compileDashboard({ definition: { ...definition, neighbours }, context, settings, relative, titles }),
      );
    } catch (error) {
      problems.push({
        code: 'definition-throws',
        severity: 'error',
        message: `the definition throws: ${messageOf(error)}${whereThrown(error, relative)}`,
        place: { file, line: definition.origin.line, resource: `dashboard/${definition.uid}` },
      });
    }
  }
  const queries = dashboards.flatMap((dashboard) => [
    ...dashboard.variableQueries,
    ...dashboard.annotationQueries,
    ...dashboard.panels.flatMap((panel) => panel.queries),
  ]);
  return { model: deepFreeze({ settings, dashboards, queries }), problems };
}

/** The first line of content on the stack. */
function whereThrown(error: unknown, relative: (file: string) => string): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const frame = /(?:file:\/\/)?(\/[^():\n]*\/(?:dashboards|rules)\/[^():\n]+):(\d+)/.exec(stack);
  return frame?.[1] ? ` (at ${relative(frame[1])}:${frame[2]})` : '';
}
