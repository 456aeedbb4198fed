import type { Minor } from '../catalog/minor.ts';
import { MINORS } from '../catalog/minor.ts';
import { readsOf } from '../contract/reads.ts';
import type { Dashboard, Panel } from '../model/dashboard.ts';
import type { Model } from '../model/model.ts';
import type { Query } from '../model/query.ts';
import { RATES } from '../model/rates.ts';
import type { Finding } from './finding.ts';
import type { State, Verdict } from './judge.ts';
import { judgeOf, unique } from './judge.ts';
import type { View } from './view.ts';

/** `quiet`: nothing yet, and that is normal: no event so far, or a feature that is not used. */
export type ItemState = State | 'quiet';

/** A panel, variable or alert, and what becomes of it. */
export interface Item {
  readonly kind: 'panel' | 'variable' | 'alert';
  /** uid of the board, or name of the rule set. */
  readonly of: string;
  readonly title: string;
  readonly state: ItemState;
  /** Keys of the findings that are to blame. */
  readonly causes: readonly string[];
}

/** A cause, with all it leaves without an answer. */
export interface DiagnosedFinding extends Finding {
  readonly empties: readonly Item[];
  readonly spoils: readonly Item[];
}

export interface Diagnosis {
  /** What evidence there was. */
  readonly sources: readonly string[];
  /** Minors the content was judged for: those that were seen, else those of the settings. */
  readonly minors: readonly Minor[];
  readonly minorsSeen: boolean;
  /** The worst first. */
  readonly findings: readonly DiagnosedFinding[];
  readonly boards: readonly { readonly uid: string; readonly title: string; readonly items: readonly Item[] }[];
  readonly alerts: readonly Item[];
}

/** Judges every panel, variable and alert by the evidence, and groups what is wrong by its cause. */
export function diagnose(model: Model, views: readonly View[], alone: readonly Finding[] = []): Diagnosis {
  const seen = MINORS.filter((minor) => views.some(({ minors }) => minors.includes(minor)));
  const minors = seen.length > 0 ? seen : model.settings.minors;
  const judges = minors.map((minor) => judgeOf(readsOf(model, minor), views));
  const verdictOf = (query: Query) => judges.map((judge) => judge(query)).reduce(worst);
  const boards = model.dashboards.map((dashboard) => ({
    uid: dashboard.uid,
    title: dashboard.title,
    items: itemsOf(dashboard, verdictOf),
  }));
  const alerts = alertsOf(model, verdictOf);
  const items = [...boards.flatMap((board) => board.items), ...alerts];
  const findings = unique([
    ...unconfigured(seen, model.settings.minors),
    ...views.flatMap(({ findings }) => findings),
    ...alone,
    ...items.flatMap(({ verdict }) => verdict.causes),
  ]);
  return {
    sources: views.map(({ source }) => source),
    minors,
    minorsSeen: seen.length > 0,
    findings: findings.map((finding) => withItems(finding, items)).toSorted(byHarm),
    boards: boards.map((board) => ({ ...board, items: board.items.map(plain) })),
    alerts: alerts.map(plain),
  };
}

/** True when something of ours cannot answer until it is mended. */
export function isBroken({ findings }: Diagnosis): boolean {
  return findings.some(({ severity }) => severity === 'error');
}

type JudgedItem = Omit<Item, 'state' | 'causes'> & { readonly verdict: Verdict };

function itemsOf(dashboard: Dashboard, verdictOf: (query: Query) => Verdict): readonly JudgedItem[] {
  const of = dashboard.uid;
  // whether rates are recorded is no fault either way
  const offered = dashboard.variableQueries.filter(({ label }) => label !== RATES);
  const variables = Map.groupBy(offered, ({ item }) => item);
  return [
    ...[...variables].map(
      ([title, queries]): JudgedItem => ({ kind: 'variable', of, title, verdict: together(queries.map(verdictOf)) }),
    ),
    ...dashboard.panels
      .filter(({ queries }) => queries.length > 0)
      .map(
        (panel): JudgedItem => ({
          kind: 'panel',
          of,
          title: titleOf(panel),
          verdict: together(panel.queries.map(verdictOf)),
        }),
      ),
  ];
}

