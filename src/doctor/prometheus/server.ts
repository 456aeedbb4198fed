import { needsOf } from '../../contract/needs.ts';
import type { Model } from '../../model/model.ts';
import type { HttpClient } from '../../targets/http.ts';
import type { Finding } from '../finding.ts';
import { exemplarsNotStored, keptTooShort } from '../observed/storage.ts';
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
  const features = (flags['enable-feature'] ?? '').split(',');
  if (features.includes('exemplar-storage') || exemplars.size === 0 || !model.settings.hubble.openMetrics) return [];
  return [exemplarsNotStored(exemplars.size, features, `its flag enable-feature is "${features.join(',')}"`)];
}

/** @param kept as runtimeinfo writes it: `15d`, or `15d or 50GiB` */
function retention(kept: string, model: Model): readonly Finding[] {
  const time = /^\w+(?=$| or)/.exec(kept)?.[0] ?? '';
  return keptTooShort(time, `/status/runtimeinfo: storageRetention is ${kept}`, model);
}
