/** Control characters, and the marks that reorder what follows them (Trojan Source, CVE-2021-42574). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** One line that cannot move the cursor, colour the terminal or hide what it says: such characters become `\u{1b}`. */
export function printable(text: string): string {
  return text.replace(/\t|\s*[\r\n]+\s*/g, ' ').replace(UNSAFE, (char) => `\\u{${char.charCodeAt(0).toString(16)}}`);
}
