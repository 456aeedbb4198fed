/** Control characters, and the marks that reorder what follows them (Trojan Source, CVE-2021-42574). */
const UNSAFE = /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** One line that cannot move the cursor, colour the terminal or hide what it says: such characters become `\u{1b}`. */
export function printable(text: string): string {
  return text.replace(/\t|\s*[\r\n]+\s*/g, ' ').replace(UNSAFE, (char) => `\\u{${char.charCodeAt(0).toString(16)}}`);
}