function titleOf({ title, row }: Panel): string {
  return row ? `${row} / ${title}` : title;
}

function alertsOf({ ruleSets }: Model, verdictOf: (query: Query) => Verdict): readonly JudgedItem[] {
  const rules = ruleSets.flatMap(({ name, groups }) =>
    groups.flatMap(({ rules }) =>
      rules.flatMap((rule) => (rule.kind === 'alerting' ? [{ of: name, title: rule.alert, query: rule.query }] : [])),
    ),
  );
  // tiers of one SLO share a name: one line says it for all
  const byName = Map.groupBy(rules, ({ of, title }) => `${of} ${title}`);
  return [...byName.values()].flatMap((same): JudgedItem[] => {
    const [first] = same;
    if (!first) return [];
    const { of, title } = first;
    return [{ kind: 'alert', of, title, verdict: together(same.map(({ query }) => verdictOf(query))) }];
  });
}

/** Several queries side by side: empty when all are, wrong when some are. */
function together(verdicts: readonly Verdict[]): Verdict {
  const states = new Set(verdicts.map(({ state }) => state));
  const causes = unique(verdicts.flatMap((verdict) => verdict.causes));
  if (states.size === 1) return { state: verdicts[0]?.state ?? 'unknown', causes };
  if (states.has('wrong')) return { state: 'wrong', causes };
  if (states.has('empty'))
    return { state: causes.every(({ severity }) => severity === 'note') ? 'ok' : 'wrong', causes };
  return { state: states.has('ok') ? 'ok' : 'unknown', causes };
}

/** The same query in another minor. */
function worst(a: Verdict, b: Verdict): Verdict {
  const order: readonly State[] = ['empty', 'wrong', 'unknown', 'ok'];
  const state = order.find((one) => a.state === one || b.state === one) ?? 'unknown';
  return { state, causes: unique([...a.causes, ...b.causes]) };
}

function plain({ verdict: { state: judged, causes }, ...item }: JudgedItem): Item {
  const state = judged === 'empty' && causes.every(({ severity }) => severity === 'note') ? 'quiet' : judged;
  return { ...item, state, causes: state === 'ok' ? [] : causes.map(({ key }) => key) };
}

function withItems(finding: Finding, items: readonly JudgedItem[]): DiagnosedFinding {
  const blamed = items.filter(({ verdict }) => verdict.causes.some(({ key }) => key === finding.key)).map(plain);
  return {
    ...finding,
    empties: blamed.filter(({ state }) => state === 'empty' || state === 'quiet'),
    spoils: blamed.filter(({ state }) => state === 'wrong'),
  };
}

const SEVERITIES = ['error', 'warning', 'note'];

function byHarm(a: DiagnosedFinding, b: DiagnosedFinding): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    b.empties.length - a.empties.length ||
    b.spoils.length - a.spoils.length ||
    (a.key < b.key ? -1 : 1)
  );
}

function unconfigured(seen: readonly Minor[], configured: readonly Minor[]): readonly Finding[] {
  const others = seen.filter((minor) => !configured.includes(minor));
  if (others.length === 0) return [];
  const all = MINORS.filter((minor) => seen.includes(minor) || configured.includes(minor));
  return [
    {
      code: 'minor-not-configured',
      key: 'minor-not-configured',
      severity: 'warning',
      summary: `Cilium ${others.join(' and ')} runs here, but the settings say ${configured.join(', ')}: content is checked and compiled for others.`,
      evidence: [],
      remedies: [
        { kind: 'settings', text: `cilium: { from: '${all[0]}', until: '${all.at(-1)}' }` },
        { kind: 'command', text: 'npm run build' },
      ],
    },
  ];
}
