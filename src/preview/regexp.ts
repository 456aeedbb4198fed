/** `/x/i`, or the pattern alone; undefined when it is none. */
export function regexpOf(text: string): RegExp | undefined {
  const [, pattern = text, flags = ''] = /^\/(.*)\/([gimsuy]*)$/s.exec(text) ?? [];
  try {
    return new RegExp(pattern, flags.replaceAll(/[gy]/g, ''));
  } catch {
    return undefined;
  }
}
