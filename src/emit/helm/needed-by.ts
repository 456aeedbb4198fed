import type { Query } from '../../model/query.ts';

/** Names that one line shows before they become a number. */
const SHOWN = 3;

/** Who needs a value, for the comment above it: `boards hubble-dns, hubble-overview; alerts HubbleDNSNoResponse and 5 more`. */
export function neededBy(queries: Iterable<Query>): string {
  const boards = new Set<string>();
  const alerts = new Set<string>();
  for (const { resource, use, item } of queries) {
    if (use === 'alerting') alerts.add(item);
    else if (resource.startsWith('dashboard/')) boards.add(resource.slice('dashboard/'.length));
  }
  return [listed('board', [...boards].sort()), listed('alert', [...alerts].sort())].filter(Boolean).join('; ');
}

function listed(kind: string, names: readonly string[]): string {
  if (names.length === 0) return '';
  const rest = names.length - SHOWN;
  const shown = names.slice(0, SHOWN).join(', ');
  return `${kind}${names.length === 1 ? '' : 's'} ${shown}${rest > 0 ? ` and ${rest} more` : ''}`;
}
