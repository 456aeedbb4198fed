import { hubbleReasons, LOSS_CLASSES } from '../../src/define.ts';

/** Reasons of Hubble for packets that someone wanted and nobody forbade: what counts as loss. */
export const lostFlows = hubbleReasons(...LOSS_CLASSES);
/** Someone wrote that these must not pass. */
export const deniedFlows = hubbleReasons('policy');
/** A map, a port range or a rate limit is full. */
export const capacityFlows = hubbleReasons('capacity');
/** No way to the destination: routes, tunnels, addresses that are gone. */
export const routingFlows = hubbleReasons('routing');
/** Load balancing found no backend. */
export const serviceFlows = hubbleReasons('service');
/** Malformed packets and odd protocols, which nobody misses, and packets that were handled all the same. */
export const harmlessFlows = hubbleReasons('noise', 'not-a-loss');
