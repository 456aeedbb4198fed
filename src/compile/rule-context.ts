import type { RuleContext } from '../define/rule-context.ts';
import { renderDuration } from '../promql/duration.ts';
import type { TargetLabel } from '../promql/promql.ts';
import type { Settings } from '../settings/settings.ts';
import { buildContext } from './context.ts';

/** The settings as rules see them: rules look at every cluster at once, so selectors carry no dashboard variable. */
export function ruleContext(settings: Settings): RuleContext {
  const { clusterLabel, prometheus } = settings;
  return {
    ...buildContext(settings, 'rules'),
    clusterLabels: clusterLabel ? [clusterLabel as TargetLabel] : [],
    ofCluster: clusterLabel ? `{{ with $labels.${clusterLabel} }} of cluster {{ . }}{{ end }}` : '',
    evaluationInterval: renderDuration(prometheus.evaluationInterval),
  };
}
