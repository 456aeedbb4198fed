import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { codes } from '../../src/checks/codes.ts';
import { PAGES, pages, readPage } from '../../src/checks/docs.ts';
import { examplesIn, problemsOf } from '../support/examples.ts';

const page = (code: string) => readPage(`${code}.md`) ?? '';
const cases = codes.map(({ code }) => ({ code }));

describe('docs/checks', () => {
  it('has a page for every code and no other', () => {
    expect(readdirSync(PAGES).sort()).toEqual(['README.md', ...codes.map(({ code }) => `${code}.md`)].sort());
  });

  it('says what the checks say (else: npm run docs)', () => {
    expect([...pages(readPage)].filter(([name, text]) => readPage(name) !== text).map(([name]) => name)).toEqual([]);
  });

  it('gives every code once', () => {
    expect(new Set(codes.map(({ code }) => code)).size).toBe(codes.length);
  });

  it.each(cases)('$code finds what its page calls wrong', ({ code }) => {
    const examples = examplesIn(page(code), 'Wrong');
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      const found = problemsOf(example).map((problem) => problem.code);
      expect(found, example.code).toContain(code);
    }
  });

  it.each(cases)('what the page of $code calls right has no problem at all', ({ code }) => {
    const examples = examplesIn(page(code), 'Right');
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      expect(
        problemsOf(example).map((problem) => `${problem.code}: ${problem.message}`),
        example.code,
      ).toEqual([]);
    }
  });
});
