import { parseSeries } from '../catalog/catalog.ts';
import { queryCheck } from './check.ts';

export const metricSwitchedOn = queryCheck({
  code: 'metric-switched-on',
  severity: 'error',
  summary: 'A metric that ships switched off is not there until someone switches it on, so the panel stays empty.',
  remediation:
    'Set the Helm value named, and list the metric under `metrics` in the settings; or query another metric.',
  *check({ selectors }) {
    for (const { node, presence } of selectors) {
      for (const found of presence.values()) {
        if (!('absent' in found) || found.absent.kind !== 'switched-off') continue;
        const { name, use } = found.absent;
        const entry = `+${parseSeries(name)?.family ?? name}`;
        yield {
          message: `${name} is off by default: set the Helm value ${use}, and list "${entry}" under metrics in the settings`,
          place: { offset: node.from },
        };
      }
    }
  },
});
