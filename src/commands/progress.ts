import type { CommandIo } from './io.ts';

/** One line that is overwritten, on a terminal only. */
export interface Progress {
  show(text: string): void;
  clear(): void;
}

export function progressOn(stream: CommandIo['stderr']): Progress {
  if (!stream.isTTY) return { show: () => {}, clear: () => {} };
  const erase = '\r\u001b[K';
  return { show: (text) => stream.write(`${erase}${text}`), clear: () => stream.write(erase) };
}
