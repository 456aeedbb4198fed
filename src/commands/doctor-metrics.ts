import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Finding } from '../doctor/finding.ts';
import { parseExposition } from '../doctor/metrics/exposition.ts';
import { metricsView } from '../doctor/metrics/view.ts';
import type { View } from '../doctor/view.ts';
import { messageOf, UserError } from '../errors.ts';

/** What processes show, all files together; a file that holds something else is among the findings beside. */
export function metricsEvidence(
  files: readonly string[],
  projectDir: string,
): { readonly views: readonly View[]; readonly alone: readonly Finding[] } {
  const read = files.map((name) => ({ name, parsed: parseExposition(textOf(name, projectDir)) }));
  const good = read.flatMap(({ name, parsed }) => ('fault' in parsed ? [] : [{ name, parsed }]));
  const alone = read.flatMap(({ name, parsed }) => ('fault' in parsed ? [unreadable(name, parsed.fault)] : []));
  if (good.length === 0) return { views: [], alone };
  const source = good.map(({ name }) => name).join(' and ');
  return {
    views: [
      metricsView(
        good.map(({ parsed }) => parsed),
        source,
      ),
    ],
    alone,
  };
}

function textOf(name: string, projectDir: string): string {
  try {
    return readFileSync(resolve(projectDir, name), 'utf8');
  } catch (cause) {
    throw new UserError(`${name} cannot be read: ${messageOf(cause)}`, ['--metrics takes files of /metrics output'], {
      cause,
    });
  }
}

function unreadable(name: string, fault: string): Finding {
  return {
    code: 'source-unreadable',
    key: `source-unreadable ${name}`,
    severity: 'error',
    summary: `${name} cannot be read as metrics: ${fault}.`,
    evidence: [],
    remedies: [
      {
        kind: 'command',
        text: 'kubectl -n kube-system exec ds/cilium -c cilium-agent -- curl -s localhost:9962/metrics > agent.txt',
      },
    ],
  };
}
