import { windows } from '../../rules/windows.ts';
import { queryChecks } from '../../src/checks/queries.ts';
import { runChecks } from '../../src/checks/run.ts';
import type { Content } from '../../src/compile/compile.ts';
import { compile } from '../../src/compile/compile.ts';
import type {
  BuildContext,
  DashboardDefinition,
  PanelDefinition,
  RowDefinition,
  RuleGroupContent,
  SloDefinition,
} from '../../src/define.ts';
import * as define from '../../src/define.ts';
import type { Dashboard, JsonObject } from '../../src/model/dashboard.ts';
import type { Problem } from '../../src/model/problem.ts';
import type { UserSettings } from '../../src/settings/settings.ts';
import { lint } from './lint.ts';
import { settingsOf } from './settings.ts';

/** A code block of a page: its language, what stands behind that, and the code. */
export interface Example {
  readonly language: string;
  readonly options: { readonly settings?: UserSettings };
  readonly code: string;
}

/** Code blocks below a heading of a page. */
export function examplesIn(page: string, heading: string): readonly Example[] {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  return [...section.matchAll(/^```(\w+) ?(.*)\n([\s\S]*?)^```$/gm)].map(
    ([, language = '', options = '', code = '']) => ({
      language,
      options: options === '' ? {} : JSON.parse(options),
      code: code.trim(),
    }),
  );
}

/**
 * Problems of an example: `promql` is one query, `ts` panels, rows or dashboards as an author writes them (panels and
 * rows inside a `build`), `json` keys of a compiled dashboard that no definition can make.
 */
export function problemsOf({ language, options, code }: Example): readonly Problem[] {
  if (language === 'promql') return lint(code, { checks: queryChecks, ...options });
  const isRules = language === 'ts' && /\b(alert|record|defineSlo)\(/.test(code);
  const isBoard = language === 'ts' && (!isRules || /\b(stat|timeseries)\(/.test(code));
  const boards = isBoard ? boardsOf(code) : [board(() => [])];
  const rules = isRules ? rulesIn(code) : {};
  const { model, problems } = compile({ dashboards: boards, ...rules }, settingsOf(options.settings), () => '');
  const named = /^\/\/ (dashboards\/\S+)/.exec(code)?.[1];
  const changed = model.dashboards.map((dashboard) =>
    withFile(language === 'json' ? patched(dashboard, code) : dashboard, named),
  );
  return [...problems, ...runChecks({ ...model, dashboards: changed })];
}

/** An example needs no file of its own, unless it says which. */
function withFile(dashboard: Dashboard, named = `dashboards/${dashboard.uid}.ts`): Dashboard {
  return { ...dashboard, file: named };
}

function patched(dashboard: Dashboard, code: string): Dashboard {
  return { ...dashboard, json: { ...dashboard.json, ...(JSON.parse(code) as JsonObject) } };
}

function boardsOf(code: string): readonly DashboardDefinition[] {
  if (code.includes('defineDashboard(')) return [evaluate(code, {})].flat() as DashboardDefinition[];
  return [board((context) => [evaluate(code, { ...context })].flat() as (PanelDefinition | RowDefinition)[])];
}

/** Rules of an example: what stands in a group of a rule set, or an SLO. */
function rulesIn(code: string): Pick<Content, 'ruleSets' | 'slos'> {
  if (code.includes('defineSlo(')) return { slos: [evaluate(code, { ...WINDOWS })] as SloDefinition[] };
  return {
    ruleSets: [
      define.defineRules({
        name: 'example',
        build: (context) => [groupOf(evaluate(code, { ...context }))],
      }),
    ],
  };
}

const WINDOWS = { windows };

function groupOf(value: unknown): RuleGroupContent {
  const group = value as RuleGroupContent;
  if ('rules' in group) return group;
  const parts = [value].flat() as { readonly kind: string }[];
  const rules = parts.filter(({ kind }) => kind === 'alert' || kind === 'record');
  return { name: 'example', rules: rules as unknown as RuleGroupContent['rules'] };
}

function board(parts: (context: BuildContext) => readonly (PanelDefinition | RowDefinition)[]): DashboardDefinition {
  return define.defineDashboard({
    uid: 'example',
    title: 'Example',
    question: 'Is it well?',
    tags: [],
    neighbours: [],
    build: (context) => {
      const all = parts(context);
      const panels = all.filter((part) => part.kind === 'panel');
      const rows = all.filter((part) => part.kind === 'row');
      return { rows: panels.length > 0 ? [define.row('Row', panels), ...rows] : rows };
    },
  });
}

/** The value of an expression, with the authoring API and what `build` is given in scope. */
function evaluate(code: string, context: object): unknown {
  const scope: Record<string, unknown> = { ...define, ...context, context };
  const expression = code.replace(/;\s*$/, '').replace(/^((?:\/\/.*\n)*)export const \w+ = /, '$1');
  return new Function(...Object.keys(scope), `return (${expression}\n);`)(...Object.values(scope));
}
