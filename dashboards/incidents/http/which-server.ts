import type { RowDefinition } from '../../../src/define.ts';
import { promql, row, table, timeseries } from '../../../src/define.ts';
import { worseAbove } from '../../shared/colors.ts';
import { sumRate } from '../../shared/expressions.ts';
import { endHeadings, workloadCellLinks, workloadLinks } from '../../shared/flow-links.ts';
import { amongRows, shareEach, tableRows, topTen } from '../../shared/rankings.ts';
import { COMMAND, commandColumns, observeWorkload } from '../commands.ts';
import type { HttpIncident } from './http-incident.ts';

/** Which workload answers wrongly or late. */
export function whichServer({ context, server, destination }: HttpIncident): RowDefinition {
  const { requests, serverErrors, timed, inTime } = server;
  const labels = destination.labels;
  const answered = sumRate(requests, ...labels);
  const failed = sumRate(serverErrors, ...labels);
  const slow = promql`(1 - ${sumRate(inTime, ...labels)} / (${sumRate(timed, ...labels)} > 0))`;
  const onwards = workloadLinks(
    { dashboard: 'hubble-http', title: 'All HTTP of this workload', from: 'destination' },
    { dashboard: 'incident-drops', title: 'Drops on the way to it', from: 'destination' },
  );
  return row('Which workload?', [
    timeseries({
      title: 'Failing by workload',
      description:
        'Share of 5xx, the ten worst workloads. One alone: its last rollout or what it depends on. Several at once: what they share, often a node or a database.',
      unit: 'percentunit',
      min: 0,
      width: 12,
      legend: destination.legend,
      thresholds: worseAbove(0.001, 0.0144),
      thresholdStyle: 'dashed',
      overrides: [onwards],
      query: topTen(shareEach(failed, answered)),
    }),
    timeseries({
      title: 'Slow by workload',
      description:
        'Share of requests above half a second, the ten slowest workloads. Slow without errors is load, or something behind it that got slow.',
      unit: 'percentunit',
      min: 0,
      width: 12,
      legend: destination.legend,
      overrides: [onwards],
      query: topTen(slow),
    }),
    table({
      title: 'Workloads and what to run next',
      description:
        'The twenty workloads with most requests, and the command that shows their failing ones. Sort by the column that matches the complaint.',
      unit: 'reqps',
      width: 24,
      columns: {
        ...endHeadings(context, 'destination', 'Server'),
        'Value #A': 'Requests',
        'Value #B': 'Failing',
        'Value #C': 'Slow',
        command: COMMAND,
      },
      sortBy: { column: 'Failing', descending: true },
      overrides: [
        ...commandColumns,
        {
          match: 'Failing',
          unit: 'percentunit',
          decimals: 2,
          thresholds: worseAbove(0.001, 0.0144),
          cell: 'color-text',
        },
        { match: 'Slow', unit: 'percentunit', decimals: 1, thresholds: worseAbove(0.01, 0.06), cell: 'color-text' },
        workloadCellLinks(
          'Server workload',
          { destination_namespace: 'Server namespace', destination_workload: 'Server workload' },
          { dashboard: 'hubble-http', title: 'All its HTTP', from: 'destination' },
        ),
      ],
      targets: [
        { query: observeWorkload(tableRows(answered), 'destination', '--to-workload WORKLOAD --http-status 5+') },
        { query: amongRows(shareEach(failed, answered), answered) },
        { query: amongRows(slow, answered) },
      ],
    }),
  ]);
}
