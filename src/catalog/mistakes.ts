import file from './data/mistakes.json' with { type: 'json' };
import { dropReasons } from './vocabularies.ts';

const patterns = file.names.flatMap((row) =>
  'pattern' in row && row.pattern ? [{ pattern: new RegExp(row.pattern), use: row.use }] : [],
);
const names = new Map(file.names.flatMap((row) => ('name' in row && row.name ? [[row.name, row.use]] : [])));
const labels = new Map(file.labels.map((row) => [`${row.metric} ${row.label}`, row.use]));
const values = new Map(file.values.map((row) => [`${row.label} ${row.value}`, row.use]));

/** What to query instead of a name that public boards use although it does not exist (any more). */
export function nameSuggestion(name: string): string | undefined {
  return names.get(name) ?? patterns.find(({ pattern }) => pattern.test(name))?.use;
}

/** The right label where docs or public rules spell it otherwise. */
export function labelSuggestion(family: string, label: string): string | undefined {
  return labels.get(`${family} ${label}`);
}

/** The right spelling of a label value; for drop reasons, the same reason in the other vocabulary. */
export function valueSuggestion(family: string, label: string, value: string): string | undefined {
  if (label === 'reason') {
    const wanted = family.startsWith('hubble_') ? 'hubble' : 'agent';
    const other = wanted === 'hubble' ? 'agent' : 'hubble';
    const found = dropReasons.find((reason) => reason[other] === value);
    if (found) return found[wanted];
  }
  return values.get(`${label} ${value}`);
}
