import type { JsonObject } from '../../model/dashboard.ts';
import type { HttpClient } from '../../targets/http.ts';
import type { Finding } from '../finding.ts';
import { ask } from './ask.ts';

/** Oldest and newest Grafana that the boards are made for and published to. */
const OLDEST = 10;
const NEWEST = 13;

/** What a Grafana says of itself; `readable` false: there is no use in asking it more. */
export interface ServerFacts {
  readonly readable: boolean;
  readonly version?: string;
  readonly findings: readonly Finding[];
}

/** Asks for health, version and organisation. @param expected id or name of the organisation, where the settings say it */
export async function grafanaServer(
  http: HttpClient,
  url: string,
  expected: number | string | undefined,
): Promise<ServerFacts> {
  const health = await ask(http, '/api/health');
  if (!('json' in health) && health.status !== 503) return { readable: false, findings: [unreadable(url, health)] };
  const { version, database } = ('json' in health ? health.json : {}) as JsonObject;
  const of = typeof version === 'string' ? { version } : {};
  const findings = [
    ...(database === 'ok' || database === undefined
      ? []
      : [unhealthy(`Its database does not answer: ${String(database)}`)]),
    ...('json' in health ? [] : [unhealthy(health.reason)]),
    ...versionFindings(version, url),
  ];
  const org = await ask(http, '/api/org');
  if (!('json' in org)) return { readable: false, ...of, findings: [...findings, unreadable(url, org)] };
  return {
    readable: true,
    ...of,
    findings: [...findings, ...otherOrganisation(org.json as JsonObject, expected, url)],
  };
}

function unreadable(
  url: string,
  { reason, hints, status }: { reason: string; hints: readonly string[]; status: number },
): Finding {
  const path = status === 404 ? ['does Grafana live below a path? --grafana https://host/grafana'] : hints;
  return {
    code: 'source-unreadable',
    key: `source-unreadable ${url}`,
    severity: 'error',
    summary: status === 404 ? `No Grafana is at ${url} (404).` : `Grafana cannot be asked: ${reason}.`,
    evidence: [],
    remedies: path.map((text) => ({ kind: 'advice', text })),
  };
}

function unhealthy(evidence: string): Finding {
  return {
    code: 'grafana-unhealthy',
    key: 'grafana-unhealthy',
    severity: 'error',
    summary: 'Grafana answers, but is not well: boards do not load.',
    evidence: [evidence],
    remedies: [{ kind: 'advice', text: 'see the log of Grafana, and whether its database is reachable and not full' }],
  };
}

function versionFindings(version: unknown, url: string): readonly Finding[] {
  const major = Number(String(version ?? '').split('.')[0]);
  if (version === undefined || (major >= OLDEST && major <= NEWEST)) return [];
  const old = major < OLDEST;
  return [
    {
      code: 'grafana-version',
      key: 'grafana-version',
      severity: old ? 'error' : 'warning',
      summary: old
        ? `Grafana ${version} is older than the boards are made for (${OLDEST} to ${NEWEST}).`
        : `Grafana ${version} is newer than the boards were tried on (${OLDEST} to ${NEWEST}).`,
      evidence: [`${url}/api/health`],
      remedies: [
        {
          kind: 'advice',
          text: old ? `upgrade Grafana to ${OLDEST} or later` : 'look at the boards, or take a newer ciliascope',
        },
      ],
    },
  ];
}

function otherOrganisation(
  { id, name }: JsonObject,
  expected: number | string | undefined,
  url: string,
): readonly Finding[] {
  if (expected === undefined || expected === id || expected === name) return [];
  return [
    {
      code: 'grafana-organisation',
      key: 'grafana-organisation',
      severity: 'error',
      summary: `The credentials belong to organisation "${String(name)}" (${String(id)}); the settings say ${JSON.stringify(expected)}.`,
      evidence: [`${url}/api/org`],
      remedies: [
        { kind: 'advice', text: 'take a token of that organisation, or put the right one into the settings: org' },
      ],
    },
  ];
}
