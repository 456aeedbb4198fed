import type { ContentView } from './content/content.ts';
import { metricsOf, needOf } from './content/metrics.ts';
import type { ObjectDiff, Risk } from './report.ts';

/** Kinds of changes, the gravest first; what is not named comes last. */
const ORDER = [
  'alert-removed',
  'slo-objective',
  'slo-windows',
  'alert-severity',
  'alert-expr',
  'alert-for',
  'board-removed',
  'board-uid',
  'panel-removed',
  'metric-gone',
  'record-removed',
  'variable-removed',
  'panel-to-board',
  'need-added',
  'query-expr',
  'query-added',
  'cost-up',
];

/** What a reviewer should decide on, the gravest first; the same worry in many places once. */
export function risksOf(objects: readonly ObjectDiff[], whole: readonly Risk[]): readonly Risk[] {
  const found = objects.flatMap(({ title, changes }) =>
    changes.flatMap(({ code, subject, text, risk, follows }) =>
      risk === undefined || follows ? [] : [{ code, object: title, subject, text, why: risk, count: 1 }],
    ),
  );
  const groups = Map.groupBy(found, ({ code, text, why, object, subject }) =>
    // panels by the dozen are a number; alerts are told one by one
    code === 'panel-removed' || code === 'panel-to-board'
      ? JSON.stringify([code, why, object])
      : code.startsWith('query')
        ? JSON.stringify([code, why, text])
        : JSON.stringify([code, object, subject, text]),
  );
  const merged = [...groups.values()].flatMap(([first, ...more]) =>
    first ? [{ ...first, count: more.length + 1 }] : [],
  );
  const rank = ({ code }: Risk) => (ORDER.includes(code) ? ORDER.indexOf(code) : ORDER.length);
  return [...merged, ...whole].sort((a, b) => rank(a) - rank(b));
}

/**
 * Metrics that no query reads any more, and what clusters must switch on for those that are new.
 * @param same texts of files that did not change: what is in them is still read, and was before
 */
export function metricRisks(before: ContentView, after: ContentView, same: readonly string[]): readonly Risk[] {
  const [old, now] = [metricsOf(before), metricsOf(after)];
  const elsewhere = (name: string) => same.some((text) => text.includes(name));
  const gone = [...old].filter((name) => !now.has(name) && !elsewhere(name));
  const fresh = [...now].filter((name) => !old.has(name) && !elsewhere(name));
  const known = new Set([...old].map(needOf));
  const needs = new Map(fresh.map((name) => [needOf(name), name]));
  return [
    ...gone.map((name) => ({
      code: 'metric-gone',
      object: '',
      subject: `metric ${name}`,
      text: 'no longer queried anywhere',
      why: 'nothing shows it any more',
      count: 1,
    })),
    ...[...needs]
      .filter(([need]) => need !== undefined && !known.has(need))
      .map(([need, name]) => ({
        code: 'need-added',
        object: '',
        subject: `metric ${name}`,
        text: `needs ${need}`,
        why: 'clusters without it show nothing',
        count: 1,
      })),
  ];
}
