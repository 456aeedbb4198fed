import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FINDING_CODES } from '../../src/doctor/finding.ts';

const guide = readFileSync('docs/guides/doctor.md', 'utf8');

describe('the guide of the doctor', () => {
  it.each(FINDING_CODES)('explains %s', (code) => {
    expect(guide).toMatch(new RegExp(`(\\| |And )\`${code}\``));
  });

  it('explains nothing that the doctor does not say', () => {
    const named = [...guide.matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map(([, code]) => code);
    const severities = ['error', 'warning', 'note'];
    expect(named.filter((code) => ![...FINDING_CODES, ...severities].includes(code ?? ''))).toEqual([]);
  });
});
