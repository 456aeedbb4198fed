/** Labels with a value per pod, address, name or port: thousands in a large cluster. */
export const UNBOUNDED: ReadonlySet<string> = new Set([
  'source_ip',
  'destination_ip',
  'source_pod',
  'destination_pod',
  'identity',
  'query',
  'port',
]);
