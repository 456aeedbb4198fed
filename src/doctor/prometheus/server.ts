import { needsOf } from '../../contract/needs.ts';
import type { Model } from '../../model/model.ts';
import { parseDuration, renderDuration } from '../../promql/duration.ts';
import type { HttpClient } from '../../targets/http.ts';
import type { Finding } from '../finding.ts';
import { ask, isTold } from './ask.ts';

/** What the server itself is like. `silent`: APIs it does not have, in words of what cannot be said without. */
export interface ServerFindings {
  readonly findings: readonly Finding[];
  readonly silent: readonly string[];
}

/** Looks at flags and retention against what the content needs of them. */
export async function serverFindings(http: HttpClient, model: Model): Promise<ServerFindings> {
  const [flags, runtime] = await Promise.all([
    ask<Readonly<Record<string, string>>>(http, '/status/flags'),
    ask<{ readonly storageRetention?: string }>(http, '/status/runtimeinfo'),
  ]);
  const findings = [
    ...(isTold(flags) ? exemplarStorage(flags.data, model) : []),
    ...(isTold(runtime) ? retention(runtime.data.storageRetention ?? '', model) : []),
  ];
  const silent = [
    ...(isTold(flags) ? [] : ['/status/flags: whether exemplars are stored']),
    ...(isTold(runtime) ? [] : ['/status/runtimeinfo: how long samples are kept']),
  ];
  return { findings, silent };
}

function exemplarStorage(flags: Readonly<Record<string, string>>, model: Model): readonly Finding[] {
  const { exemplars } = needsOf(model);
  const stored = (flags['enable-feature'] ?? '').split(',').includes('exemplar-storage');
  if (stored || exemplars.size === 0 || !model.settings.hubble.openMetrics) return [];
  return [
    {
      code: 'exemplar-storage-off',
      key: 'exemplar-storage-off',
      severity: 'warning',
      summary: `Prometheus stores no exemplars: ${exemplars.size} of our queries ask for them and show none.`,
      evidence: [`its flag enable-feature is "${flags['enable-feature'] ?? ''}"`],
      remedies: [
        {
          kind: 'stack-values',
          path: ['prometheus', 'prometheusSpec', 'enableFeatures'],
          value: ['exemplar-storage'],
        },
      ],
    },
  ];
}

/** @param kept as runtimeinfo writes it: `15d`, or `15d or 50GiB` */
function retention(kept: string, { slos }: Model): readonly Finding[] {
  const [time, size] = [/^\w+(?=$| or)/.exec(kept)?.[0], /(\d\S*B)$/.exec(kept)?.[1]];
  const seconds = time === undefined ? undefined : parseDuration(time);
  const longest = Math.max(0, ...slos.map(({ period }) => parseDuration(period) ?? 0));
  if (seconds === undefined || seconds === 0 || seconds >= longest) return [];
  const short = slos.filter(({ period }) => (parseDuration(period) ?? 0) > seconds).map(({ name }) => name);
  return [
    {
      code: 'retention',
      key: 'retention',
      severity: 'warning',
      summary: `Samples are kept for ${time}${size ? `, or ${size}` : ''}, and the longest SLO period is ${renderDuration(longest)}: what is left of its budget is only known for the last ${time}.`,
      evidence: [`SLOs: ${short.join(', ')}`],
      remedies: [
        { kind: 'stack-values', path: ['prometheus', 'prometheusSpec', 'retention'], value: renderDuration(longest) },
        { kind: 'settings', text: `slos: { '${short[0]}': { period: '7d', windows: '7d' } }` },
      ],
    },
  ];
}
