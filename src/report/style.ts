/** ANSI styles of a terminal, or none (ECMA-48 SGR). */
export interface Style {
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
}

const sgr = (on: number, off: number) => (text: string) => `\u001b[${on}m${text}\u001b[${off}m`;
const plain = (text: string) => text;

export function styleOf(color: boolean): Style {
  if (!color) return { error: plain, warning: plain, strong: plain, faint: plain };
  return { error: sgr(31, 39), warning: sgr(33, 39), strong: sgr(1, 22), faint: sgr(2, 22) };
}
