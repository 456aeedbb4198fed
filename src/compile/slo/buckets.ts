import { familiesNamed, formIn, parseSeries } from '../../catalog/catalog.ts';
import type { Matcher } from '../../catalog/matchers.ts';
import type { LatencySli } from '../../define/slo.ts';
import type { Settings } from '../../settings/settings.ts';
import { parseDecimal, toNumber } from './rational.ts';

/**
 * A matcher for the bucket of the threshold, in both spellings of whole numbers: Prometheus 3 writes `1.0` where
 * Prometheus 2 kept the `1` of the text format.
 * @throws with the nearest bounds when a configured minor has no bucket there
 */
export function bucketMatcher({ buckets, threshold }: LatencySli, settings: Settings): Matcher {
  const exact = parseDecimal(threshold);
  if (!exact) throw new Error(`latency threshold "${threshold}" is no decimal such as "0.5"`);
  const bound = toNumber(exact);
  const layouts = layoutsOf(buckets.series, settings);
  if (layouts.length === 0) throw new Error(`${buckets.series} is no histogram whose buckets the catalog knows`);
  const missing = layouts.filter(({ bounds }) => !bounds.includes(bound));
  if (missing.length > 0) {
    const common = layouts.map(({ bounds }) => new Set(bounds)).reduce((a, b) => a.intersection(b));
    const sorted = [...common].sort((a, b) => a - b);
    const near = [sorted.findLast((each) => each < bound), sorted.find((each) => each > bound)];
    const minors = [...new Set(missing.map(({ minor }) => minor))].join(', ');
    throw new Error(
      `${threshold} is no bucket bound of ${buckets.series} in Cilium ${minors}; the nearest that all configured minors have: ${near.filter((each) => each !== undefined).join(' and ') || 'none'}`,
    );
  }
  const text = spelled(bound);
  return Number.isInteger(bound)
    ? { label: 'le', op: '=~', value: `${text}(\\.0)?` }
    : { label: 'le', op: '=', value: text };
}

interface Layout {
  readonly minor: string;
  readonly bounds: readonly number[];
}

/** Bounds in every configured minor; two layouts where patch releases of a minor differ. */
function layoutsOf(series: string, { minors, hubble }: Settings): readonly Layout[] {
  const parsed = parseSeries(series);
  if (parsed?.suffix !== '_bucket') return [];
  const handlers = new Set(hubble.metrics.map(({ name }) => name));
  return minors.flatMap((minor) =>
    familiesNamed(parsed.family).flatMap(({ component, fact }) => {
      const form = formIn(component, fact, minor, handlers);
      return [form?.buckets, form?.alsoBuckets]
        .filter((bounds) => bounds !== undefined && bounds.length > 0)
        .map((bounds) => ({ minor, bounds: bounds ?? [] }));
    }),
  );
}

/** As Go prints a bound: `1e-05` below a ten-thousandth. */
function spelled(bound: number): string {
  return bound < 1e-4 ? bound.toExponential().replace(/e-(\d)$/, 'e-0$1') : String(bound);
}
