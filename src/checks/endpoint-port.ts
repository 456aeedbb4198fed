import { accepts, hasVariable } from '../catalog/matchers.ts';
import { queryCheck } from './check.ts';
import { PORT_NAMES } from './support/port-names.ts';
import { both, either } from './support/words.ts';

export const endpointPort = queryCheck({
  code: 'endpoint-port',
  severity: 'error',
  summary: 'The label `endpoint` names the scraped port, not an API endpoint: matching anything else selects nothing.',
  remediation: 'Take the matcher out, or use a label of the metric itself, such as `api_call`, `path` or `host`.',
  *check({ selectors }, _subject, { exposure }) {
    for (const { node, form } of selectors) {
      const matcher = node.matchers.find(({ label }) => label === 'endpoint');
      if (!form || !matcher || matcher.value === '' || hasVariable(matcher.value)) continue;
      const ports = PORT_NAMES[form.component];
      const isTargets = !form.labels.includes('endpoint') && exposure.targetLabels[form.component].has('endpoint');
      // `!="metrics"` lets a PodMonitor's "prometheus" through, but nobody has both
      const possible = matcher.op.startsWith('!') ? ports.slice(0, 1) : ports;
      if (!isTargets || ports.length === 0 || possible.some((port) => accepts(matcher, port))) continue;
      const own = form.labels.length > 0 ? `; labels of its own are ${both(form.labels)}` : '';
      yield {
        message: `endpoint${matcher.op}"${matcher.value}" leaves nothing of ${node.name}: endpoint is the name of the scraped port, ${either(ports.map((port) => `"${port}"`))}${own}`,
        place: { offset: matcher.from },
      };
    }
  },
});
