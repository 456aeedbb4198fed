/** `a`, `a or b`, `a, b or c`. */
export function either(items: Iterable<string>): string {
  return joined(items, 'or');
}

/** `a`, `a and b`, `a, b and c`. */
export function both(items: Iterable<string>): string {
  return joined(items, 'and');
}

function joined(items: Iterable<string>, word: string): string {
  const all = [...items];
  const last = all.pop() ?? '';
  return all.length > 0 ? `${all.join(', ')} ${word} ${last}` : last;
}
