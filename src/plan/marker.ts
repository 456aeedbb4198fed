/** Longest version message Grafana takes (briefs: 500 characters, else 400). */
const LONGEST_MESSAGE = 500;

/** What we write at the end of version messages: proof that we published this content, without a state file. */
export interface Marker {
  readonly set: string;
  /** Checksum of the canonical form of what was published. */
  readonly checksum: string;
}

/** `message [ciliascope <set> <checksum>]`, cut to what Grafana takes. */
export function withMarker(message: string, { set, checksum }: Marker): string {
  const marker = `[ciliascope ${set} ${checksum}]`;
  return `${message.slice(0, LONGEST_MESSAGE - marker.length - 1)} ${marker}`.trimStart();
}

export function parseMarker(message: string | undefined): Marker | undefined {
  const match = /\[ciliascope ([a-z0-9][a-z0-9-]*) ([0-9a-f]{12})\]$/.exec(message ?? '');
  return match ? { set: match[1] ?? '', checksum: match[2] ?? '' } : undefined;
}
