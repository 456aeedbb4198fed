import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '../model/dashboard.ts';

/** First 12 hex digits of the SHA-256 of a canonical form; twelve are enough to tell versions of one object apart. */
export function checksum(canonical: Json): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(canonical)))
    .digest('hex')
    .slice(0, 12);
}

/**
 * What the proof of ownership remembers of a published object: its content, and where it lies. A board that someone
 * moved to another folder is as edited as one whose panels changed.
 */
export function seal({ checksum: content, parent }: { readonly checksum: string; readonly parent?: string }): string {
  return parent === undefined ? content : checksum({ content, parent });
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value as JsonObject).filter(
    (entry): entry is [string, Json] => entry[1] !== undefined,
  );
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sorted(item)]));
}
