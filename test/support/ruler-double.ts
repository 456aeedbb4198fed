import { parse, stringify } from 'yaml';
import { serve } from './http-server.ts';

type Group = { name: string; rules?: readonly unknown[] };

export interface RulerDouble {
  readonly url: string;
  /** Groups by namespace, of tenant `t`. */
  readonly namespaces: Map<string, Map<string, Group>>;
  readonly writes: string[];
  /** The next write happens, and its answer is lost. */
  loseAnswer(): void;
  close(): Promise<void>;
}

const PREFIX = '/prometheus/config/v1/rules';

/** The rules API of Mimir's ruler (pkg/ruler/api.go), with a limit of rules per group and one protected namespace. */
export async function startRulerDouble(rulesPerGroup = 20): Promise<RulerDouble> {
  const namespaces: RulerDouble['namespaces'] = new Map();
  const writes: string[] = [];
  let losing = false;
  const answerTo = (method: string, path: string, tenant: unknown, body: string): readonly [number, string] => {
    if (tenant !== 't') return [401, 'no org id'];
    if (!path.startsWith(PREFIX)) return [404, '404 page not found'];
    const [namespace, name] = path
      .slice(PREFIX.length + 1)
      .split('/')
      .map(decodeURIComponent);
    if (method === 'GET') {
      if (!namespace) {
        const all = [...namespaces]
          .filter(([, groups]) => groups.size > 0)
          .map(([key, groups]) => [key, [...groups.values()]]);
        return all.length === 0 ? [404, 'no rule groups found'] : [200, stringify(Object.fromEntries(all))];
      }
      const group = namespaces.get(namespace)?.get(name ?? '');
      return group ? [200, stringify(group)] : [404, 'group does not exist'];
    }
    writes.push(`${method} ${namespace}${name ? `/${name}` : ''}`);
    if (namespace === 'test/protected') return [403, 'namespace test/protected is protected'];
    if (method === 'DELETE') {
      namespaces.get(namespace ?? '')?.delete(name ?? '');
      return [202, '{"status":"success"}'];
    }
    const group = parse(body) as Group;
    if ((group.rules ?? []).length > rulesPerGroup) return [400, 'per-user rules per rule group limit exceeded'];
    const groups = namespaces.get(namespace ?? '') ?? new Map<string, Group>();
    namespaces.set(namespace ?? '', groups.set(group.name, group));
    return [202, '{"status":"success"}'];
  };
  const served = await serve((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => {
      body += part.toString();
    });
    request.on('end', () => {
      const [status, text] = answerTo(
        request.method ?? 'GET',
        request.url ?? '/',
        request.headers['x-scope-orgid'],
        body,
      );
      if (losing && request.method !== 'GET') {
        losing = false;
        request.socket.destroy();
        return;
      }
      response.writeHead(status, { 'content-type': 'application/yaml' }).end(text);
    });
  });
  return {
    ...served,
    namespaces,
    writes,
    loseAnswer: () => {
      losing = true;
    },
  };
}
