import type { DropClass, RowDefinition } from '../../../src/define.ts';
import { hubbleReasons, row, text } from '../../../src/define.ts';

/** What each kind of reason asks for, in the order in which to worry. */
const ADVICE: readonly (readonly [DropClass, kind: string, advice: string])[] = [
  [
    'capacity',
    'No room',
    'Something is full: see **Is something full?** on the datapath board. Raise the limit of that map, or find who opens so many connections.',
  ],
  [
    'service',
    'No backend',
    'Look at the EndpointSlices of the service and the readiness of its pods. `kubectl get endpointslices -A -l kubernetes.io/service-name=<service>`',
  ],
  [
    'routing',
    'No route',
    'During scale-down it passes. Otherwise compare `cilium-dbg bpf ipcache list` with the pods, and the routes of the node that drops.',
  ],
  [
    'datapath',
    'Datapath fault',
    'Should not happen. Note kernel and Cilium version, run `cilium sysdump`, and look for known issues of that reason.',
  ],
  [
    'transient',
    'In transition',
    'Normal for seconds while an agent or endpoint starts. If it lasts, the endpoint does not finish regenerating: see the agent board.',
  ],
  [
    'policy',
    'Policy',
    'Intended by somebody. If not: add the rule at the end that `hubble observe` names, or take back the last policy change.',
  ],
  [
    'noise',
    'Noise',
    'Malformed packets and protocols the datapath does not speak. Ignore it unless it is new and large.',
  ],
  [
    'not-a-loss',
    'Not a loss',
    'Counted as a drop, although the packet was handled: multicast, or handed to the proxy.',
  ],
];

/** A decision per kind of reason. */
export function dropAdvice(): RowDefinition {
  const lines = ADVICE.map(([kind, name, advice]) => `| **${name}** | ${advice} | ${reasonsOf(kind)} |`);
  return row(
    'What does each reason ask for?',
    [
      text({
        title: 'Reasons and what to do',
        description: 'Every drop reason Hubble knows, grouped by what it asks of the reader.',
        height: 16,
        content: ['| Kind | What to do | Reasons |', '| --- | --- | --- |', ...lines].join('\n'),
      }),
    ],
    { collapsed: true },
  );
}

function reasonsOf(kind: DropClass): string {
  return hubbleReasons(kind)
    .map((reason) => `\`${reason}\``)
    .join(' ');
}
