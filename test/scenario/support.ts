import { dashboards } from '../../dashboards/index.ts';
import { ruleSets, slos } from '../../rules/index.ts';
import { compile } from '../../src/compile/compile.ts';
import type { DashboardDefinition } from '../../src/define.ts';
import type { Model } from '../../src/model/model.ts';
import type { EngineName } from '../../src/scenario/engines.ts';
import { findEngines } from '../../src/scenario/engines.ts';
import type { ProofReport } from '../../src/scenario/proof.ts';
import { isProven } from '../../src/scenario/proof.ts';
import type { ProofEngines } from '../../src/scenario/with-prometheus.ts';
import type { Settings } from '../../src/settings/settings.ts';
import { requireEngine } from '../support/engines.ts';

/** The programs a proof needs; skips the test, or fails it in CI, where they are missing. */
export function requireEngines(): ProofEngines {
  return { prometheus: requireEngine('prometheus'), promtool: requireEngine('promtool') };
}

/** The oldest Prometheus that is here, with its own promtool: content must hold on what a stable Debian ships. */
export function requireOldestEngines(): ProofEngines {
  requireEngines();
  const oldest = (name: EngineName) => findEngines(name).at(-1)?.path ?? '';
  return { prometheus: oldest('prometheus'), promtool: oldest('promtool') };
}

/** Compiles boards of a test, or the pack's own with the rules whose records they read; a definition that throws fails. */
export function compiler(own?: readonly DashboardDefinition[]): (settings: Settings) => Model {
  const content = own ? { dashboards: own } : { dashboards, ruleSets, slos };
  return (settings) => {
    const { model, problems } = compile(content, settings);
    if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
    return model;
  };
}

/** What is not proven, in a form that a failing test shows whole. */
export function unproven({ queries }: ProofReport): readonly string[] {
  return queries
    .filter((query) => !isProven(query))
    .map(({ dashboard, item, lane, verdict, hint }) => `${verdict}: ${dashboard} "${item}" on ${lane}: ${hint}`);
}
