import type { HttpAnswer } from '../http.ts';

/** What a refusal of an API server means, and what to do next. */
export interface Explanation {
  readonly reason: string;
  readonly hints: readonly string[];
  readonly stop: boolean;
  readonly stale: boolean;
}

interface Status {
  readonly message?: string;
  readonly reason?: string;
  readonly details?: {
    readonly causes?: readonly { readonly reason?: string; readonly message?: string; readonly field?: string }[];
  };
}

interface Rule {
  readonly when: (status: number, words: string, reason: string) => boolean;
  readonly reason: string;
  readonly hint: string;
  readonly stop?: boolean;
  readonly stale?: boolean;
}

const RULES: readonly Rule[] = [
  {
    when: (status) => status === 401,
    reason: 'the credentials are not accepted',
    hint: 'log in again; try: kubectl auth whoami',
    stop: true,
  },
  {
    when: (status) => status === 403,
    reason: 'the account has no right to do this',
    hint: 'apply what `ciliascope publish --print-rbac` prints',
  },
  {
    when: (status, words) => status === 404 && /namespaces? "/.test(words),
    reason: 'the namespace is not there',
    hint: 'make it: kubectl create namespace NAME, or set another one',
    stop: true,
  },
  {
    when: (status, words) => status === 404 && /could not find the requested resource|page not found/.test(words),
    reason: 'the cluster does not know this kind',
    hint: 'install the CRDs, or leave the kind out: artefacts',
    stop: true,
  },
  { when: (status) => status === 404, reason: 'it is not there any more', hint: 'plan again', stale: true },
  {
    when: (status, words) => status === 409 && /conflict with|FieldManagerConflict/.test(words),
    reason: 'other writers hold fields of it',
    hint: 'make them let go, or publish with --adopt',
  },
  { when: (status) => status === 409, reason: 'it changed after it was read', hint: 'plan again', stale: true },
  {
    when: (status) => status === 413,
    reason: 'it is too large for the API server',
    hint: 'split the rule set or the dashboard',
  },
  {
    when: (status, words) => status === 500 && /too large/.test(words),
    reason: 'it is too large for etcd',
    hint: 'split the rule set or the dashboard',
  },
  {
    when: (status, words) => [400, 422, 500].includes(status) && /not declared in schema|unknown field/.test(words),
    reason: 'the CRD of this cluster does not know a field of it',
    hint: 'update the CRDs of the operator',
  },
  {
    when: (status, words) => status === 400 || status === 422 || (status === 500 && /typed patch object/.test(words)),
    reason: 'the API server does not accept it',
    hint: 'see what it says; an admission webhook may have its own rules',
  },
  {
    when: (status) => status === 429 || (status >= 502 && status <= 504),
    reason: 'the API server is overloaded or not reached',
    hint: 'try later',
    stop: true,
  },
  {
    when: (status) => status >= 500,
    reason: 'the API server failed',
    hint: 'an admission webhook that does not answer looks like this too',
  },
  {
    when: (status) => status < 400,
    reason: 'the answer is not that of an API server',
    hint: 'see which server the context names',
    stop: true,
  },
];

export function explain(answer: HttpAnswer): Explanation {
  const { message = '', reason: code = '', details } = (answer.json ?? {}) as Status;
  const causes = (details?.causes ?? []).map(causeInWords).join('; ');
  const words = `${message} ${causes}`;
  const rule = RULES.find(({ when }) => when(answer.status, words, code));
  const { reason = 'an answer nobody expected', hint, stop = false, stale = false } = rule ?? {};
  const said = (causes || message || answer.text.slice(0, 200)).trim();
  return { reason: `${reason} (${answer.status}${said ? `: ${said}` : ''})`, hints: hint ? [hint] : [], stop, stale };
}

/** `conflict with "helm" using v1` at `.spec.groups[name="x"].rules` -> `"helm" holds .spec.groups[name="x"].rules`. */
function causeInWords({
  reason,
  message = '',
  field = '',
}: {
  readonly reason?: string;
  readonly message?: string;
  readonly field?: string;
}): string {
  const manager = /conflict with ("[^"]*")/.exec(message)?.[1];
  if (reason === 'FieldManagerConflict' && manager) return `${manager} holds ${field}`;
  return [field, message].filter(Boolean).join(': ');
}
