import type { CheckInput, Finding } from './check.ts';
import { queryCheck } from './check.ts';
import type { QueryText } from './subject.ts';
import { whyGone } from './support/gone.ts';

/** The dashboard variable that holds the clusters picked. */
const VARIABLE = 'cluster';

export const clusterMatcher = queryCheck({
  code: 'cluster-matcher',
  severity: 'error',
  summary:
    'One query without the cluster label mixes every cluster of the Prometheus into the picture of one, or lets one outvote another.',
  remediation:
    'Take selectors from the context, which adds the matcher; in rules keep the cluster label in every aggregation. `clusterLabel: false` in the settings for a Prometheus with one cluster.',
  *check(text, { query }, input) {
    const { clusterLabel } = input.model.settings;
    if (!clusterLabel || query.label === clusterLabel) return;
    if (query.use === 'alerting' || query.use === 'recording') yield* inRule(text, clusterLabel, input);
    else yield* onBoard(text, clusterLabel);
  },
});

function* onBoard({ selectors }: QueryText, label: string): Iterable<Finding> {
  for (const { node, form, record } of selectors) {
    const matcher = node.matchers.find((one) => one.label === label);
    if (!(form || record) || (matcher && mentions(matcher.value))) continue;
    const fault = matcher ? `matches ${label}${matcher.op}"${matcher.value}"` : `has no ${label} matcher`;
    yield { message: `${node.name} ${fault}: write ${label}=~"$${VARIABLE}"`, place: { offset: node.from } };
  }
}

function mentions(value: string): boolean {
  return [`$${VARIABLE}`, `\${${VARIABLE}`, `[[${VARIABLE}`].some((spelling) => value.includes(spelling));
}

function* inRule(text: QueryText, label: string, input: CheckInput): Iterable<Finding> {
  const { root, selectors } = text;
  if (!root || !selectors.some(({ form, record }) => form || record)) return;
  if (
    text.calls.some(({ node }) => node.fn.startsWith('absent')) &&
    !selectors.some(({ node }) => node.matchers.some((one) => one.label === label))
  ) {
    yield { message: `absent() is silent while any cluster has the series: compare per ${label} instead` };
    return;
  }
  const reason = whyGone(label, root, text, input);
  if (reason) yield { message: `the rule adds clusters up: ${reason}, not ${label}` };
}
