import type { JsonObject } from '../../model/dashboard.ts';
import type { HttpClient } from '../../targets/http.ts';
import type { Finding } from '../finding.ts';
import type { Heard } from './ask.ts';
import { ask } from './ask.ts';
import type { DataSource } from './datasources.ts';

/** One series each of agents, of Hubble and of the operator: cheap to count in any Prometheus. */
const OURS = ['cilium_version', 'hubble_flows_processed_total', 'cilium_operator_version'];
/** Others that are asked when the chosen one holds nothing of ours. */
const OTHERS = 8;

/** Whether Grafana gets through to the data source, and whether that is the Prometheus that scrapes Cilium. */
export async function reachFindings(
  http: HttpClient,
  chosen: DataSource,
  others: readonly DataSource[],
): Promise<readonly Finding[]> {
  const answer = await throughProxy(http, chosen, 'vector(1)');
  if (!('json' in answer))
    return answer.status === 403 ? [notAllowed(chosen)] : [await unreachable(http, chosen, answer)];
  if (await holdsOurs(http, chosen)) return [];
  const holders: string[] = [];
  for (const other of others.slice(0, OTHERS)) if (await holdsOurs(http, other)) holders.push(other.name);
  return [empty(chosen, holders)];
}

function throughProxy(http: HttpClient, { uid }: DataSource, query: string): Promise<Heard> {
  return ask(http, `/api/datasources/proxy/uid/${encodeURIComponent(uid)}/api/v1/query`, { query });
}

async function holdsOurs(http: HttpClient, source: DataSource): Promise<boolean> {
  for (const series of OURS) {
    const answer = await throughProxy(http, source, `count(${series})`);
    const { data } = ('json' in answer ? answer.json : {}) as {
      readonly data?: { readonly result?: readonly unknown[] };
    };
    if ((data?.result?.length ?? 0) > 0) return true;
  }
  return false;
}

async function unreachable(
  http: HttpClient,
  { uid, name }: DataSource,
  { status, reason }: { readonly status: number; readonly reason: string },
): Promise<Finding> {
  const health = await ask(http, `/api/datasources/uid/${encodeURIComponent(uid)}/health`);
  const { message } = ('json' in health ? health.json : health) as JsonObject;
  return {
    code: 'datasource-unreachable',
    key: `datasource-unreachable ${name}`,
    severity: 'error',
    summary: `Grafana cannot ask its data source "${name}": every panel shows an error.`,
    evidence: [
      `a query through Grafana's proxy: ${status === 0 ? reason : `HTTP ${status}`}`,
      ...(typeof message === 'string' ? [`its health check: ${message}`] : []),
    ],
    remedies: [
      {
        kind: 'advice',
        text: `see Connections, Data sources, "${name}": the address must be one that Grafana's own pod reaches, with the credentials Prometheus wants`,
      },
      {
        kind: 'advice',
        text: 'a NetworkPolicy of the monitoring namespace must let Grafana through to Prometheus: `hubble observe --verdict DROPPED --to-port 9090` shows it',
      },
    ],
  };
}

function notAllowed({ name }: DataSource): Finding {
  return {
    code: 'api-missing',
    key: `api-missing datasource ${name}`,
    severity: 'note',
    summary: `Whether Grafana reaches "${name}" cannot be asked: the credentials may not query it.`,
    evidence: [],
    remedies: [{ kind: 'advice', text: 'give the service account the right datasources:query' }],
  };
}

function empty({ name }: DataSource, holders: readonly string[]): Finding {
  const quoted = holders.map((holder) => `"${holder}"`).join(', ');
  return {
    code: 'datasource-empty',
    key: `datasource-empty ${name}`,
    severity: 'error',
    summary: `The data source "${name}", which the boards open with, holds no series of Cilium or Hubble.`,
    evidence: [
      `nothing in ${OURS.join(', ')}`,
      ...(holders.length > 0 ? [`${quoted} of this Grafana: there they are`] : []),
    ],
    remedies:
      holders[0] === undefined
        ? [
            {
              kind: 'advice',
              text: 'see that this is the Prometheus that scrapes Cilium: ciliascope doctor --prometheus URL says what it scrapes',
            },
          ]
        : [{ kind: 'settings', text: `grafana: { datasource: '${holders[0]}' }` }],
  };
}
