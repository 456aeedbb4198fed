/** The terminal and the world as a command sees them; entered once, in `cli.ts`. */
export interface CommandIo {
  readonly projectDir: string;
  readonly stdout: { write(text: string): unknown; readonly isTTY?: boolean };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean };
  /** Absent: nobody can be asked. */
  readonly stdin?: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  /** Starts to listen for Ctrl-C; the first one aborts the signal, the second one ends the program. */
  readonly interrupts?: () => AbortSignal;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Colour only on a terminal, and never against the reader's wish (no-color.org). */
export function wantsColor(stream: { readonly isTTY?: boolean }, env: CommandIo['env']): boolean {
  return stream.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
}
