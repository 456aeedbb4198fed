/** Label that every recorded rate carries, and drop-down of the boards that read some. */
export const RATES = 'rates';
/** Value of both while boards read records. Empty: they compute the rates themselves. */
export const RECORDED = 'recorded';
