import type { Change } from '../../diff/change.ts';

/** Changes of one panel, rule or other part, in order; those of one query share its two texts. */
export interface Block {
  readonly subject: string;
  readonly changes: readonly Change[];
  readonly query?: { readonly before: string; readonly after: string };
}

/** What is listed of an object: consequences of what is told otherwise are left to programs. */
export function blocksOf(changes: readonly Change[]): readonly Block[] {
  const told = changes.filter(({ follows }) => !follows);
  const groups = Map.groupBy(told, ({ subject, before, after }) =>
    JSON.stringify([subject, isQuery(before, after) && [before, after]]),
  );
  return [...groups.values()].flatMap((found) => {
    const [first] = found;
    if (!first) return [];
    const { subject, before, after } = first;
    return [
      {
        subject,
        changes: found,
        ...(isQuery(before, after) ? { query: { before: before ?? '', after: after ?? '' } } : {}),
      },
    ];
  });
}

const isQuery = (before: string | undefined, after: string | undefined) => before !== undefined && after !== undefined;
