import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, it } from 'vitest';
import { codes } from '../../src/checks/codes.ts';
import type { Problem } from '../../src/model/problem.ts';
import { renderSarif } from '../../src/report/sarif.ts';

const schema = join(import.meta.dirname, 'schemas', 'sarif', 'sarif-subset.schema.json');
/** Characters of RFC 3986; anything else must be percent-encoded. */
const uriReference = /^(?:[\w.~:/?#[\]@!$&'()*+,;=-]|%[0-9A-F]{2})*$/;
const validate = new Ajv({ formats: { 'uri-reference': uriReference } }).compile(
  JSON.parse(readFileSync(schema, 'utf8')),
);

const faults = (text: string) => (validate(JSON.parse(text)) ? [] : (validate.errors ?? []));

const problem: Problem = {
  code: 'panel-unit',
  severity: 'error',
  message: 'x',
  place: { file: 'dashboards/über/a b%.ts', line: 0, resource: 'dashboard/a', item: 'T', path: '/panels/1' },
};

it('SARIF reports have the structure of the standard', () => {
  const warning: Problem = {
    code: 'unlisted',
    severity: 'warning',
    message: '"\n%',
    place: { file: 'a.ts', resource: 'settings' },
  };
  expect(faults(renderSarif([], []))).toEqual([]);
  expect(faults(renderSarif([problem, warning], codes))).toEqual([]);
});

it('the structure refuses what is not SARIF', () => {
  const text = renderSarif([problem], codes);
  expect(faults(text.replace('"error"', '"fatal"'))).not.toEqual([]);
  expect(faults(text.replace('"startLine": 1', '"startLine": 0'))).not.toEqual([]);
  expect(faults(text.replace('%20', ' '))).not.toEqual([]);
});
