import type { Exposure } from '../catalog/exposure.ts';
import type { Dashboard, Panel } from '../model/dashboard.ts';
import type { Model } from '../model/model.ts';
import type { Place, Problem, Severity } from '../model/problem.ts';
import type { Rule, RuleGroup, RuleSet } from '../model/rules.ts';
import type { QuerySubject, QueryText } from './subject.ts';

/** What a check may read: everything. It may report only on what it was handed. */
export interface CheckInput {
  readonly model: Model;
  readonly exposure: Exposure;
}

/** A finding of one check: the sentence, and what narrows the place down. */
export interface Finding {
  readonly message: string;
  readonly place?: Partial<Place>;
}

/** One thing that is always right or wrong. `code` equals the file's name and the page in `docs/checks`. */
export interface Check {
  readonly code: string;
  readonly severity: Severity;
  /** What goes wrong for the reader of a board when this is violated; first sentence of the page. */
  readonly summary: string;
  /** What to do about it. */
  readonly remediation: string;
  readonly run: (input: CheckInput, subjects: readonly QuerySubject[]) => Iterable<Problem>;
}

type Facts = Pick<Check, 'code' | 'severity' | 'summary' | 'remediation'>;

/**
 * A check of every text of every query: the same one serves panels, variables and rules. The same finding in several
 * minors is reported once, and says which.
 */
export function queryCheck(
  facts: Facts & { check(text: QueryText, subject: QuerySubject, input: CheckInput): Iterable<Finding> },
): Check {
  const { check, ...rest } = facts;
  const run = (input: CheckInput, subjects: readonly QuerySubject[]) => {
    const problems: Problem[] = [];
    for (const subject of subjects) problems.push(...perSubject(facts, subject, input));
    return problems;
  };
  return { ...rest, run };
}

interface Found {
  readonly finding: Finding;
  readonly text: QueryText;
  readonly minors: Set<string>;
}

const NOTHING: readonly Problem[] = [];

function perSubject(
  facts: Facts & { check(text: QueryText, subject: QuerySubject, input: CheckInput): Iterable<Finding> },
  subject: QuerySubject,
  input: CheckInput,
): readonly Problem[] {
  const { query, texts } = subject;
  let found: Map<string, Found> | undefined;
  for (const text of texts) {
    for (const finding of facts.check(text, subject, input)) {
      found ??= new Map();
      const known = found.get(finding.message);
      if (known) for (const minor of text.minors) known.minors.add(minor);
      else found.set(finding.message, { finding, text, minors: new Set(text.minors) });
    }
  }
  if (!found) return NOTHING;
  return [...found.values()].map(({ finding, text, minors }) => ({
    code: facts.code,
    severity: facts.severity,
    message:
      finding.message + (minors.size < input.model.settings.minors.length ? ` (Cilium ${[...minors].join(', ')})` : ''),
    place: {
      file: query.file,
      ...(query.line === undefined ? {} : { line: query.line }),
      resource: query.resource,
      item: query.item,
      path: query.path,
      expr: text.expr,
      ...finding.place,
    },
  }));
}

/** A check of every dashboard as a whole. */
export function dashboardCheck(
  facts: Facts & { check(dashboard: Dashboard, input: CheckInput): Iterable<Finding> },
): Check {
  const { check, ...rest } = facts;
  const run = (input: CheckInput) =>
    input.model.dashboards.flatMap((dashboard) =>
      [...check(dashboard, input)].map((finding) => ({
        code: facts.code,
        severity: facts.severity,
        message: finding.message,
        place: {
          file: dashboard.file,
          line: dashboard.line,
          resource: `dashboard/${dashboard.uid}`,
          ...finding.place,
        },
      })),
    );
  return { ...rest, run };
}

/** A check of every panel by itself. */
export function panelCheck(
  facts: Facts & { check(panel: Panel, dashboard: Dashboard, input: CheckInput): Iterable<Finding> },
): Check {
  const { check, ...rest } = facts;
  return dashboardCheck({
    ...rest,
    *check(dashboard, input) {
      for (const panel of dashboard.panels) {
        for (const finding of check(panel, dashboard, input)) {
          yield {
            ...finding,
            place: { file: panel.file, item: panel.title, path: panel.path, line: panel.line, ...finding.place },
          };
        }
      }
    },
  });
}

/** A rule and where it stands. */
export interface RulePlace {
  readonly rule: Rule;
  readonly group: RuleGroup;
  readonly set: RuleSet;
}

/** A check of every rule as such; what is about its expression is a `queryCheck`. */
export function ruleCheck(facts: Facts & { check(place: RulePlace, input: CheckInput): Iterable<Finding> }): Check {
  const { check, ...rest } = facts;
  const run = (input: CheckInput) =>
    rulesOf(input.model).flatMap((place) =>
      [...check(place, input)].map((finding) => ({
        code: facts.code,
        severity: facts.severity,
        message: finding.message,
        place: {
          file: place.rule.query.file,
          ...(place.rule.query.line === undefined ? {} : { line: place.rule.query.line }),
          resource: `rules/${place.set.name}`,
          item: nameOf(place.rule),
          path: place.rule.path,
          ...finding.place,
        },
      })),
    );
  return { ...rest, run };
}

export function rulesOf({ ruleSets }: Model): readonly RulePlace[] {
  return ruleSets.flatMap((set) => set.groups.flatMap((group) => group.rules.map((rule) => ({ rule, group, set }))));
}

export const nameOf = (rule: Rule): string => (rule.kind === 'alerting' ? rule.alert : rule.record);
