import type { JsonObject } from '../../model/dashboard.ts';
import type { HttpAnswer } from '../http.ts';

/** What a refusal means and what to do next. */
export interface Explanation {
  readonly reason: string;
  readonly hints: readonly string[];
  /** Going on is pointless: every other request would fail alike. */
  readonly stop: boolean;
  /** Someone was faster. */
  readonly stale: boolean;
}

interface Rule {
  readonly when: (status: number, words: string) => boolean;
  readonly reason: string;
  readonly hint: string;
  readonly stop?: boolean;
  readonly stale?: boolean;
}

const says = (status: number, pattern: RegExp) => (code: number, words: string) =>
  code === status && pattern.test(words);
const is =
  (...codes: readonly number[]) =>
  (code: number) =>
    codes.includes(code);

/** In order; the first that fits. Bodies as Grafana 10 to 13 send them (pkg/api/dashboard.go, pkg/services/dashboards/errors.go). */
const RULES: readonly Rule[] = [
  {
    when: is(401),
    reason: 'the credentials are not accepted',
    hint: 'make a service account token with the role Editor, and see that it has not expired',
    stop: true,
  },
  {
    when: says(403, /quota/i),
    reason: 'a quota of this Grafana is used up',
    hint: 'ask its administrator to raise the quota',
  },
  {
    when: says(403, /manage/i),
    reason: 'another tool manages it',
    hint: 'release it there, or leave it out here: grafana.exclude',
  },
  {
    when: is(403),
    reason: 'the token has no right to do this',
    hint: 'give its service account the role Editor, or dashboards:create, dashboards:write, dashboards:delete, folders:create and folders:write',
  },
  {
    when: says(400, /provisioned/i),
    reason: 'a file on the server provisions it',
    hint: 'remove it from the provisioning, or leave it out here: grafana.exclude',
  },
  {
    when: says(400, /illegal characters/i),
    reason: 'the uid has characters that Grafana refuses',
    hint: 'use letters, digits, - and _',
  },
  { when: says(400, /uid too long|max(imum)? 40/i), reason: 'the uid is too long', hint: 'use at most 40 characters' },
  {
    when: says(400, /refresh interval/i),
    reason: 'it refreshes more often than this Grafana allows',
    hint: 'raise refresh in the source, or min_refresh_interval of Grafana',
  },
  { when: says(400, /title/i), reason: 'Grafana refuses the title', hint: 'give it one, of at most 5000 characters' },
  {
    when: says(400, /message/i),
    reason: 'Grafana refuses the version message',
    hint: 'please report this: messages are cut to 500 characters',
  },
  {
    when: says(400, /folder/i),
    reason: 'its folder is not there',
    hint: 'plan again: the folder was removed meanwhile',
  },
  { when: is(400), reason: 'Grafana does not accept it', hint: 'see what it says; `ciliascope check` may tell more' },
  { when: is(404), reason: 'it, or its folder, is not there any more', hint: 'plan again', stale: true },
  {
    when: is(406),
    reason: 'it is stored in a form that only the new API shows: someone opened and saved it in Grafana 13',
    hint: 'set api: "apis" for this target',
  },
  { when: says(412, /plugin-dashboard/), reason: 'a plugin provides it', hint: 'give ours another uid' },
  {
    when: says(412, /name-exists/),
    reason: 'a board of this title is already in the folder',
    hint: 'rename one of the two',
  },
  { when: is(409, 412), reason: 'it changed after it was read', hint: 'plan again', stale: true },
  {
    when: is(413),
    reason: 'a proxy before Grafana takes no body of this size',
    hint: 'raise its limit, such as client_max_body_size of nginx (1 MB by default)',
  },
  {
    when: is(422),
    reason: 'Grafana finds fault with its content',
    hint: 'see what it says; an older Grafana may not know this schemaVersion',
  },
  {
    when: is(429),
    reason: 'there were too many requests, even after waiting',
    hint: 'try later, or lower concurrency in the settings',
    stop: true,
  },
  {
    when: is(502, 503, 504),
    reason: 'a gateway before Grafana does not reach it',
    hint: 'see whether Grafana is up',
    stop: true,
  },
  { when: (status) => status >= 500, reason: 'Grafana failed', hint: 'see its log; the answer may name a traceID' },
  {
    when: (status) => status >= 200 && status < 400,
    reason: 'the answer is not that of Grafana: a login page or a proxy',
    hint: 'see that url is the address of Grafana itself, and whether a proxy wants headers of its own',
    stop: true,
  },
];

/** Words for an answer that is not the one hoped for. */
export function explain(answer: HttpAnswer): Explanation {
  const words = wordsOf(answer);
  const rule = RULES.find(({ when }) => when(answer.status, words));
  const said = words ? `: ${words}` : '';
  const { reason = 'an answer nobody expected', hint, stop = false, stale = false } = rule ?? {};
  return { reason: `${reason} (${answer.status}${said})`, hints: hint ? [hint] : [], stop, stale };
}

/** What the server says: `{message, status}` of /api, `Status` of /apis; not the HTML of a proxy. */
function wordsOf({ json }: HttpAnswer): string {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return '';
  const { message, status, reason, details } = json as JsonObject;
  const causes = (details as { readonly causes?: readonly { readonly message?: string }[] } | undefined)?.causes ?? [];
  const parts = [
    message,
    typeof status === 'string' && status !== 'Failure' ? status : undefined,
    reason,
    ...causes.map((cause) => cause.message),
  ];
  return [...new Set(parts.filter((part) => typeof part === 'string' && part !== ''))].join('; ').slice(0, 300);
}
