import { expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../../src/model/dashboard.ts';
import type { HttpClient } from '../../../../src/targets/http.ts';
import { API_KINDS } from '../../../../src/targets/kubernetes/kinds.ts';
import { demandRights } from '../../../../src/targets/kubernetes/rights.ts';

const rules = API_KINDS.filter(({ kind }) => kind === 'PrometheusRule');

/** A server that answers the question of rights. */
function reviewer(status: number, allowed: (verb: string) => boolean): HttpClient & { readonly asked: Json[] } {
  const asked: Json[] = [];
  return {
    asked,
    counts: { requests: 0, writes: 0, retries: 0 },
    close: async () => {},
    async send({ json }) {
      const { resourceAttributes } = (json as JsonObject)['spec'] as { readonly resourceAttributes: JsonObject };
      asked.push(resourceAttributes);
      const answer = { status: { allowed: allowed(String(resourceAttributes['verb'])) } };
      return { status, type: '', text: '', headers: {}, json: answer };
    },
  };
}

it('asks for the right to apply, kind by kind', async () => {
  const server = reviewer(201, () => true);
  await demandRights(server, rules, 'mon');
  const attributes = { namespace: 'mon', group: 'monitoring.coreos.com', resource: 'prometheusrules' };
  expect(server.asked).toEqual([
    { ...attributes, verb: 'create' },
    { ...attributes, verb: 'patch' },
  ]);
});

it('names what is missing before anything is written', async () => {
  const asking = demandRights(
    reviewer(201, (verb) => verb !== 'patch'),
    rules,
    'mon',
  );
  await expect(asking).rejects.toThrow('the account may not patch prometheusrules in the namespace mon');
});

it.each([404, 403])('leaves it to the writes where the server answers %i', async (status) => {
  await expect(
    demandRights(
      reviewer(status, () => false),
      rules,
      'mon',
    ),
  ).resolves.toBeUndefined();
});
