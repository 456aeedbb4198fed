import type { FieldOverride, ThresholdStep } from '../../src/define.ts';

/** One colour per meaning, the same on every board, from Grafana's palette so that light and dark both work. */
export const color = {
  ok: 'green',
  notice: 'blue',
  warning: 'orange',
  critical: 'red',
  neutral: 'text',
  forwarded: 'green',
  dropped: 'red',
  policy: 'purple',
  redirected: 'blue',
} as const;

/** Good below `warning`, bad from `critical` up. */
export function worseAbove(warning: number, critical?: number): readonly ThresholdStep[] {
  const steps = [{ color: color.ok }, { from: warning, color: color.warning }];
  return critical === undefined ? steps : [...steps, { from: critical, color: color.critical }];
}

/** Anything above zero deserves a look. */
export const noneIsGood: readonly ThresholdStep[] = [
  { color: color.ok },
  { from: Number.MIN_VALUE, color: color.critical },
];

/** Lines by how something ended, whatever each component calls it. */
export const outcomeColors: readonly FieldOverride[] = [
  { match: '/success|succeeded/', color: color.ok },
  { match: '/fail/', color: color.critical },
];

/** Endpoints by state: at work is no fault, waiting for somebody else is the beginning of one. */
export const endpointStateColors: readonly FieldOverride[] = [
  { match: '/^(.* )?ready$/', color: color.ok },
  { match: '/regenerat|restoring/', color: color.notice },
  { match: '/waiting-for-identity|disconnect/', color: color.warning },
  { match: '/invalid/', color: color.critical },
];

/** Responses of DNS servers by rcode: a name that does not exist is an answer. */
export const rcodeColors: readonly FieldOverride[] = [
  { match: '/No Error$/', color: color.ok },
  { match: '/Non-Existent Domain$/', color: color.notice },
  { match: '/Query Refused$|Format Error$|Not Implemented$/', color: color.warning },
  { match: '/Server Failure$/', color: color.critical },
];
