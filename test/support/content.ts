import type { Compiled } from '../../src/compile/compile.ts';
import { compile } from '../../src/compile/compile.ts';
import type {
  BuildContext,
  DashboardDefinition,
  DashboardOptions,
  PanelDefinition,
  SloDefinition,
} from '../../src/define.ts';
import { defineDashboard, promql, row, timeseries } from '../../src/define.ts';
import type { UserSettings } from '../../src/settings/settings.ts';
import { settingsOf } from './settings.ts';

/** A small right dashboard, to be made wrong in one way. */
export function boardOf(options: Partial<DashboardOptions> = {}): DashboardDefinition {
  return defineDashboard({
    uid: 'board',
    title: 'Board',
    question: 'Is it well?',
    tags: [],
    neighbours: [],
    build: (context) => ({ rows: [row('Row', [panelOf(context)])] }),
    ...options,
  });
}

export function panelOf({ metric }: BuildContext, options: Partial<PanelDefinition> = {}): PanelDefinition {
  const forwarded = metric('cilium_forward_count_total');
  return timeseries({
    title: 'Forwarded packets',
    description: 'Packets forwarded per second. Falls when a node stops working: look at its agent.',
    unit: 'pps',
    legend: 'all',
    query: promql`sum(rate(${forwarded}[$__rate_interval]))`,
    ...options,
  });
}

/** Definitions to a Model, with settings given the way users give them. Boards of SLOs need some. */
export function compiled(
  dashboards: readonly DashboardDefinition[],
  user: UserSettings = {},
  slos: readonly SloDefinition[] = [],
): Compiled {
  return compile({ dashboards, slos }, settingsOf(user), (file) => file.replace(/^.*\/test\//, 'test/'));
}
