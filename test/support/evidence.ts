import type { Minor } from '../../src/catalog/minor.ts';
import type { Finding, FindingCode } from '../../src/doctor/finding.ts';
import type { Look, View } from '../../src/doctor/view.ts';

/** A finding with a key of its kind, an error unless said otherwise. */
export function findingOf(code: FindingCode, subject: string, rest: Partial<Finding> = {}): Finding {
  const key = `${code} ${subject}`;
  return { code, key, severity: 'error', summary: `${subject} is to blame.`, evidence: [], remedies: [], ...rest };
}

/** Evidence that knows each series by how its name begins, and of no other anything. */
export function viewOf(
  known: Readonly<Record<string, Look>>,
  rest: { readonly minors?: readonly Minor[]; readonly findings?: readonly Finding[] } = {},
): View {
  return {
    source: 'test',
    minors: [],
    findings: [],
    ...rest,
    look: ({ series }) =>
      Object.entries(known).find(([start]) => series.startsWith(start))?.[1] ?? { state: 'unknown' },
  };
}
