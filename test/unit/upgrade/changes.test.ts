import { describe, expect, it } from 'vitest';
import { families } from '../../../src/catalog/catalog.ts';
import changes from '../../../src/catalog/data/changes.json' with { type: 'json' };
import { MINORS } from '../../../src/catalog/minor.ts';
import { changesOf } from '../../../src/upgrade/family-change.ts';
import { respellings } from '../../../src/upgrade/respellings.ts';

const NONE: ReadonlySet<string> = new Set();
const names = [...new Set(families.map(({ fact }) => fact.name))];

describe('changesOf', () => {
  it.each([
    [
      'a removal, with the successor',
      'cilium_node_connectivity_status',
      '1.17',
      '1.20',
      { kind: 'metric-removed', successor: 'cilium_node_health_connectivity_status', since: '1.18' },
    ],
    ['a removal without one', 'cilium_endpoint_max_ifindex', '1.16', '1.20', { kind: 'metric-removed', since: '1.19' }],
    [
      'a new family, with the one it replaces',
      'cilium_operator_lbipam_ips_used',
      '1.16',
      '1.17',
      { kind: 'metric-new', predecessor: 'cilium_operator_lbipam_ips_used_total', since: '1.17' },
    ],
    [
      'a gauge that became a histogram',
      'cilium_statedb_table_contention_seconds',
      '1.16',
      '1.20',
      { kind: 'type', before: 'gauge', after: 'histogram', since: '1.17' },
    ],
    [
      'a histogram that became a gauge',
      'cilium_agent_bootstrap_seconds',
      '1.17',
      '1.19',
      { kind: 'type', before: 'histogram', after: 'gauge', since: '1.18' },
    ],
    [
      'a label that went',
      'cilium_bgp_control_plane_session_state',
      '1.19',
      '1.20',
      {
        kind: 'label-removed',
        label: 'vrouter',
        kept: ['neighbor', 'neighbor_asn'],
        added: ['instance_name', 'local_asn'],
      },
    ],
    [
      'a label that came',
      'cilium_ipam_capacity',
      '1.16',
      '1.20',
      { kind: 'label-added', label: 'cidr', since: '1.20' },
    ],
    [
      'a value that is spelt otherwise',
      'cilium_endpoint_regenerations_total',
      '1.17',
      '1.19',
      { kind: 'label-values', label: 'outcome', respelled: [['failure', 'fail']], since: '1.18' },
    ],
    [
      'levels of the new logger',
      'cilium_errors_warnings_total',
      '1.16',
      '1.20',
      {
        kind: 'label-values',
        label: 'level',
        respelled: [
          ['error', 'ERROR'],
          ['warning', 'WARN'],
        ],
        since: '1.18',
      },
    ],
    [
      'other buckets',
      'cilium_endpoint_regeneration_time_stats_seconds',
      '1.18',
      '1.20',
      { kind: 'buckets', since: '1.19' },
    ],
    [
      'a family that nothing feeds any more',
      'hubble_kafka_requests_total',
      '1.19',
      '1.20',
      { kind: 'meaning', gone: true, since: '1.20' },
    ],
    [
      'a label that means something else',
      'hubble_icmp_total',
      '1.18',
      '1.19',
      { kind: 'meaning', gone: false, label: 'family' },
    ],
    [
      'a family whose presence is not known',
      'cilium_operator_ipam_ips',
      '1.19',
      '1.20',
      { kind: 'metric-unverified', successor: 'cilium_operator_ipam_available_ips' },
    ],
  ] as const)('tells of %s', (_, family, from, to, change) => {
    expect(changesOf(family, { from, to }, NONE)).toContainEqual(expect.objectContaining(change));
  });

  it.each([
    ['a family that stays as it is', 'cilium_forward_count_total', '1.16', '1.20'],
    ['a change that lies before', 'cilium_endpoint_regeneration_time_stats_seconds', '1.16', '1.18'],
    ['a change of meaning that lies before', 'hubble_icmp_total', '1.19', '1.20'],
    ['a family gone since before both', 'cilium_policy_import_errors_total', '1.16', '1.20'],
    ['a name nobody exposes', 'cilium_agent_up', '1.16', '1.20'],
  ] as const)('says nothing of %s', (_, family, from, to) => {
    expect(changesOf(family, { from, to }, NONE)).toEqual([]);
  });

  it.each(
    families
      .flatMap(({ component, fact }) => (fact.variants ?? []).map((variant) => ({ component, fact, variant })))
      .filter(({ variant }) => variant.minors !== undefined)
      .map(({ component, fact, variant }) => ({
        name: `${component} ${fact.name} of ${variant.minors?.join()}`,
        fact,
        variant,
      })),
  )('answers for every variant of the catalog: $name', ({ fact, variant }) => {
    const last = variant.minors?.at(-1);
    const next = MINORS[MINORS.indexOf(last ?? '1.20') + 1];
    if (!last || !next) throw new Error('a variant that the newest minor has is no variant');
    const found = changesOf(fact.name, { from: last, to: next }, NONE);
    expect(found.map(({ kind }) => kind)).not.toEqual([]);
  });

  it('knows every family that a change of meaning is told of', () => {
    expect(changes.meanings.filter(({ metric }) => !names.includes(metric))).toEqual([]);
  });

  it('finds in an upgrade over several minors nothing that no single step has, for every family', () => {
    const [from, to] = [MINORS[0], MINORS.at(-1) ?? MINORS[0]];
    const kindOf = ({ kind, ...rest }: object & { kind: string }) => `${kind} ${'label' in rest ? rest.label : ''}`;
    const strange = names.flatMap((name) => {
      const steps = MINORS.slice(1).flatMap((minor, index) =>
        changesOf(name, { from: MINORS[index] ?? from, to: minor }, NONE),
      );
      const known = new Set(steps.map(kindOf));
      // gone over one step and back over another would be two changes that cancel out
      return changesOf(name, { from, to }, NONE).filter((change) => !known.has(kindOf(change)));
    });
    expect(strange).toEqual([]);
  });
});

describe('respellings', () => {
  it.each([
    ['another case', ['error'], ['ERROR'], [['error', 'ERROR']]],
    ['a shorter word', ['failure', 'x'], ['fail'], [['failure', 'fail']]],
    ['one for one', ['old'], ['new'], [['old', 'new']]],
    ['nothing where it would be a guess', ['a', 'b'], ['c', 'd'], []],
    ['nothing for what only came', [], ['new'], []],
  ])('pairs %s', (_, gone, come, pairs) => {
    expect(respellings(gone, come)).toEqual(pairs);
  });
});
