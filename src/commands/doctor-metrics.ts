import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Finding } from '../doctor/finding.ts';
import { parseExposition } from '../doctor/metrics/exposition.ts';
import { metricsView } from '../doctor/metrics/view.ts';
import { messageOf, RemoteError, UserError } from '../errors.ts';
import type { Evidence } from './doctor-values.ts';
import type { CommandIo } from './io.ts';
import { prometheusAt } from './prometheus-address.ts';

/** Both text formats, the richer one first (prometheus.io/docs/instrumenting/content_negotiation). */
const ACCEPT = 'application/openmetrics-text;version=1.0.0;q=0.9,text/plain;version=0.0.4;q=0.5';
const LIMITS = { timeout: 20, retries: 1 };

/** What processes show, all sources together; one that holds something else is among the findings beside. */
export async function metricsEvidence(sources: readonly string[], io: CommandIo): Promise<Evidence> {
  const read = await Promise.all(sources.map(async (name) => ({ name, parsed: await parsed(name, io) })));
  const good = read.flatMap(({ name, parsed }) => ('fault' in parsed ? [] : [{ name, parsed }]));
  const alone = read.flatMap(({ name, parsed }) => ('fault' in parsed ? [unreadable(name, parsed.fault)] : []));
  if (good.length === 0) return { views: [], alone };
  const source = good.map(({ name }) => name).join(' and ');
  const shown = good.map(({ parsed }) => parsed);
  return { views: [metricsView(shown, source)], alone };
}

async function parsed(name: string, io: CommandIo): Promise<ReturnType<typeof parseExposition>> {
  if (!/^https?:/.test(name)) return parseExposition(textOf(name, io.projectDir));
  const { httpClient } = await import('../targets/http.ts');
  const { url, ...options } = await prometheusAt(name, io, LIMITS);
  const { pathname, search } = new URL(name);
  const http = httpClient({ ...options, url: url.slice(0, url.length - pathname.replace(/\/+$/, '').length) });
  try {
    const path = `${pathname === '/' ? '/metrics' : pathname}${search}`;
    const { status, text } = await http.send({ method: 'GET', path, headers: { accept: ACCEPT } });
    return status === 200 ? parseExposition(text) : { fault: `it answers with HTTP ${status}` };
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    return { fault: error.message };
  } finally {
    await http.close();
  }
}

function textOf(name: string, projectDir: string): string {
  try {
    return readFileSync(resolve(projectDir, name), 'utf8');
  } catch (cause) {
    throw new UserError(
      `${name} cannot be read: ${messageOf(cause)}`,
      ['--metrics takes files of /metrics output, or addresses of it'],
      { cause },
    );
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
