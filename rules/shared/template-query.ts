import type { RuleContext } from '../../src/define.ts';

/**
 * A `query` call of a Prometheus template (prometheus.io/docs/prometheus/latest/configuration/template_reference). Every
 * `@label` in the expression becomes a matcher on the value the alert has, the cluster's matcher where clusters are told
 * apart. Rulers that cannot query give an empty result, and the text around it is left out.
 * @param expr such as `time() - x{@cluster}` or `topk(3, y{@cluster, @reason})`
 */
export function templateQuery({ clusterLabel }: RuleContext, expr: string): string {
  const labels: string[] = [];
  const text = expr.replaceAll(/@(\w+)(?:, )?/g, (match, name: string) => {
    const label = name === 'cluster' ? clusterLabel : name;
    if (!label) return '';
    labels.push(`$labels.${label}`);
    return `${label}=%q${match.endsWith(', ') ? ', ' : ''}`;
  });
  const quoted = `"${text.replaceAll('"', '\\"')}"`;
  return labels.length === 0 ? `query ${quoted.replaceAll('%q', '')}` : `query (printf ${quoted} ${labels.join(' ')})`;
}

/**
 * Names the nodes of a result, three at most: ` Most on n31, n07.`
 * @param expr as in `templateQuery`, grouped by the node label
 */
export function namedNodes(context: RuleContext, intro: string, expr: string, outro = ''): string {
  return named(context, context.nodeLabel, intro, expr, outro);
}

/** The same for the values of any label: ` Reasons: FIB lookup failed.` */
export function named(context: RuleContext, label: string, intro: string, expr: string, outro = ''): string {
  const found = templateQuery(context, `topk(3, ${expr})`);
  const names = `{{ range $i, $one := . }}{{ if $i }}, {{ end }}{{ $one | label "${label}" }}{{ end }}`;
  return `{{ with ${found} }} ${intro} ${names}${outro}.{{ end }}`;
}
