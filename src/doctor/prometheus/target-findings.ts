import type { Component } from '../../catalog/facts.ts';
import type { ChartComponent } from '../../catalog/switches.ts';
import { SWITCHES } from '../../catalog/switches.ts';
import { renderDuration } from '../../promql/duration.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Finding, Remedy } from '../finding.ts';
import type { Questions } from './questions.ts';
import type { Target } from './targets.ts';
import { byComponent, doubles } from './targets.ts';

/** How many of a kind are listed before the rest is only counted. */
const LISTED = 3;

/** What is wrong with targets whatever is queried: down, scraped twice, or scraped too seldom. */
export function targetFindings(
  targets: readonly Target[],
  { components, windows }: Pick<Questions, 'components' | 'windows'>,
  settings: Settings,
): readonly Finding[] {
  return [...byComponent(targets)]
    .filter(([component]) => components.has(component))
    .flatMap(([component, all]) => [
      ...targetDown(component, all),
      ...scrapedTwice(component, doubles(all, settings.clusterLabel)),
      ...rateWindow(component, all, windows.get(component), settings),
    ]);
}

/** An error where none is left; a node less is what our own alerts are for. */
export function targetDown(component: Component, targets: readonly Target[]): readonly Finding[] {
  const down = targets.filter(({ up }) => !up);
  if (down.length === 0) return [];
  const all = down.length === targets.length;
  return [
    {
      code: 'target-down',
      key: `target-down ${component}`,
      severity: all ? 'error' : 'warning',
      summary: all
        ? `${targets.length === 1 ? 'The only target' : `All ${targets.length} targets`} of ${component} ${targets.length === 1 ? 'is' : 'are'} down.`
        : `${down.length} of ${targets.length} targets of ${component} are down.`,
      evidence: listed(down, ({ url, error, labels }) => `${labels['node'] ?? labels['pod'] ?? ''} ${url}: ${error}`),
      remedies: downRemedies(component, down),
    },
  ];
}

function downRemedies(component: Component, down: readonly Target[]): readonly Remedy[] {
  const [first] = down;
  const port = first && URL.canParse(first.url) ? new URL(first.url).port : '';
  const perNode = component in SWITCHES && SWITCHES[component as ChartComponent].perNode;
  return [
    ...(perNode
      ? [
          {
            kind: 'advice' as const,
            text: `pods of ${component} are in the network of their node: the firewall between nodes must let Prometheus through to port ${port}`,
          },
        ]
      : []),
    {
      kind: 'command',
      text: `kubectl -n kube-system get pods -o wide | grep ${component === 'hubble' || component === 'agent' ? 'cilium' : component}`,
    },
  ];
}

function scrapedTwice(component: Component, doubled: readonly (readonly Target[])[]): readonly Finding[] {
  if (doubled.length === 0) return [];
  return [
    {
      code: 'scraped-twice',
      key: `scraped-twice ${component}`,
      severity: 'error',
      summary: `${doubled.length} ${doubled.length === 1 ? 'process' : 'processes'} of ${component} ${doubled.length === 1 ? 'is' : 'are'} scraped by more than one job: all they count is counted twice.`,
      evidence: doubled
        .slice(0, LISTED)
        .map(
          (same) => `${same[0]?.url}: ${same.map(({ pool, labels }) => `${pool} (job ${labels['job']})`).join(', ')}`,
        ),
      remedies: twiceRemedies(component),
    },
  ];
}

export function twiceRemedies(component: Component): readonly Remedy[] {
  const monitor = component in SWITCHES ? SWITCHES[component as ChartComponent].monitor : undefined;
  return [
    {
      kind: 'advice',
      text: 'keep one way of scraping: monitors, or jobs that follow annotations',
    },
    ...(monitor
      ? [
          {
            kind: 'advice' as const,
            text: `with annotation jobs: ${monitor}: false; with monitors: take the job that keeps by prometheus.io/scrape out of additionalScrapeConfigs, or let it drop targets of Cilium`,
          },
        ]
      : []),
  ];
}

/** A rate needs two samples, and four to live through a failed scrape (Prometheus documentation, rate()). */
function rateWindow(
  component: Component,
  targets: readonly Target[],
  window: number | undefined,
  { scrape }: Settings,
): readonly Finding[] {
  const slow = targets.filter(({ interval }) => interval !== undefined && interval > scrape.interval);
  const longest = Math.max(0, ...slow.map(({ interval = 0 }) => interval));
  if (longest === 0) return [];
  const empty = window !== undefined && window < 2 * longest;
  const every = renderDuration(longest);
  return [
    {
      code: 'rate-window',
      key: `rate-window ${component}`,
      severity: empty ? 'error' : 'warning',
      summary: `${component} is scraped every ${every}, and the content is compiled for ${renderDuration(scrape.interval)}${empty ? `: a rate over ${renderDuration(window)} has no two samples` : ': its rates rest on fewer samples than they should'}.`,
      evidence: listed(slow, ({ pool, url }) => `${pool}: ${url}`),
      remedies: [
        { kind: 'settings', text: `scrape: { interval: '${every}' }` },
        { kind: 'advice', text: `or let its monitor or job scrape every ${renderDuration(scrape.interval)}` },
      ],
    },
  ];
}

function listed<T>(items: readonly T[], line: (item: T) => string): readonly string[] {
  const rest = items.length - LISTED;
  return [...items.slice(0, LISTED).map((item) => line(item).trim()), ...(rest > 0 ? [`and ${rest} more`] : [])];
}
