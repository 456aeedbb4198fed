import { queryCheck } from './check.ts';
import { either } from './support/words.ts';

export const hubbleHandler = queryCheck({
  code: 'hubble-handler',
  severity: 'error',
  summary: 'A Hubble metric exists only while its handler is enabled; without it the panel says "No data".',
  remediation: 'Add the handler to the Helm value `hubble.metrics.enabled` and to `hubble.metrics` in the settings.',
  *check({ selectors }) {
    for (const { node, presence } of selectors) {
      for (const found of presence.values()) {
        if (!('absent' in found) || found.absent.kind !== 'handler-missing') continue;
        const { name, handlers, use } = found.absent;
        const instead = use ? `with httpV2, use ${use}` : `add ${handlers[0]}`;
        yield {
          message: `${name} comes from the Hubble handler ${either(handlers)}, which hubble.metrics does not list: ${instead}`,
          place: { offset: node.from },
        };
      }
    }
  },
});
