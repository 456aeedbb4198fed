import { describe, expect, it } from 'vitest';
import { isSeq, parse, parseDocument, stringify, visit } from 'yaml';
import { diagnose } from '../../../src/doctor/diagnose.ts';
import { readValues } from '../../../src/doctor/values/read.ts';
import { valuesView } from '../../../src/doctor/values/view.ts';
import { emitCiliumValues } from '../../../src/emit/helm/cilium-values.ts';
import { emitStackValues } from '../../../src/emit/helm/stack-values.ts';
import { emitMonitors } from '../../../src/emit/monitors.ts';
import type { Model } from '../../../src/model/model.ts';
import type { UserSettings } from '../../../src/settings/settings.ts';
import { pack } from '../../support/pack.ts';

type Values = Readonly<Record<string, unknown>>;

const SETTINGS: Readonly<Record<string, UserSettings>> = {
  default: {},
  'annotation jobs': { scrape: { kind: 'annotations' } },
  'one old minor': { cilium: '1.16' },
  'the newest minor': { cilium: '1.20' },
  'no cluster label': { clusterLabel: false },
  'nodes by instance': { scrape: { nodeLabel: 'instance' } },
  'nodes by another label': { scrape: { nodeLabel: 'kubernetes_node' as never } },
  exemplars: { hubble: { openMetrics: true } },
  'another release': { kubernetes: { ruleLabels: { release: 'monitoring', team: 'net' } } },
};
const all = Object.entries(SETTINGS);
/** Each takes dozens of compiled diagnoses. */
const LESSENED = ['default', 'annotation jobs', 'one old minor', 'exemplars'];

function findings(model: Model, values: Values): readonly string[] {
  const read = readValues([{ name: 'values.yaml', text: stringify(values), kind: 'file' }]);
  const { findings } = diagnose(model, [valuesView(read.values, 'values.yaml', model)], read.findings);
  return findings.map(({ severity, key }) => `${severity} ${key}`);
}

/** Every switch turned off, every handler left out, every label of a handler taken away: one at a time. */
function lessened(values: Values): readonly (readonly [what: string, values: Values])[] {
  const document = parseDocument(stringify(values));
  const less: (readonly [string, Values])[] = [];
  visit(document, {
    Scalar(key, scalar, path) {
      if (key === 'key') return;
      const before = scalar.value;
      const change = (what: string, value: unknown) => {
        scalar.value = value;
        less.push([what, document.toJS() as Values]);
        scalar.value = before;
      };
      if (before === true && !path.some((node) => 'key' in node && String(node.key) === 'serviceMonitor')) {
        change(path.flatMap((node) => ('key' in node ? [String(node.key)] : [])).join('.'), false);
      }
      const list = path.at(-1);
      if (typeof before !== 'string' || !isSeq(list)) return;
      change(`${before.split(':')[0]}`, 'kafka');
      if (before.includes('exemplars=true')) change(`${before} exemplars`, before.replace('exemplars=true;', ''));
      const labels = /labelsContext=(.*)$/.exec(before)?.[1]?.split(',') ?? [];
      for (const label of labels) {
        const others = labels.filter((one) => one !== label).join(',');
        change(`${before.split(':')[0]} ${label}`, before.replace(labels.join(','), others));
      }
    },
  });
  return less;
}

