import type { During, Remedy, Use } from '../../upgrade/finding.ts';
import type { UpgradeRange } from '../../upgrade/range.ts';

/** What a change does to a query, as a sentence without a subject. */
export function effectWords({ effect, about = '' }: Pick<Use, 'effect' | 'about'>): string {
  switch (effect) {
    case 'empty':
      return `empty: it reads ${about}`;
    case 'matches-nothing':
      return `${about} matches nothing`;
    case 'excludes-nothing':
      return `${about} excludes nothing`;
    case 'label-gone':
      return `empty or wrong: it works with the label ${about}`;
    case 'join-fails':
      return `empty: only one side of the operator has the label ${about}`;
    case 'edge-gone':
      return `${about} is no bucket edge`;
    case 'fault':
      return 'empty or wrong';
    case 'covered':
      return `reads both${about ? ` (${about})` : ''}`;
    case 'aggregated':
      return 'adds it up';
    case 'starts':
      return `has data only from then on: it reads ${about}`;
    case 'may-be-empty':
      return 'may be empty';
    case 'more-series':
      return 'shows more series';
    case 'over-more-series':
      return `${about}() is taken over more series`;
    case 'other-edges':
      return about ? `colours change at ${about}, which is no edge any more` : 'quantiles come from other edges';
    case 'other-values':
      return `shows ${about} in the new spelling`;
    case 'legend':
      return `the legend shows ${about}, which stays empty`;
    case 'meaning':
      return `counts otherwise by ${about}`;
  }
}

/** What a query shows while both minors run; empty when it shows all there is. */
export function duringWords(during: During, { from, to }: UpgradeRange): string {
  if (during === 'old-only') return `while both run it shows only what runs ${from}`;
  if (during === 'new-only') return `while both run it shows only what runs ${to}`;
  return during === 'mixed' ? 'while both run it mixes the two' : '';
}

/** What to do, as an imperative; the expression of a remedy stands for itself. */
export function remedyWords(remedy: Remedy): string {
  switch (remedy.kind) {
    case 'expression':
      return 'write, right on both:';
    case 'metric':
      return `read ${remedy.name} instead`;
    case 'series':
      return `read ${remedy.names.join(', ')}`;
    case 'labels':
      return [
        remedy.both.length > 0 ? `labels that both have: ${remedy.both.join(', ')}` : 'no label is left that both have',
        ...(remedy.later.length > 0 ? [`only the later one: ${remedy.later.join(', ')}`] : []),
      ].join('; ');
    case 'edges':
      return remedy.both.length > 0 ? `edges that both have: ${remedy.both.join(', ')}` : 'no edge is in both';
    case 'group-by-agent':
      return 'group by the node too, so that each is judged by its own buckets';
    case 'or-inside':
      return 'put the `or` inside the aggregation, so that it decides node by node';
  }
}
