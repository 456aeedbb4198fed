/** Why a packet that a policy sends through a gateway does not get out, in the agent's words and in Hubble's. */
export const NO_GATEWAY = 'No egress gateway found';
/** Known from 1.17 on. */
export const NO_EGRESS_IP = 'No Egress IP configured';
export const EGRESS_FLOWS = ['NO_EGRESS_GATEWAY', 'DROP_NO_EGRESS_IP'] as const;

/** Which destinations of which pods go through a gateway. */
export const EGRESS_MAPS = ['egress_gw_policy_v4', 'egress_gw_policy_v6'] as const;
