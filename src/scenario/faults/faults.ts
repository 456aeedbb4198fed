import { agentFailing } from './agent-failing.ts';
import { agentRollout } from './agent-rollout.ts';
import { connectionsLost } from './connections-lost.ts';
import { dnsErrors, httpErrors, hubbleLost, tcpResets } from './conversations.ts';
import { envoyFailing } from './envoy-failing.ts';
import type { Fault } from './fault.ts';
import { drops, mapFull, policyDenied } from './losses.ts';
import { mixedConfiguration } from './mixed-configuration.ts';
import { operatorFailing } from './operator-failing.ts';

const all: readonly Fault[] = [
  drops,
  policyDenied,
  mapFull,
  dnsErrors,
  httpErrors,
  tcpResets,
  hubbleLost,
  agentFailing,
  agentRollout,
  operatorFailing,
  envoyFailing,
  mixedConfiguration,
  connectionsLost,
];

/** Every fault of the synthetic cluster, by the name panels refer to in `emptyInHealth`. */
export const faults: ReadonlyMap<string, Fault> = new Map(all.map((fault) => [fault.name, fault]));

export const FAULTS: readonly string[] = [...faults.keys()];
