import { CHART_COMPONENTS, SWITCHES } from '../../catalog/switches.ts';
import type { Needs } from '../../contract/needs.ts';
import type { HubbleMetric } from '../../settings/hubble-metrics.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Finding, Remedy } from '../finding.ts';
import type { About } from './causes.ts';
import { handlersRemedy, staticAndDynamic } from './causes.ts';
import type { Installed } from './installed.ts';
import { HANDLERS } from './installed.ts';
import { IP_LABELS, optionsOf } from './mended-handlers.ts';

/** What is wrong with the values whatever is queried. */
export function ownFindings(
  installed: Installed,
  needs: Needs,
  about: About,
  { scrape }: Settings,
): readonly Finding[] {
  return [
    ...invalidHandlers(installed, about),
    ...monitorsOfNothing(installed, needs, about),
    ...(scrape.kind === 'serviceMonitor' ? unmonitored(installed, needs, about) : []),
    ...byAddress(installed.handlers, about),
    ...exemplars(installed, needs, about),
    ...unknownToggles(installed, about),
  ];
}

function invalidHandlers({ handlers, handlerFaults, dynamic }: Installed, about: About): readonly Finding[] {
  const faults = handlerFaults.map(
    (fault): Finding => ({
      code: 'hubble-invalid',
      key: `hubble-invalid ${fault}`,
      severity: 'error',
      summary: `\`${HANDLERS}\` cannot be what was meant: ${fault}.`,
      evidence: [`${about.source}: ${HANDLERS}`],
      remedies: [],
    }),
  );
  return dynamic && handlers.length > 0 ? [...faults, staticAndDynamic(about)] : faults;
}

/** A monitor without metrics: there is nothing behind it. Where content asks, the component that is off says so. */
function monitorsOfNothing({ off, monitored, handlers }: Installed, needs: Needs, about: About): readonly Finding[] {
  const idle = CHART_COMPONENTS.filter((component) => monitored.has(component) && !needs.components.has(component));
  return idle.flatMap((component): Finding[] => {
    const switches = off.get(component) ?? [];
    const empty = component === 'hubble' && switches.length === 0 && handlers.length === 0;
    if (switches.length === 0 && !empty) return [];
    const { monitor = '' } = SWITCHES[component];
    return [
      {
        code: 'monitor-without-metrics',
        key: `monitor-without-metrics ${component}`,
        severity: 'error',
        summary: `\`${monitor}\` is true, and ${component} exposes no metrics for it.`,
        evidence: [`${about.source}: ${empty ? HANDLERS : switches.map(({ path }) => path).join(', ')} is not set`],
        remedies: empty
          ? [handlersRemedy(about)]
          : switches.map(({ path }) => ({ kind: 'cilium-values', path: path.split('.'), value: true })),
      },
    ];
  });
}

/** The settings say that the chart's monitors make the targets. Somebody else's may: no certain fault. */
function unmonitored({ monitored }: Installed, needs: Needs, about: About): readonly Finding[] {
  const without = CHART_COMPONENTS.filter(
    (component) =>
      needs.components.has(component) && SWITCHES[component].optional !== true && !monitored.has(component),
  );
  if (without.length === 0) return [];
  return [
    {
      code: 'not-scraped',
      key: 'not-scraped',
      severity: 'warning',
      summary: `The chart makes no ServiceMonitor for ${without.join(', ')}, and the settings of this project say that it does.`,
      evidence: without.map((component) => `${about.source}: ${SWITCHES[component].monitor} is not true`),
      remedies: [
        ...without.map((component) => ({
          kind: 'cilium-values' as const,
          path: (SWITCHES[component].monitor ?? '').split('.'),
          value: true,
        })),
        { kind: 'settings', text: "scrape: { kind: 'annotations' }, // where jobs follow prometheus.io annotations" },
      ],
    },
  ];
}

function byAddress(handlers: readonly HubbleMetric[], about: About): readonly Finding[] {
  const hit = handlers.filter(
    ({ labels, text }) =>
      labels.some((label) => IP_LABELS.includes(label)) ||
      optionsOf(text).some(([key, value]) => key.endsWith('Context') && value?.split('|').includes('ip')),
  );
  if (hit.length === 0) return [];
  const names = hit.map(({ name }) => `\`${name}\``).join(', ');
  return [
    {
      code: 'ip-labels',
      key: 'ip-labels',
      severity: 'warning',
      summary: `${names} ${hit.length === 1 ? 'makes' : 'make'} a series per address: addresses are never cleaned up while an agent runs, so that every rollout leaves some behind.`,
      evidence: hit.map(({ text }) => `${about.source}: ${HANDLERS} has "${text}"`),
      remedies: [handlersRemedy(about)],
    },
  ];
}

/** Exemplars need the option, OpenMetrics, and storage: one without the other is never seen. */
function exemplars({ handlers, openMetrics }: Installed, needs: Needs, about: About): readonly Finding[] {
  const writer = handlers.find(({ name }) => name === 'httpV2');
  const asked = writer?.options.includes('exemplars') === true;
  if (writer && !asked && needs.exemplars.size > 0) return [notWritten(writer, openMetrics, about)];
  if (!asked || openMetrics) return [];
  return [
    {
      code: 'exemplars-off',
      key: 'exemplars-off hubble',
      severity: 'note',
      summary: 'httpV2 is told to write exemplars, and without OpenMetrics nobody can read them.',
      evidence: [`${about.source}: hubble.metrics.enableOpenMetrics is not true`],
      remedies: [OPEN_METRICS],
    },
  ];
}

function notWritten({ text }: HubbleMetric, openMetrics: boolean, about: About): Finding {
  return {
    code: 'exemplars-off',
    key: 'exemplars-off hubble',
    severity: 'note',
    summary: 'Boards show exemplars of HTTP requests, and httpV2 is not told to write any.',
    evidence: [`${about.source}: ${HANDLERS} has "${text}", without exemplars=true`],
    remedies: [handlersRemedy(about), ...(openMetrics ? [] : [OPEN_METRICS])],
  };
}

const OPEN_METRICS: Remedy = {
  kind: 'cilium-values',
  path: ['hubble', 'metrics', 'enableOpenMetrics'],
  value: true,
};

function unknownToggles({ unknownToggles: entries }: Installed, about: About): readonly Finding[] {
  return entries.map(({ entry, near }) => ({
    code: 'metric-switch-unknown',
    key: `metric-switch-unknown ${entry}`,
    severity: 'warning',
    summary: `\`prometheus.metrics\` has ${entry}, which switches nothing that Cilium knows and is ignored without a word${near[0] ? `: did you mean ${near[0]}?` : '.'}`,
    evidence: [`${about.source}: prometheus.metrics`],
    remedies: [],
  }));
}
