import { agentReasons, LOSS_CLASSES } from '../../src/define.ts';

/** Reasons of the agent for packets that someone wanted and nobody forbade: what counts as loss. */
export const lossReasons = agentReasons(...LOSS_CLASSES);
/** Someone wrote that these packets must not pass. */
export const policyReasons = agentReasons('policy');
/** A map, a port range or a rate limit is full. */
export const capacityReasons = agentReasons('capacity');
/** Odd protocols and malformed packets: nobody misses them. */
export const noiseReasons = agentReasons('noise');
