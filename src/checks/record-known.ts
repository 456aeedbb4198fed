import { nearest } from '../catalog/nearest.ts';
import { queryCheck } from './check.ts';
import { recordNames } from './support/record-names.ts';

export const recordKnown = queryCheck({
  code: 'record-known',
  severity: 'error',
  summary:
    'A recorded series that no rule records is empty for ever: the alert on it never fires, the panel says "No data".',
  remediation: 'Record it, or read the record that is named instead.',
  *check({ selectors }, _subject, { model }) {
    const records = recordNames(model);
    for (const { node } of selectors) {
      if (!node.name?.includes(':') || records.has(node.name)) continue;
      const near = nearest(node.name, records);
      const advice = near.length > 0 ? `; near it: ${near.join(', ')}` : '';
      yield { message: `no rule records ${node.name}${advice}`, place: { offset: node.from } };
    }
  },
});
