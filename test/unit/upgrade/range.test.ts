import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { upgradeRange } from '../../../src/upgrade/range.ts';

describe('upgradeRange', () => {
  it.each([
    ['minors', '1.17', '1.20', { from: '1.17', to: '1.20' }],
    ['patch releases', '1.17.14', 'v1.20.0', { from: '1.17', to: '1.20' }],
    ['a release candidate', '1.16', '1.17.0-rc.1', { from: '1.16', to: '1.17' }],
  ])('takes %s', (_, from, to, range) => {
    expect(upgradeRange(from, to)).toEqual(range);
  });

  it.each([
    ['a minor before the catalog begins', '1.15', '1.20', /--from "1\.15" is no Cilium minor/, /1\.16, 1\.17/],
    ['a minor that is not out', '1.17', '1.21', /--to "1\.21" is no Cilium minor/, /1\.20/],
    ['words', 'latest', '1.20', /--from "latest"/, /one of/],
    ['the same minor twice', '1.18', '1.18.3', /both Cilium 1\.18/, /name the minor that runs now/],
    ['a way back', '1.20', '1.18', /1\.18 is older than 1\.20/, /--from 1\.18 --to 1\.20/],
  ])('refuses %s, and says what to write', (_, from, to, message, hint) => {
    const error = thrownBy(() => upgradeRange(from, to));
    expect(error.message).toMatch(message);
    expect(error.hints.join('\n')).toMatch(hint);
  });
});

function thrownBy(call: () => unknown): UserError {
  try {
    call();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
