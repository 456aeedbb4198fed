import { parseSeries } from '../../catalog/catalog.ts';
import type { MetricForm } from '../../catalog/facts.ts';
import { handlersOf } from '../../catalog/lookup.ts';
import { handlers } from '../../catalog/vocabularies.ts';
import type { Read } from '../../contract/reads.ts';
import type { Finding } from '../finding.ts';

/** Handlers that count every packet: where they are on, there is something. */
const ALWAYS_COUNTING = ['flow', 'tcp', 'port-distribution'];
/** Handlers that see only what an L7 policy sends through the proxy (Cilium documentation, Layer 7 Protocol Visibility). */
const OF_THE_PROXY = ['dns', 'http', 'httpV2', 'kafka'];

/** Counts of the agent that count the same events as a handler: with them, no series means no handler. */
const PROOF: Readonly<Record<string, string>> = { drop: 'cilium_drop_count_total' };
export const MADE_BY_V1 = 'hubble_http_responses_total';
export const V1_SHOWS = `${MADE_BY_V1} is there, which only http makes`;
const LIST_V2: Finding['remedies'] = [
  { kind: 'advice', text: 'list httpV2 in hubble.metrics.enabled, in the place of http' },
];

/** Names of the series that are there, with `_bucket`, `_sum` and `_count`. */
export interface Shown {
  readonly names: ReadonlySet<string>;
}

/**
 * Why there are no series of a form although its process was looked at, as far as other series tell. Only what is
 * certain is an error: most counters come with the first event they count.
 */
export function whyGone(
  { family }: Pick<Read, 'family'>,
  { fact }: MetricForm,
  shown: Shown,
  evidence: readonly string[],
): Finding {
  if (fact.handler) return handlerGone(handlersOf(fact), family, shown, evidence);
  if (fact.off) {
    const toggle = fact.switch?.helm === 'prometheus.metrics';
    return {
      code: 'metric-off',
      key: `metric-off ${fact.name}`,
      severity: toggle ? 'error' : 'note',
      summary: toggle
        ? `${fact.name} is off by default, and nothing switches it on.`
        : `${fact.name} exists only with ${fact.switch ? `\`${fact.switch.helm}\`: ${fact.switch.value}` : 'the feature it belongs to'}.`,
      evidence,
      remedies: toggle
        ? [{ kind: 'cilium-values', path: ['prometheus', 'metrics'], value: [fact.switch?.value ?? `+${fact.name}`] }]
        : [],
    };
  }
  return neverSeen(family, evidence);
}

function handlerGone(makers: readonly string[], family: string, shown: Shown, evidence: readonly string[]): Finding {
  const [handler = ''] = makers;
  if (handler === 'httpV2' && isV1(shown)) return handlerV1([...evidence, V1_SHOWS]);
  const siblings = handlers.find(({ name }) => name === handler)?.metrics ?? [];
  if (siblings.some((sibling) => [...shown.names].some((name) => (parseSeries(name)?.family ?? name) === sibling))) {
    return neverSeen(family, evidence);
  }
  if (OF_THE_PROXY.includes(handler)) {
    return {
      code: 'l7-policy-needed',
      key: `l7-policy-needed ${handler}`,
      severity: 'warning',
      summary: `The Hubble handler \`${handler}\` has counted nothing: it is not enabled, or no L7 policy sends traffic through the proxy.`,
      evidence,
      remedies: [
        {
          kind: 'advice',
          text: `see that hubble.metrics.enabled lists ${handler}, and that a policy has rules for ${handler === 'dns' ? 'dns' : 'http'}`,
        },
      ],
    };
  }
  const proof = PROOF[handler];
  if (proof !== undefined && shown.names.has(proof))
    return notEnabled(handler, 'warning', `${proof} has counted some`, evidence);
  if (ALWAYS_COUNTING.includes(handler)) return notEnabled(handler, 'error', 'any traffic at all would show', evidence);
  return {
    code: 'no-traffic',
    key: `no-traffic ${handler}`,
    severity: 'note',
    summary: `The Hubble handler \`${handler}\` has counted nothing: it is not enabled, or nothing of its kind has happened.`,
    evidence,
    remedies: [{ kind: 'advice', text: `see that hubble.metrics.enabled lists ${handler}` }],
  };
}

function notEnabled(
  handler: string,
  severity: Finding['severity'],
  because: string,
  evidence: readonly string[],
): Finding {
  return {
    code: 'handler-missing',
    key: `handler-missing ${handler}`,
    severity,
    summary: `The Hubble handler \`${handler}\` is not enabled: ${because}.`,
    evidence,
    remedies: [{ kind: 'advice', text: `see that hubble.metrics.enabled lists ${handler}` }],
  };
}

/** True where the handler `http` runs, which alone makes that family. */
export function isV1({ names }: Shown): boolean {
  return names.has(MADE_BY_V1);
}

/** @param evidence where it shows */
export function handlerV1(evidence: readonly string[], remedies: Finding['remedies'] = LIST_V2): Finding {
  return {
    code: 'handler-v1',
    key: 'handler-v1',
    severity: 'error',
    summary:
      'The Hubble handler `http` is enabled, and not `httpV2`: requests carry no status, and durations have their ends swapped.',
    evidence,
    remedies,
  };
}

function neverSeen(family: string, evidence: readonly string[]): Finding {
  return {
    code: 'never-seen',
    key: `never-seen ${family}`,
    severity: 'note',
    summary: `${family} is not there yet: it comes with the first event it counts.`,
    evidence,
    remedies: [],
  };
}
