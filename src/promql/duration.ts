const UNITS: readonly (readonly [string, number])[] = [
  ['y', 31_536_000],
  ['w', 604_800],
  ['d', 86_400],
  ['h', 3_600],
  ['m', 60],
  ['s', 1],
  ['ms', 0.001],
];

const PATTERN = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;

/** Seconds of a Prometheus duration such as `30s`, `1h30m`; undefined when it is none. */
export function parseDuration(text: string): number | undefined {
  const match = text.length > 0 ? PATTERN.exec(text) : null;
  if (!match) return undefined;
  return UNITS.reduce((sum, [, seconds], index) => sum + Number(match[index + 1] ?? 0) * seconds, 0);
}

/** The shortest Prometheus duration for a number of seconds, a multiple of one millisecond. */
export function renderDuration(seconds: number): string {
  let rest = Math.round(seconds * 1000);
  let text = '';
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / (size * 1000));
    if (count > 0 && unit !== 'w' && unit !== 'y') {
      text += `${count}${unit}`;
      rest -= count * size * 1000;
    }
  }
  return text || '0s';
}
