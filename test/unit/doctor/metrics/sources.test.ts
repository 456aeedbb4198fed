import { expect, it, onTestFinished } from 'vitest';
import { metricsEvidence } from '../../../../src/commands/doctor-metrics.ts';
import { serve } from '../../../support/http-server.ts';

const io = { projectDir: '/', env: {}, stdout: { write: () => {} }, stderr: { write: () => {} } } as never;

it('reads /metrics of a process as it serves them, and names those that serve something else', async () => {
  const asked: string[] = [];
  const { url, close } = await serve((request, response) => {
    asked.push(`${request.url} ${request.headers.accept}`);
    if (request.url === '/login') response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>');
    else if (request.url === '/gone') response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': 'text/plain' }).end('cilium_version{version="1.19.2"} 1\n# EOF\n');
  });
  onTestFinished(close);
  const found = await metricsEvidence(
    [url, `${url}/deep/metrics?x=1`, `${url}/login`, `${url}/gone`, 'http://127.0.0.1:1'],
    io,
  );
  expect(asked.map((line) => line.split(' ')[0])).toEqual(expect.arrayContaining(['/metrics', '/deep/metrics?x=1']));
  expect(asked[0]).toContain('application/openmetrics-text');
  expect(found.views.map(({ minors }) => minors)).toEqual([['1.19']]);
  expect(found.alone.map(({ summary }) => summary)).toEqual([
    expect.stringContaining('it is a web page'),
    expect.stringContaining('HTTP 404'),
    expect.stringContaining('nothing listens there'),
  ]);
});
