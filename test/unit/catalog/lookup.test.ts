import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { families, formIn, isAmbiguous } from '../../../src/catalog/catalog.ts';
import { renderTypes, TYPES_FILE } from '../../../src/catalog/generate.ts';
import { labelsOf, lookupSeries } from '../../../src/catalog/lookup.ts';
import { alternatives, unknownValues } from '../../../src/catalog/matchers.ts';
import type { Minor } from '../../../src/catalog/minor.ts';
import { MINORS } from '../../../src/catalog/minor.ts';
import { dropReasons } from '../../../src/catalog/vocabularies.ts';
import { exposureOf } from '../../../src/settings/exposure.ts';
import { settingsOf } from '../../support/settings.ts';

const exposure = exposureOf(settingsOf());
const look = (series: string, minor: Minor, with_ = exposure) => lookupSeries(series, minor, with_);

describe('the generated types', () => {
  it('are those of the data: run `npm run types` when this fails', () => {
    expect(readFileSync(TYPES_FILE, 'utf8')).toBe(renderTypes());
  });
});

describe('lookupSeries', () => {
  it.each([
    ['a name that never was', 'cilium_agent_up', '1.20', { kind: 'unknown-metric', use: 'up{job="cilium-agent"}' }],
    [
      'a typo',
      'cilium_drop_counts_total',
      '1.20',
      {
        kind: 'unknown-metric',
        near: ['cilium_drop_count_total', 'cilium_drop_bytes_total', 'cilium_forward_count_total'],
      },
    ],
    [
      'a metric removed',
      'cilium_node_connectivity_status',
      '1.20',
      { kind: 'wrong-minor', exists: ['1.16', '1.17'], use: 'cilium_node_health_connectivity_status' },
    ],
    [
      'a metric not there yet',
      'cilium_operator_lbipam_ips_used',
      '1.16',
      { kind: 'wrong-minor', exists: ['1.17', '1.18', '1.19', '1.20'], use: 'cilium_operator_lbipam_ips_used_total' },
    ],
    [
      'a type that changed',
      'cilium_agent_bootstrap_seconds_bucket',
      '1.18',
      { kind: 'wrong-minor', exists: ['1.16', '1.17'] },
    ],
    [
      'a family off by default',
      'cilium_bpf_syscall_duration_seconds_count',
      '1.20',
      { kind: 'switched-off', use: 'prometheus.metrics: +cilium_bpf_syscall_duration_seconds' },
    ],
    [
      'a handler that is not enabled',
      'hubble_policy_verdicts_total',
      '1.20',
      { kind: 'handler-missing', handlers: ['policy'] },
    ],
    [
      'a metric of the older HTTP handler',
      'hubble_http_responses_total',
      '1.20',
      { kind: 'handler-missing', use: 'hubble_http_requests_total{status=...}' },
    ],
    ['the bare name of a histogram', 'hubble_http_request_duration_seconds', '1.20', { kind: 'wrong-minor' }],
  ] as const)('says why %s is not there, and what to use', (_, series, minor, absent) => {
    expect(look(series, minor)).toMatchObject({ absent });
  });

  it('follows labels and values through the minors', () => {
    const outcomes = (minor: Minor) => {
      const found = look('cilium_policy_change_total', minor);
      const [form] = 'forms' in found ? found.forms : [];
      return [form?.labels, form?.values['outcome']];
    };
    expect(outcomes('1.19')).toEqual([['outcome'], ['success', 'failure']]);
    expect(outcomes('1.20')).toEqual([
      ['source', 'operation', 'outcome'],
      ['success', 'fail'],
    ]);
  });

  it('takes the labels of the handler that is enabled', () => {
    const old = exposureOf(settingsOf({ hubble: { metrics: 'http:sourceContext=pod' } }));
    const found = look('hubble_http_requests_total', '1.20', old);
    const [form] = 'forms' in found ? found.forms : [];
    expect(form && [...labelsOf(form, '', old)]).toEqual(
      expect.arrayContaining(['method', 'source', 'cluster', 'node']),
    );
    expect(form?.labels).not.toContain('status');
  });

  it('knows families with a variable part in their name, without vouching for any', () => {
    expect(look('envoy_sds_my_secret_update_rejected', '1.20')).toEqual({ forms: [], unverified: true });
  });

  it('flags presence that could not be verified', () => {
    expect(look('cilium_operator_ipam_ips', '1.20')).toMatchObject({ unverified: true });
  });
});

