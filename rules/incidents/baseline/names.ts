/** `n01` to `n50`. */
export function nodeNames(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `n${String(index + 1).padStart(2, '0')}`);
}

/** Nodes by their numbers: `nodesOf(1, 3)` are n01 to n03. */
export function nodesOf(from: number, to: number): readonly string[] {
  return nodeNames(to).slice(from - 1);
}
