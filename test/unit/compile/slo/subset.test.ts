import { describe, expect, it } from 'vitest';
import { ruleContext } from '../../../../src/compile/rule-context.ts';
import { assertPartOfWhole } from '../../../../src/compile/slo/subset.ts';
import type { MatchersOf, RatioSli } from '../../../../src/define.ts';
import { matching, not } from '../../../../src/define.ts';
import { settingsOf } from '../../../support/settings.ts';

const { metric } = ruleContext(settingsOf());
const requests = (matchers: MatchersOf<'hubble_http_requests_total'> = {}) => ({
  of: [metric('hubble_http_requests_total', matchers)],
});
const server = { reporter: 'server' } as const;
const judge = (sli: Omit<RatioSli, 'kind'>) => () => assertPartOfWhole({ kind: 'ratio', ...sli });

describe('part and whole', () => {
  it.each([
    {
      name: 'one more matcher makes a part',
      total: requests(server),
      bad: requests({ ...server, status: matching('5..') }),
    },
    { name: 'a whole without matchers holds every part of its series', total: requests(), bad: requests(server) },
    {
      name: 'a value that the whole allows is a part',
      total: requests({ reporter: not('client') }),
      bad: requests(server),
    },
    {
      name: 'two of three values are a part',
      total: requests({ status: ['500', '502', '503'] }),
      bad: requests({ status: ['500', '503'] }),
    },
    { name: 'the same selector is a part', total: requests(server), bad: requests(server) },
    {
      name: 'one of the families of a sum is a part',
      total: { of: [metric('cilium_forward_count_total'), metric('cilium_drop_count_total')] },
      bad: { of: [metric('cilium_drop_count_total', { reason: 'FIB lookup failed' })] },
    },
  ])('$name', ({ total, bad }) => {
    expect(judge({ total, bad })).not.toThrow();
    expect(judge({ total, good: bad })).not.toThrow();
  });

  it.each([
    {
      name: 'a part with another value is refused with both matchers',
      sli: { total: requests(server), bad: requests({ reporter: 'client', status: matching('5..') }) },
      message: 'all have reporter="server", these have reporter="client"',
    },
    {
      name: 'a part that leaves the label open is refused with the matcher it lacks',
      sli: { total: requests(server), good: requests({ status: matching('2..') }) },
      message:
        'good events hubble_http_requests_total{status=~"2.."} are no part of all: all have reporter="server", these any reporter',
    },
    {
      name: 'a part with one value too many is refused',
      sli: { total: requests({ status: ['500', '503'] }), bad: requests({ status: ['500', '502'] }) },
      message: 'all have status=~"500|503", these have status=~"500|502"',
    },
    {
      name: 'a pattern that is not the same is no proof',
      sli: { total: requests({ status: matching('5..') }), bad: requests({ status: matching('50.') }) },
      message: 'these have status=~"50."',
    },
    {
      name: 'another family is refused by its name',
      sli: {
        total: { of: [metric('hubble_dns_queries_total')] },
        good: { of: [metric('hubble_dns_responses_total')] },
      },
      message: 'all are hubble_dns_queries_total, a family of its own. Say why in unproven',
    },
    {
      name: 'a part grouped by another label is refused',
      sli: { total: requests(), bad: { ...requests(server), rename: { destination_namespace: 'source_namespace' } } },
      message: 'destination_namespace is another label here than of all events',
    },
    {
      name: 'every one of several parts must be proven',
      sli: { total: requests(server), bad: { of: [...requests(server).of, ...requests({ reporter: 'client' }).of] } },
      message: 'these have reporter="client"',
    },
    {
      name: 'neither bad nor good is refused',
      sli: { total: requests() },
      message: 'names either its bad or its good events',
    },
    {
      name: 'bad and good at once are refused',
      sli: { total: requests(), bad: requests(), good: requests() },
      message: 'not both',
    },
    {
      name: 'a blank reason proves nothing',
      sli: { total: requests(server), bad: requests(), unproven: '  ' },
      message: 'unproven must say why',
    },
  ])('$name', ({ sli, message }) => {
    expect(judge(sli)).toThrow(message);
  });

  it('a reason is taken for a proof', () => {
    const [total, good] = [
      { of: [metric('hubble_dns_queries_total')] },
      { of: [metric('hubble_dns_responses_total')] },
    ];
    expect(judge({ total, good, unproven: 'every answer is to a query' })).not.toThrow();
  });

  it('the ratio inside time slices is judged too', () => {
    const of: RatioSli = { kind: 'ratio', total: requests(server), bad: requests() };
    expect(() => assertPartOfWhole({ kind: 'timeslices', of, slice: '5m', target: '95', absent: 'skip' })).toThrow(
      'are no part of all',
    );
  });
});
