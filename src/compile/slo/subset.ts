import { implies } from '../../catalog/matchers.ts';
import type { Sli } from '../../define/slo.ts';
import { renderMatcher } from '../../promql/matchers.ts';
import type { Selector } from '../../promql/promql.ts';
import type { Part } from './labels.ts';
import { eventParts } from './labels.ts';

/**
 * Refuses bad or good events that are not among all events: such a ratio is no share of anything. Proven when the whole
 * has a selector of the same series whose every matcher follows from the part's.
 * @throws naming the matcher or the series that differs
 */
export function assertPartOfWhole(sli: Sli): void {
  if (sli.kind === 'timeslices') assertPartOfWhole(sli.of);
  if (sli.kind !== 'ratio') return;
  if ((sli.bad === undefined) === (sli.good === undefined)) {
    throw new Error('a ratio SLI names either its bad or its good events, not both and not neither');
  }
  if (sli.unproven !== undefined) {
    if (sli.unproven.trim() === '') throw new Error('unproven must say why part and whole are comparable');
    return;
  }
  const kind = sli.bad ? 'bad' : 'good';
  const whole = eventParts(sli.total);
  for (const part of eventParts(sli.bad ?? sli.good)) {
    const reasons = whole.map((all) => whyOutside(part, all));
    if (reasons.includes(undefined)) continue;
    throw new Error(
      `${kind} events ${show(part.of)} are no part of all: ${reasons.join('; ')}. Say why in unproven, or use one family`,
    );
  }
}

/** What keeps the part from lying inside the whole; undefined when it does. */
function whyOutside(part: Part, whole: Part): string | undefined {
  if (part.of.series !== whole.of.series) return `all are ${whole.of.series}, a family of its own`;
  const wider = whole.of.matchers.find((matcher) => !part.of.matchers.some((own) => implies(own, matcher)));
  if (wider) {
    const own = part.of.matchers.filter(({ label }) => label === wider.label).map(renderMatcher);
    return `all have ${renderMatcher(wider)}, these ${own.length > 0 ? `have ${own.join(', ')}` : `any ${wider.label}`}`;
  }
  const labels = new Set([...Object.keys(part.rename ?? {}), ...Object.keys(whole.rename ?? {})]);
  const turned = [...labels].find((label) => part.rename?.[label] !== whole.rename?.[label]);
  return turned === undefined ? undefined : `${turned} is another label here than of all events`;
}

function show({ series, matchers }: Selector): string {
  return matchers.length > 0 ? `${series}{${matchers.map(renderMatcher).join(', ')}}` : series;
}
