import type { SloDefinition } from '../../src/define.ts';
import { defineSlo, matching } from '../../src/define.ts';

/** An SLO whose period fits into a test: 99 % of requests over a day, one tier. */
export const sloOfADay: SloDefinition = defineSlo({
  name: 'requests',
  service: 'http',
  alert: 'HubbleHTTPSLOBurn',
  intent: 'HTTPAvailabilitySLOBurn',
  events: 'requests',
  burns: 'Requests fail.',
  summary: 'Requests fail.',
  objective: '99',
  period: '1d',
  windows: 'one',
  presets: [
    { name: 'one', description: 'one tier', tiers: [{ severity: 'page', long: '1h', short: '5m', budget: '20' }] },
  ],
  build: ({ metric }) => ({
    sli: {
      kind: 'ratio',
      total: { of: [metric('hubble_http_requests_total', { reporter: 'server' })] },
      bad: { of: [metric('hubble_http_requests_total', { reporter: 'server', status: matching('5..') })] },
    },
    groupBy: ['destination_namespace'],
    next: [],
    board: { dashboard: 'board' },
  }),
});

/** Name and labels of the series with the requests of one namespace and status. */
export const requests = (namespace: string, status: string): string =>
  `hubble_http_requests_total{destination_namespace="${namespace}", reporter="server", status="${status}"}`;
