import { changesOf } from '../../src/diff/changes-of.ts';
import { compare } from '../../src/plan/compare.ts';
import type { Consent, Plan, PlanItem } from '../../src/plan/plan.ts';
import type { GrafanaTarget } from '../../src/settings/targets.ts';
import type { Board } from '../../src/targets/grafana/desired.ts';
import { grafanaDesired } from '../../src/targets/grafana/desired.ts';
import { grafanaTarget } from '../../src/targets/grafana/target.ts';
import type { HttpClient } from '../../src/targets/http.ts';
import type { Outcome } from '../../src/targets/publish.ts';
import { publish } from '../../src/targets/publish.ts';
import { impatient } from './http-server.ts';
import { ORDINARY } from './plan.ts';

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

export interface Published {
  readonly items: readonly PlanItem[];
  readonly outcomes: readonly Outcome[];
}

export const SET = 'test';

/** Publishes as the program does, without its terminal. */
export function publisher(url: string, authorization: string, settings: Partial<GrafanaTarget> = {}): Publisher {
  const prepared = async (boards: readonly Board[], consent: Partial<Consent>) => {
    const http: HttpClient = impatient(url, { authorization });
    const target = grafanaTarget('prod', { url, ...settings }, http, SET);
    const desired = grafanaDesired(boards, settings);
    const facts = await target.connect();
    const live = await target.read(desired, () => {});
    const items = compare(desired, live, { ...ORDINARY, ...consent }, changesOf);
    const plan: Plan = { target: 'prod', facts, set: SET, items };
    return { target, desired, live, plan };
  };
  return {
    async plan(boards, consent = {}) {
      const { plan, target } = await prepared(boards, consent);
      await target.close?.();
      return plan.items;
    },
    async publish(boards, consent = {}, between = () => {}, signal = new AbortController().signal) {
      const { plan, target, desired, live } = await prepared(boards, consent);
      await between();
      const adopt = consent.adopt ?? false;
      const outcomes = await publish({
        target,
        plan,
        desired,
        live,
        message: 'm',
        adopt,
        concurrency: 2,
        signal,
        progress: () => {},
      });
      await target.close?.();
      return { items: plan.items, outcomes };
    },
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
