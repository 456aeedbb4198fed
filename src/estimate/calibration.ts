import type { Estimate } from './estimate.ts';

/** What a Prometheus holds against what was estimated for the value that runs there. */
export interface Calibration {
  readonly source: string;
  readonly rows: readonly {
    readonly family: string;
    readonly real: number;
    readonly estimated: number;
    /** Real by estimated; undefined where either is 0. */
    readonly factor: number | undefined;
  }[];
  /** Over all families that are both counted and estimated. */
  readonly factor: number | undefined;
}

/** @param real series of each family that was asked for */
export function calibrate(source: string, real: ReadonlyMap<string, number>, { handlers }: Estimate): Calibration {
  const estimated = new Map(handlers.flatMap((handler) => handler.families.map(({ name, series }) => [name, series])));
  const rows = [...real].map(([family, count]) => {
    const said = estimated.get(family) ?? 0;
    return { family, real: count, estimated: said, factor: count > 0 && said > 0 ? count / said : undefined };
  });
  const both = rows.filter(({ factor }) => factor !== undefined);
  const sum = (of: 'real' | 'estimated') => both.reduce((total, row) => total + row[of], 0);
  return { source, rows, factor: both.length > 0 ? sum('real') / sum('estimated') : undefined };
}
