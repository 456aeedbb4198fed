import type { Json } from '../model/dashboard.ts';

/** What an alert does after a change: `stricter` fires sooner or more often, `laxer` later or less often. */
export type Effect = 'stricter' | 'laxer';

/** One difference of meaning, in words. */
export interface Change {
  /** Stable name of the kind of change, such as `panel-removed`; for programs. */
  readonly code: string;
  /** What it is about, such as `panel "Drops by reason"`. */
  readonly subject: string;
  /** What happened to it, such as `unit: short became pps`. */
  readonly text: string;
  /** Panel id, for changes of a panel. */
  readonly panel?: string;
  /** File of the rule, for changes of rules. */
  readonly file?: string;
  /** What a panel that came or went is, wherever it is: equal for one that only changed its board. */
  readonly twin?: string;
  /** Values or queries to show beside the words. */
  readonly before?: string;
  readonly after?: string;
  readonly effect?: Effect;
  /** What a reviewer should fear of it, one clause. */
  readonly risk?: string;
  /** Where things lie rather than what they are. */
  readonly layout?: true;
  /** How many panels moved, for changes of the layout. */
  readonly panels?: number;
  /** A mere consequence of another change of the same object, which tells it in full. */
  readonly follows?: true;
}

/** Longest value that is shown whole within a sentence. */
const LONG = 60;

/** A value within a sentence. */
export function shown(value: Json | undefined): string {
  const text = typeof value === 'string' ? value.replace(/\s+/g, ' ') : JSON.stringify(value ?? null);
  return text.length > LONG ? `${text.slice(0, LONG - 3)}...` : text || '""';
}

/** `a became b`; long texts that only differ further on are shown from where they differ. */
export function became(before: Json | undefined, after: Json | undefined): string {
  const [old, now] = [shown(before), shown(after)];
  if (old !== now) return `${old} became ${now}`;
  const [a, b] = [String(before).replace(/\s+/g, ' '), String(after).replace(/\s+/g, ' ')];
  const at = [...a].findIndex((char, index) => char !== b[index]);
  const from = Math.max(0, (at < 0 ? a.length : at) - 20);
  return `...${shown(a.slice(from))} became ...${shown(b.slice(from))}`;
}
