/** One difference of meaning, in words. */
export interface Change {
  /** What it is about, such as `panel "Drops by reason"`. */
  readonly subject: string;
  /** What happened to it, such as `unit: short became pps`. */
  readonly text: string;
}
