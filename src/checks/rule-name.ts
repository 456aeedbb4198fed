import { labelsOfResult } from '../promql/labels.ts';
import { parsePromql } from '../promql/parse.ts';
import { isTargetLabel } from '../promql/promql.ts';
import { ruleCheck } from './check.ts';
import { both } from './support/words.ts';

/** Longer names are cut by chat and phone. */
const LONGEST = 40;

export const ruleName = ruleCheck({
  code: 'rule-name',
  severity: 'error',
  summary:
    'A rule whose name does not say what it is about is found by nobody: not in a route, not in a silence, not in a query.',
  remediation:
    'Alerts: CamelCase, `Cilium` or `Hubble` first, at most 40 characters. Records: `level:metric:operations`, where the level names labels of the result (prometheus.io/docs/practices/rules).',
  *check({ rule }, { model }) {
    if (rule.kind === 'alerting') {
      if (!/^(Cilium|Hubble)[A-Z0-9]\w*$/.test(rule.alert) || rule.alert.includes('_')) {
        yield { message: `${rule.alert} is no CamelCase name that begins with Cilium or Hubble` };
      }
      if (rule.alert.length > LONGEST)
        yield { message: `${rule.alert} has ${rule.alert.length} characters, more than ${LONGEST}` };
      return;
    }
    const [level = '', metric, operations, ...more] = rule.record.split(':');
    if (!metric || !operations || more.length > 0) {
      yield { message: `${rule.record} is not level:metric:operations` };
      return;
    }
    const { root } = parsePromql(rule.query.expr);
    const set = root && labelsOfResult(root);
    if (!set?.closed || !isTargetLabel(level)) return;
    const labels = [...set.labels, ...Object.keys(rule.labels)];
    // names stay the same whatever the settings call the node
    const named = level === 'node' ? model.settings.scrape.nodeLabel : level;
    if (!labels.some((label) => label === named || label.endsWith(`_${level}`)) && labels.length > 0) {
      yield { message: `${rule.record} is called after the label ${level}, but its result has ${both(labels)}` };
    }
  },
});
