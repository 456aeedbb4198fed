import type { Consent, PlanItem } from '../../src/plan/plan.ts';
import type { GrafanaTarget } from '../../src/settings/targets.ts';
import type { Board } from '../../src/targets/grafana/desired.ts';
import { grafanaDesired } from '../../src/targets/grafana/desired.ts';
import { grafanaTarget } from '../../src/targets/grafana/target.ts';
import { impatient } from './http-server.ts';
import type { Published } from './publishing.ts';
import { planned, published, SET } from './publishing.ts';

export interface Publisher {
  plan(boards: readonly Board[], consent?: Partial<Consent>): Promise<readonly PlanItem[]>;
  /** Plans, then lets `between` happen, then publishes the plan. */
  publish(
    boards: readonly Board[],
    consent?: Partial<Consent>,
    between?: () => unknown,
    signal?: AbortSignal,
  ): Promise<Published>;
}

/** Publishes as the program does, without its terminal. */
export function publisher(url: string, authorization: string, settings: Partial<GrafanaTarget> = {}): Publisher {
  const target = () => grafanaTarget('prod', { url, ...settings }, impatient(url, { authorization }), SET);
  return {
    plan: async (boards, consent = {}) => (await planned(target(), grafanaDesired(boards, settings), consent)).items,
    publish: (boards, consent = {}, between = () => {}, signal) =>
      published(target(), grafanaDesired(boards, settings), consent, { between, ...(signal ? { signal } : {}) }),
  };
}

/** A small board that Grafana stores as it is. */
export function board(uid: string, text = 'x', folder = 'Cilium'): Board {
  const panel = {
    id: 1,
    title: text,
    type: 'text',
    gridPos: { x: 0, y: 0, w: 6, h: 3 },
    options: { mode: 'markdown', content: text },
  };
  return {
    uid,
    title: `Board ${uid}`,
    folder,
    json: { title: `Board ${uid}`, tags: ['ciliascope'], schemaVersion: 41, panels: [panel] },
  };
}
