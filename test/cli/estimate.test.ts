import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EstimateReport } from '../../src/estimate/report.ts';
import { runIn, testProject } from '../support/project.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const IPS =
  'labelsContext=source_ip,source_namespace,source_workload,destination_ip,destination_namespace,destination_workload,traffic_direction';
const WORKLOADS = 'labelsContext=source_namespace,source_workload,destination_namespace,destination_workload';
/** Cilium's documentation, "Running Prometheus & Grafana", as it stands after --set. */
const QUICKSTART = `hubble.metrics.enabled="{dns,drop,tcp,flow,port-distribution,icmp,httpV2:exemplars=true;${IPS.replaceAll(',', '\\,')}}"`;
/** 50 services of 10 pods, each with 5 upstreams. */
const FIFTY = ['--workloads', '50', '--pods', '500', '--nodes', '10', '--pairs', '250'];

function json(...args: string[]): EstimateReport {
  const ran = testProject().run('estimate', ...args, '--format', 'json');
  expect(ran.stderr).toBe('');
  return JSON.parse(ran.stdout) as EstimateReport;
}

describe('ciliascope estimate', () => {
  it('counts 25,000 pairs of addresses as 400,000 series, and the same workloads as a fifteenth of them', () => {
    const { candidates } = json(`httpV2:${IPS}`, `httpV2:${WORKLOADS}`, ...FIFTY);
    const [ips, workloads] = candidates.map(({ series }) => series);
    expect(ips).toBeCloseTo(25_000 * (14 + 2), -2);
    expect((ips ?? 0) / (workloads ?? 1)).toBeGreaterThan(10);
    expect((ips ?? 0) / (workloads ?? 1)).toBeLessThan(100);
  });

  it('says what addresses of the quickstart leave behind, and that workloads leave nothing', () => {
    const ran = runIn(ROOT, 'estimate', QUICKSTART, `httpV2:${WORKLOADS}`, ...FIFTY, '--format', 'json');
    const { candidates, needless, cheapest } = JSON.parse(ran.stdout) as EstimateReport;
    // a rollout replaces ten pods: each of their pairs with five clients' and five servers' pods appears anew
    expect(candidates[0]?.leakPerRollout).toBeCloseTo((400_000 * 2) / 50, -2);
    expect(candidates[1]?.leakPerRollout).toBe(0);
    expect(cheapest.series).toBeLessThan((candidates[0]?.series ?? 0) / 5);
    expect(needless).toEqual(['httpV2: nothing of ours reads source_ip, destination_ip, traffic_direction']);
  });

  it('fails over a budget, and names what to leave out', () => {
    const project = testProject();
    const over = project.run('estimate', `httpV2:${IPS} dns`, ...FIFTY, '--budget', '100000');
    expect(over.code).toBe(1);
    expect(over.stdout).toContain('without httpV2 it would be within');
    expect(project.run('estimate', 'dns', ...FIFTY, '--budget', '100000')).toMatchObject({ code: 0, stderr: '' });
  });

  it('takes the value of the settings when none is given, and names every assumption and formula', () => {
    const ran = testProject().run('estimate');
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toContain('assumed: each workload calls 5 others');
    expect(ran.stdout).toContain('Cilium pkg/hubble/metrics/http');
    expect(ran.stdout).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('follows an assumption that somebody knows better', () => {
    const series = (...args: string[]) => json('httpV2', ...args).candidates[0]?.series ?? 0;
    expect(series('--assume', 'methods=3')).toBeCloseTo(3 * series(), 5);
  });

  it.each([
    ['a value that is none', ['nonsense'], 'unknown Hubble handler "nonsense"'],
    ['a number that is none', ['dns', '--pods', 'many'], '--pods: "many" is no whole number'],
    ['more pairs than workloads allow', ['dns', '--workloads', '3', '--pairs', '100'], 'at most 9'],
    ['an assumption that is none', ['dns', '--assume', 'metods=2'], 'did you mean methods?'],
    ['a Prometheus that is none', ['dns', '--prometheus', 'http://127.0.0.1:1'], 'nothing listens there'],
    ['an address that is none', ['dns', '--prometheus', 'localhost'], 'is no http or https address'],
  ])('refuses %s', (_, args, words) => {
    const ran = testProject().run('estimate', ...args);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain(words);
  });
});
