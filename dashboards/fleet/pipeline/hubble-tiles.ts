import type { PanelDefinition } from '../../../src/define.ts';
import { by, not, on, promql, stat } from '../../../src/define.ts';
import { color, worseAbove } from '../../shared/colors.ts';
import { share, sumRate } from '../../shared/expressions.ts';
import { LOST_EVENTS_LIMIT, lostShare } from '../../shared/hubble-losses.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { clusterLabels } from '../../shared/node-board.ts';
import { orZeroEach } from '../../shared/rankings.ts';

/** Hubble itself: whether it sees everything, and whether it answers. */
export function hubbleTiles(board: NodeBoard): readonly (PanelDefinition | false)[] {
  const { context, node } = board;
  const { metric, metricOf, nodeLabels } = context;
  const [hubble, agent] = [metricOf('hubble', 'up', {}, node), metricOf('agent', 'up', {}, node)];
  const relay = metricOf('hubble-relay', 'up');
  const seen = () => sumRate(metric('hubble_flows_processed_total', {}, node));
  const requests = metric('hubble_metrics_http_handler_requests_total', {}, node);
  const failedRequests = metric('hubble_metrics_http_handler_requests_total', { code: not('200') }, node);
  return [
    context.hubble('flow') &&
      stat({
        title: 'Events lost, worst node',
        description:
          'Largest share of its events that any node lost at one place. Above 5 % error ratios and SLOs of that node are guesses: the row below names node and place, and the place what to raise.',
        unit: 'percentunit',
        decimals: 2,
        thresholds: worseAbove(LOST_EVENTS_LIMIT / 5, LOST_EVENTS_LIMIT),
        alerts: ['HubbleEventsLost'],
        // the counter does not exist before the first loss
        query: orZeroEach(promql`max(${lostShare(board)})`, seen()),
      }),
    stat({
      title: 'Hubbles silent',
      description:
        'Nodes whose agent is scraped and whose Hubble is not: their traffic is missing on every Hubble board. All at once: an unknown handler in hubble.metrics.enabled. A few: port 9965, or an answer too large for the timeout.',
      unit: 'short',
      decimals: 0,
      thresholds: worseAbove(1),
      alerts: ['HubbleMetricsDown'],
      query: promql`
        sum(
          max ${by(hubble, ...nodeLabels)} (${hubble}) == bool 0
          unless ${on(hubble, ...nodeLabels)} max ${by(agent, ...nodeLabels)} (${agent}) == 0
        )`,
    }),
    context.hubble('flow') &&
      stat({
        title: 'Flows',
        description:
          'Flows per second that all Hubbles made into metrics. A fall without a fall of traffic is Hubble not seeing: compare with packets forwarded on the datapath board.',
        unit: 'eps',
        links: [{ title: 'Packets forwarded', dashboard: 'cilium-datapath' }],
        suppress: [
          { code: 'double-count-overlap', reason: 'Every event counts: it is the work of Hubble that is shown.' },
        ],
        query: seen(),
      }),
    stat({
      title: 'Relays up',
      description:
        'Relays that answer, in the cluster with fewest. At 0 the CLI and the UI show no flows; metrics and alerts do not need Relay. Scraped only where hubble.relay.prometheus.enabled is set.',
      unit: 'short',
      // the base colours the words for no value, which is no fault
      thresholds: [{ color: color.neutral }, { from: 0, color: color.critical }, { from: 1, color: color.ok }],
      alerts: ['HubbleRelayDown'],
      noValue: 'Relay is not scraped',
      query: promql`min(sum ${by(relay, ...clusterLabels(context))} (${relay}))`,
    }),
    stat({
      title: 'Scrapes missed, worst',
      description:
        'Largest share of scrapes of a Hubble that failed in the time range. Rates over a gap are guesses, and counters that ended in it are lost. Slow scrapes and restarts are the usual reasons.',
      unit: 'percentunit',
      decimals: 1,
      thresholds: worseAbove(0.01, 0.05),
      query: promql`1 - min(avg_over_time(${hubble}[$__range]))`,
    }),
    stat({
      title: 'Metrics requests failing',
      description:
        'Share of requests to Hubble for its metrics that it answered with an error. Above 0 a node cannot write its own metrics: read the log of its agent.',
      unit: 'percentunit',
      decimals: 2,
      minors: { from: '1.17' },
      thresholds: worseAbove(0.001, 0.05),
      query: share(sumRate(failedRequests), sumRate(requests)),
    }),
  ];
}
