import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { familiesNamed, formIn, parseSeries } from '../../src/catalog/catalog.ts';
import type { Component, MetricType } from '../../src/catalog/facts.ts';
import { labelsOf, lookupSeries } from '../../src/catalog/lookup.ts';
import { unknownValues } from '../../src/catalog/matchers.ts';
import type { Minor } from '../../src/catalog/minor.ts';
import { RATES } from '../../src/model/rates.ts';
import { isRecordName } from '../../src/promql/families.ts';
import { ask } from '../../src/scenario/ask.ts';
import type { Ask } from '../../src/scenario/asks.ts';
import { asksOf, familiesRead } from '../../src/scenario/asks.ts';
import type { Sample, SamplePoint } from '../../src/scenario/samples.ts';
import { parseExposition, parseMetricsList, sampleFamilies } from '../../src/scenario/samples.ts';
import { proofTimeline } from '../../src/scenario/timeline.ts';
import { targetsOf } from '../../src/scenario/topology.ts';
import { withPrometheus } from '../../src/scenario/with-prometheus.ts';
import { exposureOf } from '../../src/settings/exposure.ts';
import type { UserSettings } from '../../src/settings/settings.ts';
import { settingsOf } from '../support/settings.ts';
import { compiler, requireEngines } from './support.ts';

const read = (file: string) => readFileSync(join(import.meta.dirname, '..', 'samples', file), 'utf8');

/** Real output, the minor it is from (or the nearest covered), and the settings of the cluster it is from. */
interface Source {
  readonly samples: readonly Sample[];
  readonly minor: Minor;
  readonly settings: UserSettings;
}

const POD_CONTEXT = 'sourceContext=pod;destinationContext=pod;labelsContext=source_pod,destination_pod';
const agent: Source = {
  samples: [parseMetricsList(read('cluster-1.18.0-agent-metrics-list.txt'))],
  minor: '1.18',
  settings: { cilium: '1.18' },
};
const http: Source = {
  samples: parseExposition(read('cilium-hubble-http-v2.txt')),
  minor: '1.20',
  settings: { cilium: '1.20', hubble: { metrics: [`httpV2:${POD_CONTEXT}`] } },
};
const flows: Source = {
  samples: parseExposition(read('kubeovn-docs-hubble.txt')),
  minor: '1.16',
  settings: { cilium: '1.16', hubble: { metrics: ['drop', 'flow', 'icmp', 'tcp'] } },
};
const sources: readonly [string, Source][] = [
  ['agent of a 1.18.0 cluster', agent],
  ['httpV2 of Hubble', http],
  ['flows, drops and flags of Hubble 1.11', flows],
  [
    'deprecated http of Hubble',
    {
      samples: parseExposition(read('cilium-hubble-http-v1.txt')),
      minor: '1.20',
      settings: { hubble: { metrics: ['http'] } },
    },
  ],
  [
    'first lines of every port',
    { samples: parseExposition(read('port-heads-all-components.txt')), minor: '1.20', settings: {} },
  ],
];

/** `-` in the agent's table: the value of the label was not kept. */
const NOT_KEPT = '-';

/** Known differences, each with its reason. */
const OLDER: readonly string[] = [
  // Hubble wrote the agent's words up to 1.11; enum names since
  'hubble_drop_total{reason="Unsupported L3 protocol"}',
];

function strangers({ samples, minor, settings }: Source): readonly string[] {
  const exposure = exposureOf(settingsOf(settings));
  return samples
    .flatMap(({ points }) => points)
    .flatMap(({ name, labels }) => {
      // the agent's table shows a histogram under its family's name
      const series = formOf(name, minor)?.type === 'histogram' && !parseSeries(name)?.suffix ? `${name}_bucket` : name;
      const found = lookupSeries(series, minor, exposure);
      if (!('forms' in found)) return [name];
      const suffix = name.endsWith('_bucket') ? '_bucket' : '';
      const own = found.forms.map((form) => ({ form, labels: labelsOf(form, suffix, exposure) }));
      return Object.entries(labels).flatMap(([label, value]) => {
        if (own.every((one) => !one.labels.has(label))) return [`${name}{${label}}`];
        const wrong = own.every(({ form }) => unknownValues({ label, op: '=', value }, form).length > 0);
        return wrong && value !== NOT_KEPT ? [`${name}{${label}="${value}"}`] : [];
      });
    });
}

function formOf(name: string, minor: Minor) {
  return familiesNamed(parseSeries(name)?.family ?? name)
    .flatMap(({ component, fact }) => formIn(component, fact, minor) ?? [])
    .at(0);
}

