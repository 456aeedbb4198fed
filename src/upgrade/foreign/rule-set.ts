import type { GroupView, RuleView } from '../../diff/rules/rule-groups.ts';
import type { Query } from '../../model/query.ts';
import type { RecordingRule, RuleSet } from '../../model/rules.ts';
import type { Skipped } from './board.ts';
import { unfit } from './query-text.ts';

/** Rule groups of others in the Model's form. Alerts are queries only: their facts are for our own to state. */
export interface ForeignRules {
  readonly ruleSets: readonly RuleSet[];
  readonly queries: readonly Query[];
  readonly alerts: number;
  readonly skipped: readonly Skipped[];
}

export function foreignRules(groups: readonly GroupView[]): ForeignRules {
  const skipped: Skipped[] = [];
  const placed = groups.map((group, at) => ({
    group,
    rules: group.rules.flatMap((rule, index) => {
      const query = queryOf(rule, group, `/groups/${at}/rules/${index}`);
      const reason = rule.expr.trim() === '' ? 'has no expression' : unfit(rule.expr);
      if (reason === undefined) return [{ rule, query }];
      skipped.push({ file: group.file, what: query.item, reason });
      return [];
    }),
  }));
  return {
    ruleSets: placed.map(
      ({ group, rules }): RuleSet => ({
        name: group.name,
        file: group.file,
        line: 1,
        groups: [{ name: group.name, rules: rules.filter(({ rule }) => rule.kind === 'record').map(recordOf) }],
      }),
    ),
    queries: placed.flatMap(({ rules }) => rules.map(({ query }) => query)),
    alerts: placed.flatMap(({ rules }) => rules).filter(({ rule }) => rule.kind === 'alert').length,
    skipped,
  };
}

function queryOf(rule: RuleView, { name, file }: GroupView, path: string): Query {
  return {
    expr: rule.expr,
    byMinor: {},
    use: rule.kind === 'alert' ? 'alerting' : 'recording',
    resource: `rules/${name}`,
    file,
    item: rule.name || 'a rule without a name',
    path,
    texts: Object.values(rule.annotations),
    suppress: [],
  };
}

function recordOf({ rule, query }: { readonly rule: RuleView; readonly query: Query }): RecordingRule {
  return { kind: 'recording', record: rule.name, path: query.path, labels: rule.labels, query };
}
