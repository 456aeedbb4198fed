import { count, counter, gauge } from '../signal.ts';
import type { Rule } from '../site.ts';
import { row } from '../site.ts';
import { onOneNode } from './fault.ts';

/** A counter that only moves while something fails, on one node. */
export const failing = (perSecond: number): Rule => onOneNode(() => [row(counter(perSecond))]);
/** Queues whose work fails; both label spellings of the operator's minors. */
const QUEUES = ['ciliumendpoints', 'ciliumidentity', 'ces'];
export const retries = onOneNode(() => QUEUES.map((name) => row(counter(4), { name, queue_name: name })));
export const depth = onOneNode(() => QUEUES.map((name) => row(count(40, 10), { name, queue_name: name })));
export const stuck = onOneNode(() => QUEUES.map((name) => row(gauge(45, 5), { name, queue_name: name })));

/** Errors and warnings in the log, as 1.18 and later or older minors spell the level. */
export const logged = (subsystem: string): Rule =>
  onOneNode(() => [row(counter(0.5), { level: 'ERROR', subsystem }), row(counter(1), { level: 'WARN', subsystem })]);
