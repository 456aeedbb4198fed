import { describe, expect, it } from 'vitest';
import { DEFAULT_HUBBLE_METRICS } from '../../../src/settings/defaults.ts';
import { parseHubbleMetrics } from '../../../src/settings/hubble-metrics.ts';
import { parseSettings } from '../../../src/settings/parse.ts';
import { settingsOf } from '../../support/settings.ts';

/** As printed in Cilium's quickstart for `--set hubble.metrics.enabled`, shell escapes and all. */
const QUICKSTART =
  '{dns,drop,tcp,flow,port-distribution,icmp,httpV2:exemplars=true;labelsContext=source_ip\\,source_namespace\\,source_workload\\,destination_ip\\,destination_namespace\\,destination_workload\\,traffic_direction}';

describe('parseHubbleMetrics', () => {
  it('reads the string of the Cilium quickstart', () => {
    const { metrics, faults } = parseHubbleMetrics(QUICKSTART);
    expect(faults).toEqual([]);
    expect(metrics.map(({ name }) => name)).toEqual([
      'dns',
      'drop',
      'tcp',
      'flow',
      'port-distribution',
      'icmp',
      'httpV2',
    ]);
    expect(metrics[6]).toMatchObject({
      options: ['exemplars'],
      labels: [
        'source_ip',
        'source_namespace',
        'source_workload',
        'destination_ip',
        'destination_namespace',
        'destination_workload',
        'traffic_direction',
      ],
    });
  });

  it.each([
    ['a list separated by spaces', 'dns:query drop:sourceContext=pod|namespace', ['dns', 'drop']],
    ['a list separated by commas', 'dns,drop', ['dns', 'drop']],
    ['commas escaped twice', 'dns:labelsContext=source_ip\\\\,source_pod,drop', ['dns', 'drop']],
    ['a YAML list', ['dns:query;ignoreAAAA', ' drop '], ['dns', 'drop']],
    ['nothing', '{}', []],
  ])('reads %s', (_, input, names) => {
    const { metrics, faults } = parseHubbleMetrics(input);
    expect([metrics.map(({ name }) => name), faults]).toEqual([names, []]);
  });

  it('knows that any source context makes the label source', () => {
    expect(parseHubbleMetrics('drop:sourceEgressContext=pod|ip;destinationContext=dns').metrics[0]?.labels).toEqual([
      'source',
      'destination',
    ]);
  });

  it.each([
    ['an unknown handler', 'dnss', 'did you mean "dns"'],
    ['an unknown option', 'dns:quer', 'did you mean "query"'],
    ['an unknown context', 'drop:sourceContext=host', 'unknown sourceContext "host"'],
    ['an unknown label', 'drop:labelsContext=source_names', 'did you mean "source_namespace"'],
    ['a handler listed twice', 'dns dns:query', 'listed twice'],
    ['both HTTP handlers', 'http httpV2', 'keep httpV2'],
  ])('refuses %s', (_, input, message) => {
    expect(parseHubbleMetrics(input).faults.join('\n')).toContain(message);
  });
});

describe('parseSettings', () => {
  it('has a default for everything', () => {
    expect(settingsOf()).toMatchObject({
      minors: ['1.18', '1.19', '1.20'],
      clusterLabel: 'cluster',
      scrape: { kind: 'serviceMonitor', interval: 30, nodeLabel: 'node' },
      grafana: { folder: 'Cilium' },
    });
    expect(settingsOf().hubble.metrics.map(({ text }) => text)).toEqual(DEFAULT_HUBBLE_METRICS);
  });

  it('switches the cluster label off', () => {
    expect(settingsOf({ clusterLabel: false })).not.toHaveProperty('clusterLabel');
  });

  it('turns the Helm list prometheus.metrics into families', () => {
    expect(
      settingsOf({ metrics: ['+cilium_bpf_syscall_duration_seconds', '-cilium_forward_count_total'] }).switchedOn,
    ).toEqual(['cilium_bpf_syscall_duration_seconds']);
  });

  it('lists every fault at once, each with its path and what is allowed', () => {
    const parsed = parseSettings({
      cilium: '1.12',
      clusterlabel: 'x',
      scrape: { interval: '30', kind: 'pull', nodelabel: 'node' },
      hubble: { metrics: 5 },
      grafana: { folder: 'a/b' },
      kubernetes: { namespace: 'Not_ok' },
      runbookBase: 'runbooks',
    });
    const faults = 'faults' in parsed ? parsed.faults.map(({ path, message }) => `${path}: ${message}`).sort() : [];
    expect(faults).toEqual([
      expect.stringMatching(/^cilium: expected a minor .*1\.16, 1\.17, 1\.18, 1\.19, 1\.20, got "1\.12"$/),
      expect.stringMatching(
        /^clusterlabel: unknown key \(did you mean "clusterLabel"\?\); allowed here: cilium, clusterLabel/,
      ),
      expect.stringMatching(/^grafana\.folder: expected a folder title without slashes/),
      expect.stringMatching(/^hubble\.metrics: expected the Helm value/),
      expect.stringMatching(/^kubernetes\.namespace: expected a Kubernetes namespace/),
      expect.stringMatching(/^runbookBase: expected an absolute URL, got "runbooks"/),
      expect.stringMatching(/^scrape\.interval: expected a Prometheus duration such as 30s/),
      expect.stringMatching(/^scrape\.kind: expected "serviceMonitor" or "annotations", got "pull"/),
      expect.stringMatching(
        /^scrape\.nodelabel: unknown key \(did you mean "nodeLabel"\?\); allowed here: kind, interval, nodeLabel, labels/,
      ),
    ]);
  });

  it.each([
    ['a range upside down', { cilium: { from: '1.20', until: '1.18' } }, 'from 1.20 is after until 1.18'],
    [
      'a switch Cilium does not know',
      { metrics: ['+cilium_bpf_syscall_duration'] },
      'did you mean "cilium_bpf_syscall_duration_seconds"',
    ],
    ['no object at all', 'cilium', 'expected'],
    ['nothing exported', undefined, 'expected'],
  ])('refuses %s', (_, input, message) => {
    const parsed = parseSettings(input);
    expect('faults' in parsed && parsed.faults.map((fault) => fault.message).join('\n')).toContain(message);
  });
});
