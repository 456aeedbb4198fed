import { queryCheck } from './check.ts';
import { sourcesOf } from './support/result.ts';

/** Target labels that say who observed the flow, and what a reader took them for. */
const OBSERVER: Readonly<Record<string, string>> = {
  namespace: 'source_namespace or destination_namespace',
  pod: 'source_pod or destination_pod, or node for the node',
};

export const hubbleAgentLabels = queryCheck({
  code: 'hubble-agent-labels',
  severity: 'error',
  summary:
    'On Hubble series `namespace` and `pod` are those of the Cilium agent that saw the flow: every row says kube-system.',
  remediation: 'Use the `source_` and `destination_` labels that the context options of the handler make.',
  *check(text, { query }) {
    for (const { node, form } of text.selectors) {
      if (!form?.fact.contexts) continue;
      const named = [...node.matchers.map(({ label }) => label), ...(query.label ? [query.label] : [])];
      for (const label of named) {
        const use = OBSERVER[label];
        if (use) yield { message: message(label, node.name, use), place: { offset: node.from } };
      }
    }
    for (const { node } of text.aggregates) {
      if (node.grouping?.keyword !== 'by') continue;
      const hubble = sourcesOf(node.of, text).find(({ form }) => form?.fact.contexts);
      for (const label of hubble ? node.grouping.labels : []) {
        const use = OBSERVER[label];
        if (use) yield { message: message(label, hubble?.node.name, use), place: { offset: node.grouping.from } };
      }
    }
  },
});

function message(label: string, series: string | undefined, use: string): string {
  return `${label} of ${series} is that of the agent that saw the flow: use ${use}`;
}
