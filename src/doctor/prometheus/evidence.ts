import type { Component } from '../../catalog/facts.ts';
import type { Minor } from '../../catalog/minor.ts';
import { MINORS } from '../../catalog/minor.ts';
import { readsOf } from '../../contract/reads.ts';
import type { Model } from '../../model/model.ts';
import type { HttpClient } from '../../targets/http.ts';
import type { Finding } from '../finding.ts';
import type { View } from '../view.ts';
import type { Silence } from './ask.ts';
import { ask, instant, isTold } from './ask.ts';
import { byCluster, clusterFindings } from './clusters.ts';
import type { Counted, Counts } from './counts.ts';
import { countSeries, questionsFor } from './counts.ts';
import { missingLabels } from './labels.ts';
import { lookAt } from './look.ts';
import { manySeries } from './many.ts';
import { present } from './present.ts';
import type { Questions } from './questions.ts';
import { questionsOf } from './questions.ts';
import { loadedRules, ruleFindings, unrecorded } from './rules.ts';
import { serverFindings } from './server.ts';
import { scrapedTwice } from './singletons.ts';
import { targetFindings } from './target-findings.ts';
import { byComponent, cilium } from './targets.ts';

/**
 * What a Prometheus, or what speaks its API, says of the series our content reads, of the targets they come from, of
 * our rules and of itself. Asks for counts and label values, never for series. Only reads; never throws for what the
 * server says: what it lacks is a finding, and the rest is asked all the same.
 * @param source as it is named in reports
 * @param progress called after every answer; `of` grows as questions come up
 */
export async function prometheusEvidence(
  http: HttpClient,
  source: string,
  model: Model,
  progress: (done: number, of: number) => void = () => {},
): Promise<View> {
  const versions = await instant(http, 'count by (version) (cilium_version)');
  if (!isTold(versions)) return unreadable(source, versions);
  const minors = MINORS.filter((minor) =>
    versions.data.some(({ labels: { version = '' } }) => version.startsWith(`${minor}.`)),
  );
  const { settings } = model;
  const questions = questionsOf(
    (minors.length > 0 ? minors : settings.minors).flatMap((minor) => readsOf(model, minor)),
    settings,
  );
  const names = [...questions.series];
  const of = questionsFor(names) + questions.targetLabels.size + questions.handlerLabels.size;
  let done = 0;
  const asked = () => progress(++done, of);

  const [targets, rules, metadata, server, counts] = await Promise.all([
    cilium(http, settings),
    loadedRules(http),
    ask<Readonly<Record<string, unknown>>>(http, '/metadata', { limit_per_metric: '1' }),
    serverFindings(http, model),
    countSeries(http, names, identities(settings, questions), asked),
  ]);
  const rows = present(counts, settings);
  const labels = await missingLabels(http, questions, rows, asked);
  const heard = {
    source,
    settings,
    counts,
    names: new Set(counts.rows.keys()),
    present: rows,
    targets: isTold(targets) ? byComponent(targets.data) : undefined,
    exposed: new Set(isTold(metadata) ? Object.keys(metadata.data) : []),
    unmade: labels.unmade,
    contextless: labels.contextless,
    unrecorded: isTold(rules) ? unrecorded(rules.data, model) : undefined,
  };
  const silent = [
    ...(isTold(targets) ? [] : ['/targets: which targets are down, or scraped twice by jobs of other labels']),
    ...(isTold(rules) ? [] : ['/rules: whether our rules are loaded and evaluate']),
    ...(isTold(metadata) ? [] : ['/metadata: what is exposed, and dropped before it is stored']),
    ...server.silent,
  ];
  return {
    source,
    minors,
    findings: [
      ...(isTold(targets) ? targetFindings(targets.data, questions, settings) : await scrapedTwice(http, settings)),
      ...clusters(rows, questions, settings),
      ...labels.findings,
      ...manySeries(counts, rows),
      ...(isTold(rules) ? ruleFindings(rules.data, model) : []),
      ...server.findings,
      ...(silent.length > 0 ? [apiMissing(source, silent)] : []),
      ...uncounted(source, counts),
    ],
    look: (read) => lookAt(read, heard),
  };
}

/** Labels that tell targets, and clusters, apart. */
function identities({ targets, clusterLabel }: Model['settings'], { components }: Questions): readonly string[] {
  const labels = [...components].flatMap((component) => Object.keys(targets[component]));
  return [...new Set([...labels, ...(clusterLabel ? [clusterLabel] : [])])];
}

function clusters(
  rows: ReadonlyMap<Component, readonly Counted[]>,
  { components }: Questions,
  settings: Model['settings'],
): readonly Finding[] {
  const { clusterLabel } = settings;
  if (clusterLabel === undefined) return [];
  return clusterFindings(byCluster(rows, clusterLabel), components, clusterLabel, settings);
}

function unreadable(source: string, { reason, hints }: Silence): View {
  const minors: readonly Minor[] = [];
  return {
    source,
    minors,
    findings: [
      {
        code: 'source-unreadable',
        key: `source-unreadable ${source}`,
        severity: 'error',
        summary: `Prometheus cannot be asked: ${reason}.`,
        evidence: [],
        remedies: hints.map((text) => ({ kind: 'advice', text })),
      },
    ],
    look: () => ({ state: 'unknown' }),
  };
}

function apiMissing(source: string, silent: readonly string[]): Finding {
  return {
    code: 'api-missing',
    key: `api-missing ${source}`,
    severity: 'note',
    summary: `${source} does not have all of Prometheus' API: Thanos, Mimir, VictoriaMetrics and managed services leave parts out.`,
    evidence: silent,
    remedies: [{ kind: 'advice', text: 'ask the Prometheus that scrapes for these: --prometheus its own address' }],
  };
}

function uncounted(source: string, { failed }: Counts): readonly Finding[] {
  const [first] = failed;
  if (!first) return [];
  const [series, { reason, hints }] = first;
  return [
    {
      code: 'source-unreadable',
      key: `source-unreadable ${source} series`,
      severity: 'warning',
      summary: `${failed.size} of the names our content reads could not be counted: nothing is said of them.`,
      evidence: [`${series}: ${reason}`],
      remedies: hints.map((text) => ({ kind: 'advice', text })),
    },
  ];
}
