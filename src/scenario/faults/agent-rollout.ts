import { constant } from '../signal.ts';
import { row } from '../site.ts';
import type { Fault } from './fault.ts';
import { onOneNode } from './fault.ts';

/** Two days: whatever the start of the cluster was, the agent of one node started later. */
const LATER = 172_800;

export const agentRollout: Fault = {
  name: 'agent-rollout',
  what: 'The agent of one node is replaced by one of another patch version.',
  moves: {
    cilium_process_start_time_seconds: onOneNode(({ startedAt }) => [row(constant(startedAt + LATER))]),
    cilium_version: onOneNode(({ minor }) => [row(constant(0), { version: `${minor}.99` })]),
  },
};
