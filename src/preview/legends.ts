export interface LegendContext {
  /** The only series of its panel. */
  readonly alone: boolean;
  readonly expr: string;
}

/** Name of a series, as Grafana's Prometheus data source makes it: `{{label}}` filled in, else the series itself. */
export function legendText(
  format: string,
  labels: Readonly<Record<string, string>>,
  { alone, expr }: LegendContext,
): string {
  if (format !== '' && format !== '__auto') {
    const text = format.replaceAll(/\{\{\s*(.+?)\s*\}\}/g, (_, label: string) => labels[label] ?? '');
    if (text.trim() !== '') return text;
  }
  const own = Object.entries(labels).filter(([label]) => label !== '__name__');
  const name = labels['__name__'] ?? '';
  if (own.length === 0 && name === '') return alone || format === '__auto' ? oneLine(expr) : 'Value';
  const pairs = own.map(([label, value]) => `${label}="${value}"`).join(', ');
  return own.length === 0 ? name : `${name}{${pairs}}`;
}

const oneLine = (expr: string) => expr.replaceAll(/\s+/g, ' ').trim();
