import { describe, expect, it } from 'vitest';
import { DOCTOR_FAULTS, HEALTHY } from '../support/doctor/faults.ts';
import { inLab } from '../support/doctor/lab.ts';
import { requireEngines } from './support.ts';

/** What the rows look for, and one family more of each process. */
const FAMILIES = [
  'cilium_forward_count_total',
  'cilium_bpf_syscall_duration_seconds',
  'cilium_operator_version',
  'hubble_flows_processed_total',
  'hubble_drop_total',
  'hubble_dns_queries_total',
  'hubble_http_requests_total',
  'hubble_http_responses_total',
  'envoy_server_live',
];

const serving = { minor: '1.19', nodes: 2, only: new Set(FAMILIES) } as const;

/** Which of the expressions give something. */
async function given(lab: Omit<Parameters<typeof inLab>[0], 'prometheus'>, expressions: readonly string[]) {
  return inLab({ prometheus: requireEngines().prometheus, ...lab }, async ({ api }) => {
    const counts = await Promise.all(expressions.map((expr) => api.labelSets(expr, Date.now() / 1000)));
    return expressions.filter((_, index) => (counts[index]?.length ?? 0) > 0);
  });
}

describe('the faults that the doctor is asked about', () => {
  it.each(['serviceMonitor', 'annotations'] as const)(
    'none of them is there on the healthy cluster (%s)',
    async (kind) => {
      const faults = DOCTOR_FAULTS.filter((fault) => fault.kind === kind);
      const losable = faults.flatMap(({ loses }) => loses ?? []);
      const gainable = faults.flatMap(({ gains }) => gains ?? []);
      expect(await given({ ...HEALTHY[kind], serving }, [...losable, ...gainable])).toEqual(losable);
    },
    60_000,
  );

  it.each(DOCTOR_FAULTS)(
    '$name: it shows in a real Prometheus',
    async ({ values, stack, spoil, silent, loses, gains }) => {
      const lab = {
        values,
        stack,
        serving: { ...serving, ...(silent ? { silent } : {}) },
        ...(spoil ? { spoil } : {}),
      };
      const expressions = [loses ?? [], gains ?? []].flat();
      expect(expressions).toHaveLength(1);
      expect(await given(lab, expressions)).toEqual(gains === undefined ? [] : [gains]);
    },
    60_000,
  );
});