describe('real output', () => {
  it.each(sources)('%s: the catalog knows every series, label and value', (_, source) => {
    const points = source.samples.flatMap((sample) => sample.points);
    expect(points.length).toBeGreaterThan(10);
    expect(strangers(source).filter((stranger) => !OLDER.includes(stranger))).toEqual([]);
  });

  it('is told apart by target where one file holds several', () => {
    const titles = parseExposition(read('port-heads-all-components.txt')).map(({ title }) => title?.split(',')[0]);
    expect(titles).toEqual([undefined, 'operator', 'envoy', 'hubble', 'hubble-relay']);
  });

  it('keeps spaces in the label values of the agent table', () => {
    const drop = agent.samples[0]?.points.find(({ name }) => name === 'cilium_drop_count_total');
    expect(drop).toEqual({
      name: 'cilium_drop_count_total',
      labels: { direction: 'EGRESS', reason: 'Unsupported L3 protocol' },
      value: 376,
    });
  });
});

/** Queries whose families are all in the sample, and what came back: dashboard, item, series. */
async function asked({ samples, minor, settings: user }: Source, component: Component) {
  const settings = settingsOf(user);
  const timeline = proofTimeline(settings);
  const target = targetsOf(settings, ['k8s-worker-n1'], 'sample', 1).find((one) => one.component === component);
  const points = samples.flatMap((sample) => sample.points).filter((point) => isWhole(point, minor));
  const typeOf = (name: string): MetricType | undefined => formOf(name, minor)?.type;
  const families = sampleFamilies([{ points, targetLabels: target?.labels ?? {}, typeOf }], timeline);
  const known = (one: Ask) =>
    [...(familiesRead([one]) ?? [''])].every((name) => families.has(name) || isRecordName(name));
  // what is empty in health by declaration is proven in its fault
  // samples have no rules beside them: rates come from the counters
  const asks = asksOf(compiler()(settings), true).filter(
    (one) =>
      known(one) &&
      one.query.label !== RATES &&
      !one.query.emptyInHealth &&
      (one.empty || !one.expr.includes(`$${RATES}`)),
  );
  return withPrometheus(requireEngines(), families, timeline, async (api) => {
    const replies = [];
    for (const one of asks) {
      const { series, failure } = await ask(one, { api, timeline, scrapeInterval: settings.scrape.interval });
      replies.push({ dashboard: one.dashboard.uid, item: one.query.item, series, failure });
    }
    return replies;
  });
}

/** A series as it was: labels kept, and no histogram that the table shows as quantiles. */
function isWhole({ name, labels }: SamplePoint, minor: Minor): boolean {
  const histogram = formOf(name, minor)?.type === 'histogram';
  return !Object.values(labels).includes(NOT_KEPT) && !(histogram && parseSeries(name)?.suffix === '');
}

const POD_LABELS = 'the labels name pods, not workloads';
const ONE_VIEW = 'only the server saw the one request';
const NO_LABELS = 'its handlers had no context';

describe('our queries on real output', () => {
  /** Source, its boards, how many queries at least, and those that are rightly empty there, each with the reason. */
  it.each<[string, Source, Component, readonly string[], number, Readonly<Record<string, string>>]>([
    [
      'agent of a 1.18.0 cluster',
      agent,
      'agent',
      ['cilium-agent', 'cilium-datapath'],
      30,
      {
        'Policy changed': 'one scrape shows no change',
        'Policy drops by node': 'nobody was denied anything',
        'Policy drops by reason': 'nobody was denied anything',
      },
    ],
    [
      'httpV2 of Hubble',
      http,
      'hubble',
      ['hubble-http'],
      10,
      {
        source_namespace: POD_LABELS,
        source_workload: POD_LABELS,
        destination_namespace: POD_LABELS,
        destination_workload: POD_LABELS,
        'Requests by observer': ONE_VIEW,
        'Latency by observer, p95': ONE_VIEW,
        'Server error ratio by observer': ONE_VIEW,
        'Server errors clients see': ONE_VIEW,
        'Errors clients see by server': ONE_VIEW,
      },
    ],
    [
      'flows, drops and flags of Hubble 1.11',
      flows,
      'hubble',
      ['hubble-overview', 'hubble-tcp'],
      10,
      {
        source_namespace: NO_LABELS,
        source_workload: NO_LABELS,
        destination_namespace: NO_LABELS,
        destination_workload: NO_LABELS,
        'Policy verdicts': 'no policy decided on anything',
        'L7 flows by protocol and verdict': 'nothing passed a proxy',
      },
    ],
  ])('%s: every query about its families returns data', async (_, source, component, boards, least, empty) => {
    const replies = (await asked(source, component)).filter(({ dashboard }) => boards.includes(dashboard));
    expect(replies.length).toBeGreaterThanOrEqual(least);
    expect(replies.flatMap(({ failure }) => failure ?? [])).toEqual([]);
    const found = new Set(replies.filter(({ series }) => series === 0).map(({ item }) => item));
    expect([...found].toSorted()).toEqual(Object.keys(empty).toSorted());
  });
});
