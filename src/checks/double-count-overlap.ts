import { queryCheck } from './check.ts';
import { overlapOf } from './support/overlaps.ts';
import { agentLabels, carries, mergersOver } from './support/result.ts';

export const doubleCountOverlap = queryCheck({
  code: 'double-count-overlap',
  severity: 'error',
  summary: 'Some values of the label contain others, so a sum over them counts the same thing more than once.',
  remediation: 'Match one value of the label, or group by it.',
  *check(text, _subject, { model }) {
    const agents = agentLabels(model.settings.scrape.nodeLabel);
    const lost = text.selectors.some(({ form }) => form?.name === 'hubble_lost_events_total');
    for (const subject of text.selectors) {
      const overlap = overlapOf(subject);
      if (!overlap) continue;
      const { label, reason, perAgent } = overlap;
      const merger = mergersOver(subject.ancestors).find((one) => !carries(label, one, text));
      if (!merger || (merger.op !== 'sum' && merger.op !== 'avg')) continue;
      // events lost against events seen compares Hubble's own work
      if (perAgent && (lost || agents.some((agent) => carries(agent, merger, text)))) continue;
      yield {
        message: `${merger.op} of ${subject.node.name} over ${label}: ${reason}; match one ${label} or group by it`,
        place: { offset: subject.node.from },
      };
    }
  },
});
