/** What opening the boards reads, as `ciliascope test --record` measured it. Kept in `costs.json` beside `out/`. */
export interface RecordedCosts {
  readonly version: 1;
  readonly nodes: number;
  /** Cilium minor of the synthetic cluster. */
  readonly cilium: string;
  /** By uid. */
  readonly boards: Readonly<Record<string, BoardCost>>;
}

export interface BoardCost {
  /** Of the board's JSON that was measured. */
  readonly sha256: string;
  /** Queries and samples read from storage when the board opens, over one hour, collapsed rows left out. */
  readonly queries: number;
  readonly samples: number;
}

export const COSTS_FILE = 'costs.json';

/** The recorded costs of a file's text; undefined when it holds none that this version understands. */
export function parseCosts(text: string): RecordedCosts | undefined {
  try {
    const costs = JSON.parse(text) as Partial<RecordedCosts> | null;
    return costs?.version === 1 && typeof costs.boards === 'object' ? (costs as RecordedCosts) : undefined;
  } catch {
    return undefined;
  }
}
