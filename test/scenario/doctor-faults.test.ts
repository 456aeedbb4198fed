import { describe, expect, it } from 'vitest';
import { dashboards } from '../../dashboards/index.ts';
import { ruleSets, slos } from '../../rules/index.ts';
import { compile } from '../../src/compile/compile.ts';
import type { Diagnosis } from '../../src/doctor/diagnose.ts';
import { diagnose } from '../../src/doctor/diagnose.ts';
import { prometheusEvidence } from '../../src/doctor/prometheus/evidence.ts';
import { emitRules } from '../../src/emit/rules.ts';
import type { Model } from '../../src/model/model.ts';
import { DOCTOR_FAULTS, HEALTHY } from '../support/doctor/faults.ts';
import type { Lab } from '../support/doctor/lab.ts';
import { inLab } from '../support/doctor/lab.ts';
import { impatient } from '../support/http-server.ts';
import { modelOf } from '../support/lint.ts';
import { settingsOf } from '../support/settings.ts';
import { requireEngines } from './support.ts';

const serving = { minor: '1.19', nodes: 2 } as const;
const KINDS = ['serviceMonitor', 'annotations'] as const;
const models = { serviceMonitor: contentOf('serviceMonitor'), annotations: contentOf('annotations') };

function contentOf(kind: (typeof KINDS)[number]): Model {
  const { model, problems } = compile({ dashboards, ruleSets, slos }, settingsOf({ cilium: '1.19', scrape: { kind } }));
  expect(problems).toEqual([]);
  return model;
}

/** Our content, and a board with one query beside it. */
function withQuery(model: Model, expr: string | undefined): Model {
  const [board] = model.dashboards;
  if (expr === undefined || !board) return model;
  const { queries } = modelOf(expr);
  const beside = { ...board, uid: 'beside', panels: [], variableQueries: queries };
  return { ...model, dashboards: [...model.dashboards, beside], queries: [...model.queries, ...queries] };
}

/** Which of the expressions give something, and what the doctor says of it all. */
async function seen(lab: Omit<Lab, 'prometheus' | 'rules' | 'flags'>, expressions: readonly string[], model: Model) {
  const rules = Object.fromEntries(emitRules(model).map(({ path, text }) => [path.split('/').at(-1) ?? path, text]));
  const flags = ['--enable-feature=exemplar-storage'];
  return inLab({ prometheus: requireEngines().prometheus, ...lab, rules, flags }, async ({ api, url }) => {
    const counts = await Promise.all(expressions.map((expr) => api.labelSets(expr, Date.now() / 1000)));
    const http = impatient(url, {}, 20);
    try {
      const diagnosis = diagnose(model, [await prometheusEvidence(http, url, model)]);
      return { given: expressions.filter((_, index) => (counts[index]?.length ?? 0) > 0), diagnosis };
    } finally {
      await http.close();
    }
  });
}

/** What is to be mended, the worst first. */
function causes({ findings }: Diagnosis): readonly string[] {
  return findings.filter(({ severity }) => severity !== 'note').map(({ key }) => key);
}

describe('the doctor before a real Prometheus', () => {
  it.each(KINDS)(
    'finds nothing to mend on the healthy cluster, and none of the faults is there (%s)',
    async (kind) => {
      const faults = DOCTOR_FAULTS.filter((fault) => fault.kind === kind);
      const losable = faults.flatMap(({ loses }) => loses ?? []);
      const gainable = faults.flatMap(({ gains }) => gains ?? []);
      const { given, diagnosis } = await seen({ ...HEALTHY[kind], serving }, [...losable, ...gainable], models[kind]);
      expect(given).toEqual(losable);
      expect(diagnosis.findings.filter(({ code }) => code !== 'never-seen')).toEqual([]);
      expect(diagnosis.minors).toEqual(['1.19']);
      expect(diagnosis.minorsSeen).toBe(true);
    },
    60_000,
  );

  it.each(DOCTOR_FAULTS)(
    'names exactly the cause of: $name',
    async ({ values, stack, spoil, silent, loses, gains, keys, kind, reads, also = [] }) => {
      const lab = {
        values,
        stack,
        serving: { ...serving, ...(silent ? { silent } : {}) },
        ...(spoil ? { spoil } : {}),
      };
      const expressions = [loses ?? [], gains ?? []].flat();
      expect(expressions).toHaveLength(1);
      const { given, diagnosis } = await seen(lab, expressions, withQuery(models[kind], reads));
      expect(given).toEqual(gains === undefined ? [] : [gains]);
      const found = causes(diagnosis);
      expect(keys).toContain(found[0]);
      expect(found.slice(1).filter((key) => !also.includes(key))).toEqual([]);
    },
    60_000,
  );
});
