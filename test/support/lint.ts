import type { MinorRange } from '../../src/catalog/minor.ts';
import type { Check } from '../../src/checks/check.ts';
import { runChecks } from '../../src/checks/run.ts';
import type { Dashboard, Variable } from '../../src/model/dashboard.ts';
import type { Model } from '../../src/model/model.ts';
import type { Problem } from '../../src/model/problem.ts';
import type { Query } from '../../src/model/query.ts';
import type { UserSettings } from '../../src/settings/settings.ts';
import { settingsOf } from './settings.ts';

export interface LintOptions extends Partial<Omit<Query, 'expr'>> {
  readonly settings?: UserSettings;
  /** Shorthand for `settings.cilium`. */
  readonly minors?: MinorRange;
  /** Variables of the board the query stands on; without them there is no board. */
  readonly variables?: readonly Partial<Variable>[];
  /** Default: all checks. */
  readonly checks?: readonly Check[];
}

/** Problems of one query, as `check` would report them. Settings default to one cluster and no cluster label. */
export function lint(expr: string, options: LintOptions = {}): readonly Problem[] {
  return runChecks(modelOf(expr, options), options.checks);
}

/** A model that holds nothing but one query. */
export function modelOf(expr: string, options: LintOptions = {}): Model {
  const { settings, minors, variables, checks, ...rest } = options;
  const query: Query = {
    expr,
    byMinor: {},
    use: 'panel',
    resource: 'dashboard/board',
    file: 'test.ts',
    item: 'Query',
    path: '/panels/0/targets/0',
    suppress: [],
    ...rest,
  };
  return {
    settings: settingsOf({ clusterLabel: false, ...(minors ? { cilium: minors } : {}), ...settings }),
    dashboards: variables ? [boardWith(variables)] : [],
    ruleSets: [],
    slos: [],
    incidents: [],
    queries: [query],
  };
}

/** As much of a board as the checks of queries look at. */
function boardWith(variables: readonly Partial<Variable>[]): Dashboard {
  return {
    uid: 'board',
    title: 'Board',
    folder: 'Cilium',
    question: 'Is it well?',
    description: 'Is it well?',
    tags: [],
    file: 'test.ts',
    line: 1,
    variables: variables.map((one) => ({
      name: 'x',
      type: 'query',
      label: 'X',
      multi: true,
      includeAll: true,
      allValue: '.*',
      ...one,
    })),
    panels: [],
    leftOut: [],
    variableQueries: [],
    annotationQueries: [],
    neighbours: [],
    suppress: [],
    json: {},
  };
}
