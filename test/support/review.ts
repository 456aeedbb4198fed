import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { windows } from '../../rules/windows.ts';
import { compile } from '../../src/compile/compile.ts';
import type {
  AlertOptions,
  BuildContext,
  DashboardDefinition,
  DashboardOptions,
  PanelDefinition,
  RuleContext,
  RuleGroupContent,
  RuleSetDefinition,
  SloDefinition,
  SloOptions,
} from '../../src/define.ts';
import { defineRules, defineSlo, promql, record, row, timeseries } from '../../src/define.ts';
import type { Side } from '../../src/diff/diff.ts';
import { emit } from '../../src/emit/emit.ts';
import type { Promql } from '../../src/promql/promql.ts';
import type { UserSettings } from '../../src/settings/settings.ts';
import { boardOf, panelOf } from './content.ts';
import { alertOf } from './rules.ts';
import { settingsOf } from './settings.ts';

type Timeseries = Parameters<typeof timeseries>[0];

/** A small project to be edited in one way. Everything left out is as in the base. */
export interface Edit {
  /** The panel "Forwarded packets" of the first board. */
  readonly panel?: (context: BuildContext) => Partial<Timeseries>;
  /** Panels of the first row, made anew. */
  readonly panels?: (context: BuildContext) => readonly PanelDefinition[];
  readonly board?: Partial<DashboardOptions>;
  readonly boards?: readonly DashboardDefinition[];
  readonly alert?: (context: RuleContext) => Partial<Omit<AlertOptions, 'kind'>>;
  readonly group?: Partial<RuleGroupContent>;
  readonly record?: (context: RuleContext) => Promql;
  readonly withoutAlert?: boolean;
  readonly slo?: Partial<SloOptions>;
  readonly settings?: UserSettings;
}

/** What a build writes for the project, as one side of a comparison. Definitions that do not compile fail the test. */
export function sideOf(edit: Edit = {}, name = 'side'): Side {
  const boards = edit.boards ?? [firstBoard(edit), secondBoard];
  const content = { dashboards: boards, ruleSets: [rulesOf(edit)], slos: [sloOf(edit.slo)] };
  const { model, problems } = compile(content, settingsOf({ clusterLabel: 'cluster', ...edit.settings }), (file) =>
    file.replace(/^.*\/test\//, 'test/'),
  );
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
  return { name, files: emit(model).map(({ path, text }) => ({ path, text })) };
}

export function firstBoard({ panel, panels, board }: Edit = {}): DashboardDefinition {
  return boardOf({
    uid: 'board',
    title: 'Board',
    build: (context) => ({
      rows: [
        row('Traffic', panels?.(context) ?? [packets(context, panel?.(context)), bytes(context)]),
        row('Depth', [errors(context)], { collapsed: true }),
      ],
    }),
    ...board,
  });
}

export const secondBoard = boardOf({
  uid: 'other',
  title: 'Other board',
  build: (context) => ({ rows: [row('Nodes', [errors(context)])] }),
});

export const packets = (context: BuildContext, options: Partial<Timeseries> = {}): PanelDefinition =>
  timeseries({
    title: 'Forwarded packets',
    description: 'Packets forwarded per second. Falls when a node stops working: look at its agent.',
    unit: 'pps',
    legend: '{{node}}',
    query: promql`sum by (cluster, node) (rate(${context.metric('cilium_forward_count_total')}[$__rate_interval]))`,
    thresholds: [{ color: 'green' }, { from: 10, color: 'red' }],
    ...options,
  });

export const bytes = (context: BuildContext, options: Partial<Timeseries> = {}): PanelDefinition =>
  timeseries({
    title: 'Forwarded bytes',
    description: 'Bytes forwarded per second.',
    unit: 'Bps',
    legend: 'all',
    query: promql`sum(rate(${context.metric('cilium_forward_bytes_total')}[$__rate_interval]))`,
    ...options,
  });

export const errors = (context: BuildContext): PanelDefinition =>
  panelOf(context, {
    title: 'Errors',
    targets: [
      {
        query: promql`sum(rate(${context.metric('cilium_errors_warnings_total', { level: 'error' })}[$__rate_interval]))`,
        legend: 'errors',
      },
    ],
  });

function rulesOf({ alert, group, record: expr, withoutAlert }: Edit): RuleSetDefinition {
  return defineRules({
    name: 'cilium-test',
    build: (context) => [
      {
        name: 'agents',
        rules: [
          record({
            name: 'cluster:cilium_up:sum',
            expr: expr?.(context) ?? promql`sum by (cluster) (${context.metricOf('agent', 'up')})`,
          }),
          // The link names no panel: an edit of the panel is then one change.
          withoutAlert !== true && alertOf(context, { for: '5m', board: { dashboard: 'board' }, ...alert?.(context) }),
        ],
        ...group,
      },
    ],
  });
}

export function sloOf(options: Partial<SloOptions> = {}): SloDefinition {
  return defineSlo({
    name: 'regenerations',
    service: 'agent',
    alert: 'CiliumRegenerationsSLOBurn',
    intent: 'EndpointRegenerationSLOBurn',
    events: 'regenerations',
    burns: 'Regenerations that fail.',
    summary: 'Regenerations fail.',
    objective: '99.9',
    period: '30d',
    windows: 'google',
    presets: windows,
    build: (context) => ({
      sli: {
        kind: 'ratio',
        total: { of: [context.metric('cilium_endpoint_regenerations_total')] },
        bad: { of: [context.metric('cilium_endpoint_regenerations_total', { outcome: 'fail' })] },
      },
      groupBy: [...context.clusterLabels],
      next: [],
      board: { dashboard: 'board' },
    }),
    ...options,
  });
}

/** Markdown as GitHub shows it: HTML, by a library that follows CommonMark and GFM. HTML of the source is kept. */
export const asHtml = (markdown: string): string =>
  micromark(markdown, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] });

/** What a reader reads of HTML: no tags, no entities, no invisible characters. */
export function readable(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&#(\d+);/g, (_, number: string) => String.fromCharCode(Number(number)))
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replaceAll('\u2060', '');
}
