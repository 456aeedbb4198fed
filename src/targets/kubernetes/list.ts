import type { JsonObject } from '../../model/dashboard.ts';
import type { HttpClient } from '../http.ts';
import { expected } from './expected.ts';
import type { ApiKind } from './kinds.ts';
import { collectionPath } from './kinds.ts';
import { MANAGED_BY, SET } from './owner.ts';

const PAGE = 500;

/** All objects of a kind in a namespace that carry the labels of a set, page by page. Whose they are is yet to be seen. */
export async function listLabelled(
  kind: ApiKind,
  { namespace, set, http, name }: { namespace: string; set: string; http: HttpClient; name: string },
): Promise<readonly JsonObject[]> {
  const found: JsonObject[] = [];
  let next: string | undefined;
  do {
    const query = { labelSelector: `${MANAGED_BY}=ciliascope,${SET}=${set}`, limit: PAGE, continue: next };
    const answer = expected(await http.send({ method: 'GET', path: collectionPath(kind, namespace), query }), name);
    const { items = [], metadata = {} } = answer as unknown as {
      readonly items?: readonly JsonObject[];
      readonly metadata?: { readonly continue?: string };
    };
    // members of a list do not say what they are
    found.push(...items.map((item) => ({ ...item, apiVersion: kind.apiVersion, kind: kind.kind })));
    next = metadata.continue || undefined;
  } while (next);
  return found;
}
