import type { Component } from '../../catalog/facts.ts';
import type { Settings } from '../../settings/settings.ts';
import type { HttpClient } from '../../targets/http.ts';
import type { Finding } from '../finding.ts';
import { instant, isTold } from './ask.ts';
import { twiceRemedies } from './target-findings.ts';

/** Series that every process of a kind has exactly one of. */
const SINGLETONS: readonly (readonly [Component, string])[] = [
  ['agent', 'cilium_version'],
  ['operator', 'cilium_operator_version'],
  ['envoy', 'envoy_server_live'],
];

/** Where nobody tells of targets: processes whose one series is there more than once. */
export async function scrapedTwice(http: HttpClient, { clusterLabel }: Settings): Promise<readonly Finding[]> {
  const by = [...(clusterLabel ? [clusterLabel] : []), 'namespace', 'pod'].join(', ');
  const found = await Promise.all(
    SINGLETONS.map(async ([component, series]): Promise<readonly Finding[]> => {
      const told = await instant(http, `count by (${by}) (${series}{pod!=""}) > 1`);
      if (!isTold(told) || told.data.length === 0) return [];
      return [
        {
          code: 'scraped-twice',
          key: `scraped-twice ${component}`,
          severity: 'error',
          summary: `${told.data.length} ${told.data.length === 1 ? 'process' : 'processes'} of ${component} ${told.data.length === 1 ? 'has' : 'have'} every series more than once: all they count is counted twice.`,
          evidence: told.data
            .slice(0, 3)
            .map(({ labels, value }) => `${series} of pod ${labels['pod']} is there ${value} times`),
          remedies: twiceRemedies(component),
        },
      ];
    }),
  );
  return found.flat();
}