describe('values of Cilium', () => {
  it.each(all)('are enough: %s', (_, settings) => {
    const model = pack(settings);
    const found = findings(model, parse(emitCiliumValues(model).text) as Values);
    expect(found.filter((line) => !line.startsWith('note '))).toEqual([]);
  });

  it.each(all.filter(([name]) => LESSENED.includes(name)))('are no more than enough: %s', (_, settings) => {
    const model = pack(settings);
    const less = lessened(parse(emitCiliumValues(model).text) as Values);
    expect(less.length).toBeGreaterThan(30);
    // exemplars that nobody makes are a note: their panels show the rest
    const before = findings(model, parse(emitCiliumValues(model).text) as Values);
    const breaks = (line: string) =>
      line.startsWith('note ') ? line.includes('exemplars') && !before.includes(line) : true;
    const needless = less.filter(([, values]) => !findings(model, values).some(breaks)).map(([what]) => what);
    expect(needless).toEqual([]);
  });

  it('say above each value who needs it, by names of boards and alerts that there are', () => {
    const model = pack();
    const { text } = emitCiliumValues(model);
    const bare = text
      .split('\n')
      .filter(
        (line, index, lines) =>
          /^ *(?:- )?[\w]+:? ?\S*$/.test(line) &&
          !/:$/.test(line) &&
          !/^ *#/.test(line) &&
          !/^ *(?:#|- #)/.test(lines[index - 1] ?? ''),
      );
    expect(bare.filter((line) => !/^ +(release|team):/.test(line))).toEqual([]);
    const boards = new Set(model.dashboards.map(({ uid }) => uid));
    const alerts = new Set(
      model.ruleSets.flatMap(({ groups }) =>
        groups.flatMap(({ rules }) => rules.flatMap((rule) => (rule.kind === 'alerting' ? [rule.alert] : []))),
      ),
    );
    const named = [...text.matchAll(/^ *# (boards?|alerts?) (.*)$/gm)].flatMap(([, , rest = '']) =>
      rest.split(/; (?:boards?|alerts?) /),
    );
    const names = named.flatMap((part) => part.replace(/ and \d+ more$/, '').split(', '));
    expect(names.length).toBeGreaterThan(20);
    expect(names.filter((name) => !boards.has(name) && !alerts.has(name))).toEqual([]);
  });

  it('switch on what a query reads that is off by default', () => {
    const base = pack({ metrics: ['+cilium_bpf_syscall_duration_seconds'] });
    const [query] = base.queries;
    if (!query) throw new Error('no query');
    const expr = 'sum(rate(cilium_bpf_syscall_duration_seconds_count[5m]))';
    const model = { ...base, queries: [...base.queries, { ...query, expr, byMinor: {} }] };
    const values = parse(emitCiliumValues(model).text) as { prometheus: { metrics: readonly string[] } };
    expect(values.prometheus.metrics).toEqual(['+cilium_bpf_syscall_duration_seconds']);
  });

  it('make no monitors where annotation jobs scrape', () => {
    expect(emitCiliumValues(pack({ scrape: { kind: 'annotations' } })).text).not.toMatch(/^ *serviceMonitor:/m);
  });
});

describe('values of kube-prometheus-stack', () => {
  const spec = (model: Model) =>
    (parse(emitStackValues(model).text) as { prometheus: { prometheusSpec: Values } }).prometheus.prometheusSpec;

  it.each(all)('scrape in one way, never in both: %s', (_, settings) => {
    const model = pack(settings);
    const { additionalScrapeConfigs, serviceMonitorSelectorNilUsesHelmValues } = spec(model);
    const monitors = model.settings.scrape.kind === 'serviceMonitor';
    expect([additionalScrapeConfigs === undefined, serviceMonitorSelectorNilUsesHelmValues === false]).toEqual([
      monitors,
      monitors,
    ]);
    expect(emitMonitors(model).length > 0).toBe(monitors);
  });

  it('name the cluster on every target, or nowhere', () => {
    const named = pack({ kubernetes: { clusterName: 'prod-a' } });
    expect(JSON.stringify(spec(named)['scrapeClasses'])).toContain('"targetLabel":"cluster","replacement":"prod-a"');
    expect(spec(pack({ clusterLabel: false }))['scrapeClasses']).toBeUndefined();
    const jobs = spec(pack({ scrape: { kind: 'annotations' }, kubernetes: { clusterName: 'prod-a' } }));
    expect(
      JSON.stringify(jobs['additionalScrapeConfigs']).match(/"target_label":"cluster","replacement":"prod-a"/g),
    ).toHaveLength(2);
    // the stack scrapes kube-state-metrics by a monitor, whatever scrapes Cilium
    expect(JSON.stringify(jobs['scrapeClasses'])).toContain('"targetLabel":"cluster","replacement":"prod-a"');
    expect(spec(pack({ scrape: { kind: 'annotations' }, clusterLabel: false }))['scrapeClasses']).toBeUndefined();
  });

  it('keep samples for as long as the longest SLO period', () => {
    expect(spec(pack())['retention']).toBe('30d');
    expect(spec(pack({}, { slos: [] }))['retention']).toBeUndefined();
  });
});
