import { RemoteError, UserError } from '../../errors.ts';
import type { JsonObject } from '../../model/dashboard.ts';
import { canonicalRuleGroup } from '../../plan/canonical/rule-group.ts';
import { checksum } from '../../plan/checksum.ts';
import type { Action } from '../../plan/plan.ts';
import type { Live } from '../../plan/resource.ts';
import type { RulerTarget } from '../../settings/targets.ts';
import type { HttpClient } from '../http.ts';
import type { Applied, Target } from '../target.ts';
import type { RulerApi } from './api.ts';
import { rulerApi, unexpected } from './api.ts';
import { groupId } from './desired.ts';
import { isMarker, markerGroups, publishedOf } from './markers.ts';

/** Mimir's defaults for a tenant (ruler_max_rules_per_rule_group, ruler_max_rule_groups_per_tenant). */
const LIMITS = { rules: 20, groups: 70 } as const;
const SILENT = new AbortController().signal;

const sumOf = (group: JsonObject) => checksum(canonicalRuleGroup(group));

/**
 * A ruler with Mimir's API. Namespaces below `<set>/` are ours, and only these are read, written and pruned. The API has
 * no lock: each group is read again just before it is written, and a race of milliseconds remains.
 */
export function rulerTarget(name: string, settings: RulerTarget, http: HttpClient, set: string): Target {
  const api = rulerApi(http, settings);
  const touched = new Set<string>();
  let published = new Map<string, Map<string, string>>();
  const { tenant, url, maxGroups = LIMITS.groups, maxRulesPerGroup = LIMITS.rules } = settings;
  return {
    name,
    async connect() {
      await api.all();
      const who = tenant ? `, tenant ${tenant}` : '';
      return {
        kind: 'ruler',
        server: `ruler at ${url}${who}`,
        fingerprint: `ruler ${url}${who} set ${set}`,
        warnings: [],
      };
    },
    async read(desired) {
      const all = await api.all();
      const namespaces = Object.entries(all).filter(([namespace]) => namespace.startsWith(`${set}/`));
      published = new Map(namespaces.map(([namespace, groups]) => [namespace, new Map(publishedOf(groups))]));
      const others = Object.entries(all)
        .filter(([namespace]) => !namespace.startsWith(`${set}/`))
        .flatMap(([, groups]) => groups).length;
      // every namespace has a group that remembers
      const namespacesWanted = new Set(desired.map(({ content }) => String(content['namespace']))).size;
      const total = others + desired.length + namespacesWanted;
      if (total > maxGroups) {
        throw new UserError(
          `${name}: ${total} groups, and this tenant may have ${maxGroups} (ruler_max_rule_groups_per_tenant)`,
          [
            'ask for a higher limit and say so in the settings: maxGroups; 0 in Mimir is no limit',
            `${desired.length} are ours, ${namespacesWanted} remember what was published, ${others} are others'`,
          ],
        );
      }
      return namespaces.flatMap(([namespace, groups]) =>
        groups
          .filter((group) => !isMarker(group))
          .map((group) => asLive(namespace, group, published.get(namespace)?.get(String(group['name'])))),
      );
    },
    async apply(action, signal) {
      const { namespace, group } = partsOf(action);
      const applied = await write(action, namespace, group, api, signal);
      if (applied.kind === 'done' || applied.kind === 'already') {
        touched.add(namespace);
        const sums = published.get(namespace) ?? new Map<string, string>();
        if (action.operation === 'delete') sums.delete(group);
        else sums.set(group, action.desired?.checksum ?? '');
        published.set(namespace, sums);
      }
      return applied;
    },
    async finish() {
      for (const namespace of touched) {
        const wanted = markerGroups(published.get(namespace) ?? new Map(), maxRulesPerGroup);
        const old = ((await api.all())[namespace] ?? []).filter(isMarker).map((group) => String(group['name']));
        for (const group of wanted) {
          const answer = await api.set(namespace, group, SILENT);
          if (answer.status !== 202)
            return {
              kind: 'failed',
              reason: unexpected(answer).message,
              hints: ['what was published is not remembered: publish again'],
            };
        }
        for (const gone of old.filter((group) => !wanted.some(({ name: kept }) => kept === group)))
          await api.remove(namespace, gone, SILENT);
      }
      return { kind: 'done' };
    },
    close: () => http.close(),
  };
}

function partsOf({ desired, live }: Action): { readonly namespace: string; readonly group: string } {
  const content = (desired ?? live)?.content as
    | { readonly namespace?: string; readonly group?: JsonObject }
    | undefined;
  return { namespace: content?.namespace ?? '', group: String(content?.group?.['name'] ?? '') };
}

async function write(
  { operation, desired, live }: Action,
  namespace: string,
  group: string,
  api: RulerApi,
  signal: AbortSignal,
): Promise<Applied> {
  const before = await api.get(namespace, group);
  const sum = before && sumOf(before);
  if (sum !== live?.checksum) {
    return sum !== undefined && sum === desired?.checksum
      ? { kind: 'already' }
      : { kind: 'stale', reason: 'it changed after it was read' };
  }
  const wanted = desired?.content['group'] as JsonObject | undefined;
  const sent =
    operation === 'delete' || !wanted ? api.remove(namespace, group, signal) : api.set(namespace, wanted, signal);
  const answer = await sent.catch((error: unknown) => {
    if (error instanceof RemoteError && error.sent) return error;
    throw error;
  });
  const after = await api.get(namespace, group);
  const done = operation === 'delete' ? after === undefined : after !== undefined && sumOf(after) === desired?.checksum;
  if (done) return { kind: 'done' };
  if (answer instanceof RemoteError) throw answer;
  if (answer.status === 401 || answer.status === 403) throw unexpected(answer);
  const { message, hints } = unexpected(answer);
  return answer.status === 202
    ? { kind: 'done', note: 'accepted; it shows later' }
    : { kind: 'failed', reason: message, hints };
}

function asLive(namespace: string, group: JsonObject, published: string | undefined): Live {
  return {
    id: groupId(namespace, String(group['name'])),
    kind: 'rule-group',
    title: String(group['name']),
    content: { namespace, group },
    checksum: sumOf(group),
    version: sumOf(group),
    // the namespace is ours; a group in it that we did not publish was put there by somebody
    owner: published === undefined ? { kind: 'nobody' } : { kind: 'ours' },
    ...(published === undefined ? {} : { published }),
  };
}
