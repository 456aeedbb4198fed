import { describe, expect, it } from 'vitest';
import { bucketMatcher } from '../../../../src/compile/slo/buckets.ts';
import type { SeriesName } from '../../../../src/promql/promql.ts';
import type { UserSettings } from '../../../../src/settings/settings.ts';
import { settingsOf } from '../../../support/settings.ts';

const matcher = (series: SeriesName, threshold: string, user: UserSettings = {}) =>
  bucketMatcher({ kind: 'latency', buckets: { kind: 'selector', series, matchers: [] }, threshold }, settingsOf(user));

const HTTP = 'hubble_http_request_duration_seconds_bucket';
const DELAY = 'cilium_policy_implementation_delay_bucket';

describe('the bucket of a latency threshold', () => {
  it.each([
    { name: 'a bound with decimals has one spelling', threshold: '0.5', op: '=', value: '0.5' },
    { name: 'a whole bound matches 1 and 1.0', threshold: '1', op: '=~', value: '1(\\.0)?' },
    { name: 'written 1.0 it is the same bound', threshold: '1.0', op: '=~', value: '1(\\.0)?' },
    { name: 'a whole bound of two digits too', threshold: '10', op: '=~', value: '10(\\.0)?' },
  ])('$name', ({ threshold, op, value }) => {
    expect(matcher(HTTP, threshold)).toEqual({ label: 'le', op, value });
  });

  it('a bound below a ten-thousandth is written as Go prints it', () => {
    expect(matcher(DELAY, '0.1', { cilium: '1.19' }).value).toBe('0.1');
    expect(matcher('cilium_policy_incremental_update_duration_bucket', '0.00001').value).toBe('1e-05');
  });

  it.each(['0.01', '0.1', '1', '10'])(
    '%s s of policy implementation delay is a bound in every minor and layout',
    (threshold) => {
      expect(matcher(DELAY, threshold, { cilium: { from: '1.16' } }).label).toBe('le');
    },
  );

  it.each([
    {
      name: 'off the buckets is refused with the bounds on either side',
      series: HTTP,
      threshold: '0.3',
      user: {},
      message:
        '0.3 is no bucket bound of hubble_http_request_duration_seconds_bucket in Cilium 1.18, 1.19, 1.20; the nearest that all configured minors have: 0.25 and 0.5',
    },
    {
      name: 'above the last bucket there is one neighbour',
      series: HTTP,
      threshold: '30',
      user: {},
      message: 'the nearest that all configured minors have: 10',
    },
    {
      name: 'below the first bucket too',
      series: HTTP,
      threshold: '0.001',
      user: {},
      message: 'the nearest that all configured minors have: 0.005',
    },
    {
      name: 'a bound that one minor lacks is refused with that minor',
      series: DELAY,
      threshold: '5',
      user: { cilium: { from: '1.18', until: '1.20' } },
      message: 'in Cilium 1.19; the nearest that all configured minors have: 1 and 10',
    },
    {
      name: 'words are no threshold',
      series: HTTP,
      threshold: 'fast',
      user: {},
      message: 'latency threshold "fast" is no decimal such as "0.5"',
    },
    {
      name: 'a counter has no buckets',
      series: 'hubble_http_requests_total',
      threshold: '0.5',
      user: {},
      message: 'hubble_http_requests_total is no histogram whose buckets the catalog knows',
    },
  ] as const)('$name', ({ series, threshold, user, message }) => {
    expect(() => matcher(series, threshold, user)).toThrow(message);
  });
});
