/** Cilium minors the catalog has facts for, oldest first. Source: releases 1.16.0 (2024-07-24) to 1.20.0 (2026-07-29). */
export const MINORS = ['1.16', '1.17', '1.18', '1.19', '1.20'] as const;

export type Minor = (typeof MINORS)[number];

export function isMinor(text: string): text is Minor {
  return (MINORS as readonly string[]).includes(text);
}

/** A closed range of minors; a missing end is open. */
export interface MinorRange {
  readonly from?: Minor;
  readonly until?: Minor;
}

export function inRange(minor: Minor, { from, until }: MinorRange): boolean {
  const at = MINORS.indexOf(minor);
  return (!from || at >= MINORS.indexOf(from)) && (!until || at <= MINORS.indexOf(until));
}

/** The minors of a range, oldest first. */
export function minorsIn(range: MinorRange): readonly Minor[] {
  return MINORS.filter((minor) => inRange(minor, range));
}
