import { nearest } from '../catalog/nearest.ts';
import { UserError } from '../errors.ts';

/** An assumption about traffic that changes the count, and can be replaced by what somebody knows better. */
export interface Assumption {
  readonly value: number;
  readonly meaning: string;
  /** At most this; shares end at 1. */
  readonly most?: number;
  /** No fractions. */
  readonly whole?: true;
}

/**
 * Everything the estimate takes for granted about traffic. Our own reasoning, on the high side where there was a choice:
 * a series that a label set once had stays until its agent restarts, so that what happens once counts for good.
 */
export const VARIETY = {
  http: { value: 1, most: 1, meaning: 'share of pairs whose HTTP an L7 policy sends through the proxy' },
  httpEnds: { value: 1, most: 2, whole: true, meaning: 'ends with such a policy: 1 is the server, 2 both' },
  methods: { value: 1, meaning: 'HTTP methods a pair uses' },
  statuses: { value: 2, meaning: 'status codes a pair sees for each method' },
  dns: { value: 1, most: 1, meaning: 'share of workloads under an L7 DNS policy' },
  dnsServers: { value: 2, whole: true, meaning: 'pods of the cluster DNS' },
  dnsTypes: { value: 2, most: 8, meaning: 'record types a workload asks for: A and AAAA' },
  dnsAnswers: { value: 3, meaning: 'answers of each type that differ in rcode or number of addresses' },
  dnsOutside: { value: 2, meaning: 'names outside the cluster that a workload asks for' },
  dnsSearch: { value: 4, meaning: 'names tried for each lookup, search domains included' },
  policy: { value: 1, most: 1, meaning: 'share of pairs with a policy that gives verdicts' },
  policyEnds: { value: 1, most: 2, whole: true, meaning: 'ends with such a policy: 1 is the server, 2 both' },
  denied: { value: 0.05, most: 1, meaning: 'pairs that policy forbids, as a share of those that talk' },
  dropNoise: { value: 3, meaning: 'other drops on each node: reason and protocol without a workload' },
  replies: { value: 1, most: 1, meaning: 'share of pairs whose replies Hubble reports' },
  resets: { value: 1, most: 1, meaning: 'share of pairs that saw a TCP reset' },
  leaving: {
    value: 1,
    meaning: 'points where an agent reports a packet that leaves: to-stack, to-overlay, to-network',
  },
  families: { value: 1, most: 2, whole: true, meaning: 'IP families in use' },
  ports: { value: 30, whole: true, meaning: 'different server ports in the cluster' },
  portsEach: { value: 1, meaning: 'server ports a pair uses' },
  icmp: { value: 0.05, most: 1, meaning: 'share of pairs that exchange ICMP' },
  icmpReplies: { value: 2, meaning: 'types of ICMP that come back: echo reply, unreachable' },
  outgoing: { value: 0.2, most: 1, meaning: 'share of workloads that call out of the cluster' },
  incoming: { value: 0.05, most: 1, meaning: 'share of workloads that are called from outside' },
  addresses: { value: 10, whole: true, meaning: 'addresses outside that each of those talks with' },
  kafka: { value: 0, most: 1, meaning: 'share of pairs whose Kafka an L7 policy sends through the proxy' },
  topics: { value: 3, meaning: 'Kafka topics and API keys of a pair' },
  sctp: { value: 0, most: 1, meaning: 'share of pairs that speak SCTP' },
} as const satisfies Readonly<Record<string, Assumption>>;

export type VarietyName = keyof typeof VARIETY;
export type Variety = Readonly<Record<VarietyName, number>>;

export const VARIETY_NAMES = Object.keys(VARIETY) as readonly VarietyName[];

export const DEFAULT_VARIETY = Object.fromEntries(VARIETY_NAMES.map((name) => [name, VARIETY[name].value])) as Variety;

/**
 * Reads `name=number` as the command line has it.
 * @throws UserError that names what is known, and what a number may be
 */
export function parseVariety(texts: readonly string[]): Partial<Variety> {
  const given: Partial<Record<VarietyName, number>> = {};
  for (const text of texts) {
    const [name = '', value = ''] = text.split(/=(.*)/s);
    if (!(name in VARIETY)) {
      const near = nearest(name, VARIETY_NAMES);
      throw new UserError(`no assumption is named "${name}"`, [
        ...(near.length > 0 ? [`did you mean ${near.join(' or ')}?`] : []),
        `known: ${VARIETY_NAMES.join(', ')}`,
      ]);
    }
    given[name as VarietyName] = numberFor(name as VarietyName, value);
  }
  return given;
}

function numberFor(name: VarietyName, text: string): number {
  const { most, meaning, whole }: Assumption = VARIETY[name];
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isFinite(value) && value <= (most ?? 1e6) && !(whole && !Number.isInteger(value))) return value;
  const range = most === undefined ? 'of 0 or more' : `from 0 to ${most}`;
  throw new UserError(`--assume ${name}: "${text}" is no ${whole ? 'whole ' : ''}number ${range}`, [
    `${name}: ${meaning}`,
  ]);
}
