import type { Model } from '../../model/model.ts';
import { parseDuration, renderDuration } from '../../promql/duration.ts';
import type { Finding } from '../finding.ts';

/** @param features what is enabled now, which is kept */
export function exemplarsNotStored(queries: number, features: readonly string[], evidence: string): Finding {
  return {
    code: 'exemplar-storage-off',
    key: 'exemplar-storage-off',
    severity: 'warning',
    summary: `Prometheus stores no exemplars: ${queries} of our queries ask for them and show none.`,
    evidence: [evidence],
    remedies: [
      {
        kind: 'stack-values',
        path: ['prometheus', 'prometheusSpec', 'enableFeatures'],
        value: [...features.filter(Boolean), 'exemplar-storage'],
      },
    ],
  };
}

/** SLO periods that reach further back than samples are kept. @param kept Prometheus duration; `0s`: for ever */
export function keptTooShort(kept: string, evidence: string, { slos }: Model): readonly Finding[] {
  const seconds = parseDuration(kept);
  const longest = Math.max(0, ...slos.map(({ period }) => parseDuration(period) ?? 0));
  if (seconds === undefined || seconds === 0 || seconds >= longest) return [];
  const short = slos.filter(({ period }) => (parseDuration(period) ?? 0) > seconds).map(({ name }) => name);
  return [
    {
      code: 'retention',
      key: 'retention',
      severity: 'warning',
      summary: `Samples are kept for ${kept}, and the longest SLO period is ${renderDuration(longest)}: what is left of its budget is only known for the last ${kept}.`,
      evidence: [evidence, `SLOs: ${short.join(', ')}`],
      remedies: [
        { kind: 'stack-values', path: ['prometheus', 'prometheusSpec', 'retention'], value: renderDuration(longest) },
        { kind: 'settings', text: `slos: { '${short[0]}': { period: '7d', windows: '7d' } }` },
      ],
    },
  ];
}
