import type { Model } from '../../model/model.ts';
import { recordingRules } from '../../model/rules.ts';
import type { HttpClient } from '../../targets/http.ts';
import type { Finding } from '../finding.ts';
import type { Told } from './ask.ts';
import { ask, isTold } from './ask.ts';

/** A rule as `/api/v1/rules` has it. */
interface LoadedRule {
  readonly name: string;
  readonly type: 'recording' | 'alerting';
  readonly health: string;
  readonly lastError?: string;
  readonly group: string;
  readonly file: string;
}

interface Group {
  readonly name?: string;
  readonly file?: string;
  readonly rules?: readonly Omit<LoadedRule, 'group' | 'file'>[];
}

export async function loadedRules(http: HttpClient): Promise<Told<readonly LoadedRule[]>> {
  const told = await ask<{ readonly groups?: readonly Group[] }>(http, '/rules', { exclude_alerts: 'true' });
  if (!isTold(told)) return told;
  const groups = Array.isArray(told.data.groups) ? (told.data.groups as readonly Group[]) : [];
  return {
    data: groups.flatMap(({ name = '', file = '', rules = [] }) =>
      rules.map((rule) => ({ ...rule, group: name, file })),
    ),
  };
}

/** Whether our rules are there, once, and evaluate. */
export function ruleFindings(loaded: readonly LoadedRule[], model: Model): readonly Finding[] {
  const ours = rulesOf(model);
  const there = loaded.filter(({ name }) => ours.has(name));
  return [...notLoaded(ours, there, model), ...twice(there), ...failing(there)];
}

/** Names of records that no loaded rule makes. */
export function unrecorded(loaded: readonly LoadedRule[], model: Model): ReadonlySet<string> {
  const made = new Set(loaded.filter(({ type }) => type === 'recording').map(({ name }) => name));
  return new Set(recordingRules(model).flatMap(({ record }) => (made.has(record) ? [] : [record])));
}

/** Name of a rule -> rule sets it is of. */
function rulesOf({ ruleSets }: Model): ReadonlyMap<string, string> {
  return new Map(
    ruleSets.flatMap(({ name, groups }) =>
      groups.flatMap(({ rules }) =>
        rules.map((rule) => [rule.kind === 'recording' ? rule.record : rule.alert, name] as const),
      ),
    ),
  );
}

function notLoaded(
  ours: ReadonlyMap<string, string>,
  there: readonly LoadedRule[],
  { settings }: Model,
): readonly Finding[] {
  const names = new Set(there.map(({ name }) => name));
  const missing = [...ours].filter(([name]) => !names.has(name));
  if (missing.length === 0) return [];
  const sets = [...new Set(missing.map(([, set]) => set))];
  const none = names.size === 0;
  const labels = Object.entries(settings.kubernetes.ruleLabels).map(([label, value]) => `${label}: ${value}`);
  return [
    {
      code: 'rules-not-loaded',
      key: 'rules-not-loaded',
      // boards work without, and somebody may evaluate them elsewhere
      severity: 'warning',
      summary: none
        ? 'None of our rules is loaded here: no alert can fire, and SLO boards are empty.'
        : `${missing.length} of our ${ours.size} rules are not loaded here: an older version is, or a part.`,
      evidence: [
        `${none ? 'rule sets' : 'missing from'}: ${sets.join(', ')}`,
        ...(none
          ? []
          : [
              `such as ${missing
                .slice(0, 3)
                .map(([name]) => name)
                .join(', ')}`,
            ]),
      ],
      remedies: [
        { kind: 'command', text: 'kubectl apply --server-side -k out/kubernetes' },
        {
          kind: 'advice',
          text: `with prometheus-operator, ruleSelector of the Prometheus must select ${labels.join(', ') || 'our PrometheusRules'}, and ruleNamespaceSelector their namespace, ${settings.kubernetes.namespace}`,
        },
        { kind: 'advice', text: 'with plain rule files: out/prometheus/rules, listed in rule_files' },
      ],
    },
  ];
}

function twice(there: readonly LoadedRule[]): readonly Finding[] {
  const files = Map.groupBy(there, ({ type, name, group }) => `${type} ${group} ${name}`);
  const doubled = [...files.values()].filter((same) => new Set(same.map(({ file }) => file)).size > 1);
  const [first] = doubled;
  if (!first) return [];
  return [
    {
      code: 'rules-not-loaded',
      key: 'rules-not-loaded once',
      severity: 'warning',
      summary: `${doubled.length} of our rules are loaded from more than one file: alerts come twice, and records clash.`,
      evidence: [...new Set(first.map(({ file }) => file))],
      remedies: [{ kind: 'advice', text: 'delete one of them: `kubectl get prometheusrules -A | grep cilium`' }],
    },
  ];
}

function failing(there: readonly LoadedRule[]): readonly Finding[] {
  const bad = there.filter(({ health }) => health === 'err');
  return [...new Set(bad.map(({ name }) => name))].map((name) => {
    const same = bad.filter((rule) => rule.name === name);
    return {
      code: 'rule-failing',
      key: `rule-failing ${name}`,
      severity: 'error',
      summary: `The rule ${name} cannot be evaluated.`,
      evidence: [...new Set(same.map(({ group, lastError = '' }) => `${group}: ${lastError}`))].slice(0, 3),
      remedies: failureRemedies(same[0]?.lastError ?? ''),
    };
  });
}

/** Errors of the engine in words of what to do (promql/engine.go). */
function failureRemedies(error: string): Finding['remedies'] {
  if (/many-to-many|duplicate series|multiple matches/.test(error)) {
    return [{ kind: 'advice', text: 'series are there twice: see whether a process is scraped twice' }];
  }
  if (/too many samples|timed out|timeout/.test(error)) {
    return [{ kind: 'advice', text: 'too many series for one query: see the cardinality of the handlers' }];
  }
  return [{ kind: 'command', text: 'npm run build, and publish the rules of this version' }];
}
