import { contextLabels } from '../../catalog/vocabularies.ts';
import type { Needs } from '../../contract/needs.ts';
import { hubbleMetricsFor } from '../../contract/needs.ts';
import type { HubbleMetric } from '../../settings/hubble-metrics.ts';
import { parseHubbleMetrics } from '../../settings/hubble-metrics.ts';
import type { Settings } from '../../settings/settings.ts';

/** Labels that make a series per address. They are never cleaned up while the agent runs (cilium#23385 cleans pods). */
export const IP_LABELS: readonly string[] = ['source_ip', 'destination_ip'];

/**
 * A list of handlers that feeds all content: the given one, extended as little as possible. What it has is kept, but
 * for labels that make a series per address and for `http`, which cannot be beside `httpV2`.
 */
export function mendedHandlers(given: readonly HubbleMetric[], needs: Needs, settings: Settings): readonly string[] {
  const { metrics: needed } = parseHubbleMetrics(hubbleMetricsFor(needs, settings));
  const names = new Set(given.map(({ name }) => (name === 'http' ? 'httpV2' : name)));
  const kept = given
    .filter(({ name }) => name !== 'http' || !given.some((other) => other.name === 'httpV2'))
    .map((metric) => {
      const name = metric.name === 'http' ? 'httpV2' : metric.name;
      return extended(
        name,
        metric.text,
        needed.find((one) => one.name === name),
      );
    });
  return [...kept, ...needed.filter(({ name }) => !names.has(name)).map(({ text }) => text)];
}

function extended(name: string, text: string, needed: HubbleMetric | undefined): string {
  const options = optionsOf(text).filter(([key, value]) => !(isContext(key) && value === 'ip'));
  const listed = options.find(([key]) => key === 'labelsContext')?.[1]?.split(',') ?? [];
  const wanted = new Set([...listed.map((label) => label.trim()), ...(needed?.labels ?? [])]);
  const labels = contextLabels.filter((label) => wanted.has(label) && !IP_LABELS.includes(label));
  const others = options.filter(([key]) => key !== 'labelsContext');
  const missing = optionsOf(needed?.text ?? '').filter(
    ([key]) => key !== 'labelsContext' && !others.some(([own]) => own === key),
  );
  const all = [
    ...[...others, ...missing].map(([key, value]) => (value === undefined ? key : `${key}=${value}`)),
    ...(labels.length > 0 ? [`labelsContext=${labels.join(',')}`] : []),
  ];
  return all.length > 0 ? `${name}:${all.join(';')}` : name;
}

/** `name:a;b=c` -> `a` without a value, and `b` with `c`. */
export function optionsOf(text: string): readonly (readonly [key: string, value: string | undefined])[] {
  const parts = text.split(':').slice(1).join(':').split(';').filter(Boolean);
  return parts.map((part) => {
    const at = part.indexOf('=');
    return at < 0 ? [part, undefined] : [part.slice(0, at), part.slice(at + 1)];
  });
}

function isContext(key: string): boolean {
  return /^(?:source|destination)\w*Context$/.test(key);
}
