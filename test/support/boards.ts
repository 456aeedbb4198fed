import type { Check } from '../../src/checks/check.ts';
import { runChecks } from '../../src/checks/run.ts';
import type { BuildContext, DashboardDefinition, PanelDefinition } from '../../src/define.ts';
import { row } from '../../src/define.ts';
import type { Dashboard, Json, JsonObject } from '../../src/model/dashboard.ts';
import type { Problem } from '../../src/model/problem.ts';
import type { UserSettings } from '../../src/settings/settings.ts';
import { boardOf, compiled } from './content.ts';

export interface Given {
  readonly settings?: UserSettings;
  /** Changes the compiled boards, for what no definition can say. */
  readonly change?: (dashboard: Dashboard) => Dashboard;
}

/** What one check finds on boards. Definitions that throw fail the test. */
export function findings(check: Check, boards: readonly DashboardDefinition[], given: Given = {}): readonly Problem[] {
  const { model, problems } = compiled(boards, given.settings);
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
  const { change = (dashboard) => dashboard } = given;
  return runChecks({ ...model, dashboards: model.dashboards.map(change) }, [check]);
}

/** A board with these panels in one row. */
export function boardWith(
  build: (context: BuildContext) => readonly PanelDefinition[],
  uid = 'board',
): DashboardDefinition {
  return boardOf({ uid, build: (context) => ({ rows: [row('Row', build(context))] }) });
}

/** The board with another value at a JSON pointer; `undefined` removes the key. */
export function withJson(pointer: string, value: Json | undefined): (dashboard: Dashboard) => Dashboard {
  return (dashboard) => {
    const json = structuredClone(dashboard.json) as JsonObject;
    const keys = pointer.split('/').slice(1);
    const last = keys.pop() ?? '';
    const parent = keys.reduce<Record<string, unknown>>(
      (at, key) => at[key] as Record<string, unknown>,
      json as Record<string, unknown>,
    );
    if (value === undefined) delete parent[last];
    else parent[last] = value;
    return { ...dashboard, json };
  };
}
