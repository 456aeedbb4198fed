import type { HttpAnswer } from '../http.ts';
import { REFUSALS } from './refusals.ts';

/** What a refusal of an API server means, and what to do next. */
export interface Explanation {
  readonly reason: string;
  readonly hints: readonly string[];
  /** Whether the next write would fare no better. */
  readonly stop: boolean;
  /** Whether the object is another than the one that was read. */
  readonly stale: boolean;
}

/** A `Status` object (Kubernetes API conventions, "Response Status Kind"). */
interface Status {
  readonly message?: string;
  readonly details?: {
    readonly causes?: readonly { readonly reason?: string; readonly message?: string; readonly field?: string }[];
  };
}

/** Pure. @param answer any but a good one */
export function explain(answer: HttpAnswer): Explanation {
  const { message = '', details } = (answer.json ?? {}) as Status;
  const causes = (details?.causes ?? []).map(causeInWords).filter(Boolean).join('; ');
  const words = `${message} ${causes}`;
  const refusal = REFUSALS.find(
    ({ status, says }) => status(answer.status) && (says === undefined || says.test(words)),
  );
  const { reason = 'an answer nobody expected', hint, stop = false, stale = false } = refusal ?? {};
  const said = rightInWords(message) ?? (causes || message || answer.text.slice(0, 200)).trim();
  return { reason: `${reason} (${answer.status}${said ? `: ${said}` : ''})`, hints: hint ? [hint] : [], stop, stale };
}

/** `conflict with "helm" using v1` at `.spec.groups[name="x"].rules` -> `"helm" holds .spec.groups[name="x"].rules`. */
function causeInWords({
  reason,
  message = '',
  field = '',
}: NonNullable<NonNullable<Status['details']>['causes']>[number]) {
  const manager = /conflict with ("[^"]*")/.exec(message)?.[1];
  if (reason === 'FieldManagerConflict' && manager) return `${manager} holds ${field}`;
  return [field, message].filter(Boolean).join(': ');
}

/** `... User "x" cannot patch resource "configmaps" in API group ""...` -> `x may not patch configmaps`. */
function rightInWords(message: string): string | undefined {
  const [, user, verb, resource] = /User "([^"]*)" cannot (\w+) resource "([^"]*)"/.exec(message) ?? [];
  return resource && `${user} may not ${verb} ${resource}`;
}
