import { healthyValues, spelled } from './label-values.ts';
import type { Signal } from './signal.ts';
import { merged } from './signal.ts';
import type { Row, Site } from './site.ts';

type Labels = Readonly<Record<string, string>>;

/** The labels a family's own series carry here: the catalog's, the Hubble context's, and those of handler options. */
export function ownLabels({ form, handler }: Pick<Site, 'form' | 'handler'>): readonly string[] {
  const options = Object.entries(form.fact.options ?? {}).filter(([, option]) => handler?.options.includes(option));
  const context = form.fact.contexts && handler ? handler.labels : [];
  const own = form.labels.filter((label) => !(form.type === 'summary' && label === 'quantile'));
  return [...new Set([...own, ...context, ...options.map(([label]) => label)])];
}

/**
 * Rows with exactly the labels the family has in this minor: what a row does not say is completed, what the minor does
 * not have is dropped. Rows that become equal that way are counted together.
 */
export function completed(rows: readonly Row[], site: Site): ReadonlyMap<string, { labels: Labels; signal: Signal }> {
  const wanted = ownLabels(site);
  const result = new Map<string, { labels: Labels; signal: Signal }>();
  for (const { labels, signal } of rows) {
    const full: Record<string, string> = {};
    for (const label of wanted) {
      const given = labels[label];
      full[label] = given === undefined ? (healthyValues(label, site)[0] ?? '') : spelled(label, given, site.form);
    }
    const key = wanted.map((label) => full[label]).join('\u0000');
    const known = result.get(key);
    result.set(key, { labels: full, signal: known ? merged(known.signal, signal) : signal });
  }
  return result;
}

/**
 * Combinations of healthy label values: the cross product while it is small, otherwise every n-th of it, so that every
 * value of every label still occurs.
 */
export function combinations(site: Site, cap = 12): readonly Labels[] {
  const lists = ownLabels(site).map((label) => ({ label, values: healthyValues(label, site) }));
  const size = lists.reduce((product, { values }) => product * Math.max(1, values.length), 1);
  const wanted = Math.max(...lists.map(({ values }) => values.length), Math.min(cap, size), 1);
  return Array.from({ length: Math.min(wanted, size) }, (_, index) => {
    const labels: Record<string, string> = {};
    let rest = index;
    for (const { label, values } of lists) {
      const count = Math.max(1, values.length);
      labels[label] = values[(size <= cap ? rest : index) % count] ?? '';
      rest = Math.floor(rest / count);
    }
    return labels;
  });
}
