import type { ThresholdStep } from '../../src/define.ts';
import { worseAbove } from './colors.ts';

/** Thresholds of the ratios that have an objective: orange once the error budget burns, red when it burns tenfold. */
const burning = (budget: number): readonly ThresholdStep[] => worseAbove(budget, 10 * budget);

/** DNS: 99.9 % of responses without a fault of the server. */
export const dnsThresholds = burning(0.001);
/** HTTP: 99.9 % of requests without a 5xx. */
export const httpThresholds = burning(0.001);
/** HTTP: 99 % of requests within half a second. */
export const latencyThresholds = burning(0.01);
/** Packets: lost ones as a share of all. Applications notice from 0.1 % on. */
export const lossThresholds = worseAbove(0.0001, 0.001);
/** Requests without an answer: the two sides of a rate never match exactly, so it starts above the noise. */
export const unansweredThresholds = worseAbove(0.02, 0.1);
