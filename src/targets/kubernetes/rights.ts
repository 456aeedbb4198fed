import { RemoteError } from '../../errors.ts';
import type { HttpClient } from '../http.ts';
import type { ApiKind } from './kinds.ts';

const REVIEWS = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
/** Applying needs both: create for what is not there yet. */
const VERBS = ['create', 'patch'];

/**
 * Makes sure before the first write that the account may apply these kinds, so that nothing is published by halves.
 * The question is a POST (SelfSubjectAccessReview) that stores nothing; a plan, which only sends GET, does not ask it.
 * A server that does not answer the question decides write by write.
 * @throws RemoteError that names every right that is missing
 */
export async function demandRights(http: HttpClient, kinds: readonly ApiKind[], namespace: string): Promise<void> {
  const questions = kinds.flatMap((kind) => VERBS.map((verb) => ({ kind, verb })));
  const missing = await Promise.all(
    questions.map(async ({ kind: { apiVersion, resource }, verb }) => {
      const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
      const spec = { resourceAttributes: { namespace, verb, group, resource } };
      const json = { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', spec };
      const { status, json: answer } = await http.send({ method: 'POST', path: REVIEWS, json });
      const review = answer as { readonly status?: { readonly allowed?: boolean } } | undefined;
      return status === 201 && review?.status?.allowed === false ? [`${verb} ${resource}`] : [];
    }),
  );
  const words = missing.flat().join(', ');
  if (words)
    throw new RemoteError(
      `the account may not ${words} in the namespace ${namespace}: nothing was written`,
      ['apply what `ciliascope publish --print-rbac` prints'],
      { retryable: false },
    );
}
