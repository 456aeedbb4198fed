import { needsOf } from '../../contract/needs.ts';
import type { Model } from '../../model/model.ts';
import type { HttpClient } from '../../targets/http.ts';
import type { Finding } from '../finding.ts';
import type { View } from '../view.ts';
import { boardFindings } from './boards.ts';
import { choiceFindings } from './choice.ts';
import { chosenDataSource, offered, readDataSources } from './datasources.ts';
import { optionFindings } from './options.ts';
import { reachFindings } from './reach.ts';
import { grafanaServer } from './server.ts';

/**
 * What a Grafana says of itself, of the data source the boards open with, and of the boards. It knows no series: its
 * `look` leaves every query to the other sources. Only reads; never throws for what the server says.
 * @param url as it was given: where a target of the settings has the same, its organisation and data source hold
 */
export async function grafanaEvidence(http: HttpClient, url: string, model: Model): Promise<View> {
  const view = (findings: readonly Finding[]): View => ({
    source: url,
    minors: [],
    findings,
    look: () => ({ state: 'unknown' }),
  });
  const target = Object.values(model.settings.publish.grafana).find((one) => bare(one.url) === bare(url));
  const server = await grafanaServer(http, url, target?.org);
  if (!server.readable) return view(server.findings);
  const named = target?.datasource ?? model.settings.grafana.datasource;
  const [sources, boards] = [await dataSourceFindings(http, named, model), await boardFindings(http, model)];
  return view([...server.findings, ...sources, ...boards]);
}

async function dataSourceFindings(
  http: HttpClient,
  named: string | undefined,
  model: Model,
): Promise<readonly Finding[]> {
  const read = await readDataSources(http);
  if (!('all' in read)) {
    return [
      {
        code: 'source-unreadable',
        key: 'source-unreadable grafana datasources',
        severity: 'warning',
        summary: `Data sources of Grafana cannot be read: ${read.reason}.`,
        evidence: [],
        remedies: read.hints.map((text) => ({ kind: 'advice', text })),
      },
    ];
  }
  const chosen = chosenDataSource(read.all, named);
  const choice = choiceFindings(read.all, chosen, named);
  if (!chosen || choice.some(({ severity }) => severity === 'error')) return choice;
  const others = offered(read.all).filter(({ uid }) => uid !== chosen.uid);
  const exemplars = needsOf(model).exemplars.size > 0 && model.settings.hubble.openMetrics;
  return [...choice, ...optionFindings(chosen, model, exemplars), ...(await reachFindings(http, chosen, others))];
}

function bare(url: string): string {
  return url.replace(/\/+$/, '');
}
