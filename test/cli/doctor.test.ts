import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runIn, testProject } from '../support/project.ts';

const ROOT = join(import.meta.dirname, '..', '..');

function boardAsking(expr: string): string {
  return JSON.stringify({ title: 'Theirs', panels: [{ title: 'Errors', type: 'timeseries', targets: [{ expr }] }] });
}
const DEAD = boardAsking('sum(rate(hubble_dns_responses_total{rcode="SERVFAIL"}[$__rate_interval]))');
const FINE = boardAsking('sum(rate(hubble_dns_responses_total{rcode="Server Failure"}[$__rate_interval]))');

/** A port of this machine that nothing listens on. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('ciliascope doctor', () => {
  it('says what it can look at when nothing is given', () => {
    const ran = testProject().run('doctor');
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('--grafana URL');
    expect(ran.stderr).toContain('--dashboard FILE');
  });

  it('names a dead query of any board, and what to write instead', () => {
    const ran = testProject({ 'theirs.json': DEAD }).run('doctor', '--dashboard', 'theirs.json');
    expect(ran).toMatchObject({ code: 1, stderr: '' });
    expect(ran.stdout).toMatch(/^dead {2}panel "Errors" of Theirs \(theirs\.json\)$/m);
    expect(ran.stdout).toMatch(/write {2}sum\(rate\(hubble_dns_responses_total\{rcode="Server Failure"\}/);
  });

  it('is content with one that is right', () => {
    const ran = testProject({ 'theirs.json': FINE }).run('doctor', '--dashboard', 'theirs.json');
    expect(ran).toMatchObject({ code: 0, stderr: '' });
  });

  it('needs no project for boards of others', () => {
    const dir = mkdtempSync(join(tmpdir(), 'ciliascope-doctor-'));
    onTestFinished(() => rmSync(dir, { recursive: true }));
    writeFileSync(join(dir, 'theirs.json'), DEAD);
    expect(runIn(dir, 'doctor', '--dashboard', 'theirs.json')).toMatchObject({ code: 1, stderr: '' });
  });

  it('judges the other files when one cannot be read, and says so', () => {
    const project = testProject({ 'theirs.json': DEAD, 'broken.json': '{"panels": [' });
    const ran = project.run('doctor', '--dashboard', 'theirs.json', 'broken.json');
    expect(ran.code).toBe(2);
    expect(ran.stdout).toContain('Server Failure');
    expect(ran.stdout + ran.stderr).toMatch(/broken\.json.*line 1/s);
  });

  it('names a Grafana that does not answer, and keeps the token to itself', async () => {
    const url = `http://127.0.0.1:${await closedPort()}`;
    const project = testProject({ 'theirs.json': FINE });
    const bin = join(ROOT, 'bin', 'ciliascope.js');
    const args = [bin, 'doctor', '--grafana', url, '--dashboard', 'theirs.json', '--format', 'json'];
    const env = { ...process.env, GRAFANA_TOKEN: 'glsa_secret' };
    const ran = spawnSync(process.execPath, args, { cwd: project.dir, encoding: 'utf8', env });
    expect(ran.status).toBe(1);
    const { diagnosis, foreign } = JSON.parse(ran.stdout);
    expect(diagnosis.findings.map(({ key }: { key: string }) => key)).toEqual([`source-unreadable ${url}`]);
    expect(foreign.findings).toEqual([]);
    expect(ran.stdout + ran.stderr).not.toContain('glsa_secret');
  });

  it('asks for credentials of a Grafana', () => {
    const ran = testProject().run('doctor', '--grafana', 'http://127.0.0.1:1');
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('GRAFANA_TOKEN');
  });

  it('says what values leave unseen, and mends them into a new file that needs no mending', () => {
    const project = testProject({ 'values.yaml': '# ours\nprometheus:\n  enabled: false # later\n' });
    const ran = project.run('doctor', '--values', 'values.yaml', '--fix', 'fixed.yaml');
    expect(ran).toMatchObject({ code: 1, stderr: 'fixed.yaml: the values, mended\n' });
    expect(ran.stdout).toContain('agent exposes no metrics: `prometheus.enabled` is not true.');
    expect(ran.stdout).toMatch(/empties \d+ panel/);
    expect(readFileSync(join(project.dir, 'fixed.yaml'), 'utf8')).toContain('enabled: true # later');
    expect(project.run('doctor', '--values', 'fixed.yaml')).toMatchObject({ code: 0, stderr: '' });
  });

  it('writes over no file', () => {
    const project = testProject({ 'values.yaml': 'prometheus: {enabled: false}\n' });
    const ran = project.run('doctor', '--values', 'values.yaml', '--fix', 'values.yaml');
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('values.yaml is there already');
    expect(readFileSync(join(project.dir, 'values.yaml'), 'utf8')).toBe('prometheus: {enabled: false}\n');
  });

  it('takes --set over files', () => {
    const project = testProject({ 'values.yaml': 'prometheus: {enabled: false, serviceMonitor: {enabled: true}}\n' });
    const ran = project.run('doctor', '--values', 'values.yaml', '--set', 'prometheus.enabled=true');
    expect(ran).toMatchObject({ code: 0, stderr: '' });
  });

  it('names YAML that cannot be read by line and column, and writes nothing for it', () => {
    const project = testProject({ 'values.yaml': 'a: 1\nb: [1, 2\n' });
    const ran = project.run('doctor', '--values', 'values.yaml', '--fix', 'fixed.yaml');
    expect(ran.code).toBe(2);
    expect(ran.stdout).toMatch(/values\.yaml cannot be read as values: line \d+, column \d+/);
    expect(existsSync(join(project.dir, 'fixed.yaml'))).toBe(false);
  });

  it('ends at a values file that is not there', () => {
    const ran = testProject().run('doctor', '--values', 'nowhere.yaml');
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('nowhere.yaml cannot be read');
  });

  it('reads what a process shows, and names a file that is something else', () => {
    const files = {
      'agent.txt': 'cilium_version{version="1.20.0"} 0\ncilium_unreachable_nodes 0\n',
      'page.txt': '<html>',
    };
    const ran = testProject(files).run('doctor', '--metrics', 'agent.txt', 'page.txt');
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain('looked at agent.txt, for Cilium 1.20 (which runs here)');
    expect(ran.stdout).toContain('page.txt cannot be read as metrics: it is a web page');
  });

  it('says that a Prometheus cannot be asked, and goes on with the values', async () => {
    const url = `http://127.0.0.1:${await closedPort()}`;
    const project = testProject({ 'values.yaml': 'prometheus: { enabled: false }\n', 'stack.yaml': 'a: [\n' });
    const ran = project.run('doctor', '--prometheus', url, '--values', 'values.yaml', '--stack-values', 'stack.yaml');
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain('nothing listens there');
    expect(ran.stdout).toMatch(/stack\.yaml cannot be read as values: line \d+, column \d+/);
    expect(ran.stdout).toContain('agent exposes no metrics');
  });

  it.each([
    ['no address', ['--prometheus', 'localhost:9090'], 'is no http or https address'],
    ['an address with a password', ['--prometheus', 'http://a:canary@127.0.0.1'], 'the address holds a user'],
  ])('refuses %s', (_, args, words) => {
    const ran = testProject().run('doctor', ...args);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain(words);
    expect(ran.stderr).not.toContain('canary');
  });
});
