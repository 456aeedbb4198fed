import { prometheusEvidence } from '../doctor/prometheus/evidence.ts';
import type { View } from '../doctor/view.ts';
import type { Model } from '../model/model.ts';
import type { CommandIo } from './io.ts';
import { progressOn } from './progress.ts';
import { prometheusAt } from './prometheus-address.ts';

/** Seconds for one answer, and attempts after the first: a server that hangs must not hold up the other sources. */
const LIMITS = { timeout: 20, retries: 1 };

/** Asks the Prometheus that `--prometheus` names. */
export async function prometheusView(url: string, model: Model, io: CommandIo): Promise<View> {
  const { httpClient } = await import('../targets/http.ts');
  const http = httpClient(await prometheusAt(url, io, LIMITS));
  const progress = progressOn(io.stderr);
  try {
    return await prometheusEvidence(http, url, model, (done, of) =>
      progress.show(`${url}: ${done} of ${of} questions`),
    );
  } finally {
    progress.clear();
    await http.close();
  }
}
