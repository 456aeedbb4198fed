import type { RecordingRule } from '../model/rules.ts';
import type { Settings } from '../settings/settings.ts';
import type { Reply } from './ask.ts';
import { ask } from './ask.ts';
import type { Ask } from './asks.ts';
import { promqlIn } from './asks.ts';
import type { Written } from './openmetrics.ts';
import type { PrometheusApi } from './prometheus-api.ts';
import { recordsRead } from './records.ts';
import type { Families } from './series.ts';
import type { Timeline } from './timeline.ts';
import type { ProofEngines } from './with-prometheus.ts';
import { withPrometheus } from './with-prometheus.ts';

/** Programs, settings and time that all questions of a proof share. */
export interface Asking {
  readonly settings: Settings;
  readonly engines: ProofEngines;
  readonly timeline: Timeline;
  /** Rules whose records the questions may read. */
  readonly rules: readonly RecordingRule[];
}

/** Nothing came back, and nothing was read. */
export const NO_REPLY: Reply = { series: 0, samples: 0, milliseconds: 0 };

/** What a Prometheus said to every question, and what it held. */
export interface Replies {
  readonly byAsk: ReadonlyMap<Ask, Reply>;
  readonly series: number;
  readonly samples: number;
}

/** Asks every query of a Prometheus that holds the families. */
export async function askAll(families: Families, asks: readonly Ask[], asking: Asking): Promise<Replies> {
  const { engines, timeline, settings, rules } = asking;
  const work = async (api: PrometheusApi, written: Written) => {
    const byAsk = new Map<Ask, Reply>();
    // one after the other: times of queries side by side say nothing about a query
    for (const one of asks) {
      byAsk.set(one, await ask(one, { api, timeline, scrapeInterval: settings.scrape.interval }));
    }
    return { byAsk, ...written };
  };
  return withPrometheus(engines, families, timeline, work, recordsRead(asks.map(promqlIn), rules));
}

export function replyTo({ byAsk }: Replies, one: Ask): Reply {
  return byAsk.get(one) ?? { ...NO_REPLY, failure: 'was not asked' };
}

export function hasData({ series, failure }: Reply): boolean {
  return series > 0 && failure === undefined;
}