describe('unknownValues', () => {
  const form = (series: string) => {
    const found = look(series, '1.20');
    const [first] = 'forms' in found ? found.forms : [];
    if (!first) throw new Error(`${series} is not in the catalog`);
    return first;
  };
  it.each([
    ['an rcode by its mnemonic', 'hubble_dns_responses_total', 'rcode', '=', 'SERVFAIL', ['Server Failure']],
    ['a negated value that selects everything', 'hubble_dns_responses_total', 'rcode', '!=', 'NOERROR', ['No Error']],
    ['a reason of the other vocabulary', 'hubble_drop_total', 'reason', '=', 'Policy denied', ['POLICY_DENIED']],
    ['and the other way round', 'cilium_drop_count_total', 'reason', '=~', 'POLICY_DENIED', ['Policy denied']],
    ['one alternative of several', 'hubble_tcp_flags_total', 'flag', '=~', 'SYN|SYNACK', ['SYN-ACK']],
  ] as const)('finds %s', (_, series, label, op, value, near) => {
    expect(unknownValues({ label, op, value }, form(series))).toMatchObject([
      { near: expect.arrayContaining([...near]) },
    ]);
  });

  it.each([
    ['a pattern that matches one', 'cilium_policy_change_total', 'outcome', '=~', 'fail.*'],
    ['a case-insensitive pattern', 'cilium_errors_warnings_total', 'level', '=~', '(?i)error|WARN'],
    ['an open label', 'hubble_http_requests_total', 'status', '=', '418'],
    ['an empty value: the label is absent', 'hubble_drop_total', 'reason', '!=', ''],
    ['a literal asterisk', 'cilium_bpf_map_pressure', 'map_name', '=~', 'cilium_policy_.*'],
  ] as const)('accepts %s', (_, series, label, op, value) => {
    expect(unknownValues({ label, op, value }, form(series))).toEqual([]);
  });

  it('splits alternatives outside brackets only', () => {
    expect(alternatives('a|b(c|d)|[|]|e\\|f')).toEqual(['a', 'b(c|d)', '[|]', 'e\\|f']);
  });
});

describe('the data', () => {
  it('has every family of the covered minors, by component', () => {
    const counts = (minor: Minor) =>
      families.filter(({ component, fact }) => component === 'agent' && formIn(component, fact, minor)).length;
    // briefs of 2026-10 count 148 to 234 verified agent families; unverified ones come on top
    expect(MINORS.map(counts)).toEqual([
      expect.toSatisfy((n: number) => n >= 148),
      expect.toSatisfy((n: number) => n >= 205),
      expect.toSatisfy((n: number) => n >= 209),
      expect.toSatisfy((n: number) => n >= 227),
      expect.toSatisfy((n: number) => n >= 234),
    ]);
  });

  it('names no label value for a label its family lacks', () => {
    const wrong = families.flatMap(({ fact }) => {
      const labels = new Set([...fact.labels, ...(fact.variants ?? []).flatMap((variant) => variant.labels ?? [])]);
      return Object.keys(fact.values ?? {})
        .filter((label) => !labels.has(label))
        .map((label) => `${fact.name}.${label}`);
    });
    expect(wrong).toEqual([]);
  });

  it('gives every drop reason a class, and no loss class to a reason that is none', () => {
    expect(dropReasons).toHaveLength(92);
    const classes = Object.fromEntries(dropReasons.map((reason) => [reason.agent, reason.class]));
    expect(classes).toMatchObject({
      'Policy denied': 'policy',
      'CT: Map insertion failed': 'capacity',
      'IGMP handled': 'not-a-loss',
      'Punt to proxy': 'not-a-loss',
      'FIB lookup failed': 'routing',
      Success: 'forward',
    });
  });

  it('leads every successor to a family that exists', () => {
    const names = new Set(families.map(({ fact }) => fact.name));
    expect(families.flatMap(({ fact }) => fact.successor ?? []).filter((name) => !names.has(name))).toEqual([]);
  });

  it('knows which names need a component', () => {
    expect(['go_goroutines', 'cilium_hive_status', 'cilium_drop_count_total'].map(isAmbiguous)).toEqual([
      true,
      false,
      false,
    ]);
  });
});
