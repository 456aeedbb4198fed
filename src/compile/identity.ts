import { createHash } from 'node:crypto';

/** `DNS errors by client` -> `dns-errors-by-client`. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/**
 * Panel id from its key, never from its position, so that a panel keeps its links when others move.
 * 31 bits of SHA-256: above zero (0 means "none" in Grafana) and within a signed integer.
 */
export function panelId(key: string): number {
  const id = createHash('sha256').update(key).digest().readUInt32BE(0) & 0x7f_ff_ff_ff;
  return id === 0 ? 1 : id;
}
