/** Label that every recorded rate carries, and drop-down of the boards that read some. */
export const RATES = 'rates';
/** Value of both while boards read records. Empty: they compute the rates themselves. */
export const RECORDED = 'recorded';

/** A counter whose rate a rule records, added up over all labels but some; or a gauge whose changes it records. */
export interface RateFacts {
  readonly fn: 'rate' | 'changes';
  readonly series: string;
  /** Name of the record. */
  readonly record: string;
  /** Labels the record still has. */
  readonly keeps: readonly string[];
}
