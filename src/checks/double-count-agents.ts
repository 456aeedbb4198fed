import { queryCheck } from './check.ts';
import { agentLabels, countsTruth, mergerOf } from './support/result.ts';
import { sharedViewOf } from './support/shared-views.ts';

export const doubleCountAgents = queryCheck({
  code: 'double-count-agents',
  severity: 'error',
  summary: 'Every agent reports the same thing about the whole cluster: a sum multiplies it by the number of nodes.',
  remediation:
    'Take `max` over the agents, or `min` where the worst is the smallest; keep the node label to compare agents.',
  *check(text, _subject, { model }) {
    const agents = agentLabels(model.settings.scrape.nodeLabel);
    for (const subject of text.selectors) {
      const reason = sharedViewOf(subject);
      const merger = reason === undefined ? undefined : mergerOf(agents, subject, text);
      if (!merger || (merger.op !== 'sum' && merger.op !== 'avg') || countsTruth(subject, merger)) continue;
      const effect =
        merger.op === 'sum' ? 'sum multiplies it by the number of agents' : 'avg hides the one agent that differs';
      yield {
        message: `${subject.node.name}: ${reason}, and ${effect}: use max`,
        place: { offset: subject.node.from },
      };
    }
  },
});
