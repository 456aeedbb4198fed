/** Synthetic faults in which panels that are empty in a healthy cluster must show data; `emptyInHealth` names one. */
export const FAULTS = [
  'drops',
  'policy-denied',
  'dns-errors',
  'http-errors',
  'map-full',
  'agent-failing',
  'agent-rollout',
  'operator-failing',
  'envoy-failing',
  'hubble-lost',
  'tcp-resets',
  'mixed-configuration',
  'connections-lost',
] as const;

export type Fault = (typeof FAULTS)[number];
