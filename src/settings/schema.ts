import * as v from 'valibot';
import { parseDuration } from '../promql/duration.ts';

/** Parts that several sections of the settings share; each message says what is allowed. */
export const text = v.string('a string');
export const labels = v.record(text, text, 'an object of strings');
export const duration = v.pipe(
  text,
  v.check((value) => (parseDuration(value) ?? 0) > 0, 'a Prometheus duration such as 30s or 1m'),
);
export const url = v.pipe(
  text,
  v.check((value) => URL.canParse(value), 'an absolute URL'),
);
