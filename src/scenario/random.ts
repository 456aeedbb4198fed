/**
 * A number in [0, 1) that depends on the seed and the key alone, never on what was asked before: a series keeps its
 * values when others are left out. FNV-1a over the text, finished as mulberry32 does.
 */
export function unitRandom(seed: number, key: string): number {
  let hash = (2166136261 ^ seed) >>> 0;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 16777619);
  hash = (hash + 0x6d2b79f5) | 0;
  let mixed = Math.imul(hash ^ (hash >>> 15), 1 | hash);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
}

/** A factor around 1: `spread` 0.3 gives 0.7 to 1.3. */
export function around(seed: number, key: string, spread: number): number {
  return 1 + spread * (2 * unitRandom(seed, key) - 1);
}
