import { createHash } from 'node:crypto';
import { Script } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { pageOf } from '../../src/commands/preview-page.ts';
import { jsonInHtml, PAGE_MARK } from '../../src/preview/page.ts';
import { concatenated } from '../../src/preview/script.ts';
import { allKinds, allResults, dataOf } from './fixture.ts';

const page = pageOf(dataOf([allKinds], { all: allResults }), false);
const scripts = [...page.matchAll(/<script>(.*?)<\/script>/gs)].map(([, text = '']) => text);

describe('the page', () => {
  it('begins with the mark that lets it be overwritten', () => {
    expect(page.split('\n')[0]).toBe(PAGE_MARK);
  });

  it('allows its own scripts by their hash, and nothing else', () => {
    const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    const hashes = scripts.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`);
    expect(scripts.length).toBe(2);
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `script-src ${hashes.join(' ')}`,
      "style-src 'unsafe-inline'",
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
    ]);
  });

  it('asks a server for news only where one serves it', () => {
    expect(page).not.toContain('EventSource');
    const served = pageOf(dataOf([]), true);
    expect(served).toContain("new EventSource('/events')");
    expect(served).toContain("connect-src 'self'");
  });

  it('holds scripts that are syntax, without types and modules', () => {
    for (const script of scripts) expect(() => new Script(script)).not.toThrow();
    expect(scripts[1]).not.toMatch(/^(import|export)\b/m);
    // a comparison with markup in mind: nothing of ours is ever read as HTML
    expect(scripts[1]).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function/);
  });

  it('takes two things of one name for the error it is', () => {
    const twice = concatenated([
      { path: 'a.ts', text: 'export function same(): number { return 1; }' },
      { path: 'b.ts', text: 'function same() {}' },
    ]);
    expect(() => new Script(twice)).toThrow(/already been declared/);
  });

  it('names no address that would be loaded', () => {
    const markup = page.replaceAll(/<script\b.*?<\/script>/gs, '').replaceAll(/<style>.*?<\/style>/gs, '');
    expect(markup).not.toMatch(/\b(src|href)=/);
  });
});

describe('data in the page', () => {
  it.each(['</script><script>alert(1)</script>', '<!-- <script>', ']]>', '&lt;', '\u2028\u2029', '"\\\'`'])(
    '%j comes back as it was',
    (text) => {
      const json = jsonInHtml({ text });
      expect(json).not.toMatch(/[<>&\u2028\u2029]/);
      expect(JSON.parse(json)).toEqual({ text });
    },
  );
});
