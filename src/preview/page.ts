import { createHash } from 'node:crypto';
import type { PageData } from './page-data.ts';

/** What a page is made of besides its data. */
export interface PageParts {
  /** Text of style sheets, in order. */
  readonly styles: readonly string[];
  /** Text of scripts, in order. */
  readonly scripts: readonly string[];
  /** The page asks its server when to load itself anew. */
  readonly reloads: boolean;
}

/** First line of every page of ours: what carries it may be overwritten. */
export const PAGE_MARK = '<!doctype html><!-- made by ciliascope preview -->';

/** The page as one text that needs nothing else. */
export function renderPage(data: PageData, parts: PageParts): string {
  const scripts = parts.scripts.map(closed);
  return `${PAGE_MARK}
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(scripts, parts.reloads)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="ciliascope">
<title>${escaped(data.title)}</title>
${parts.styles.map((style) => `<style>${style.replaceAll('</', '<\\/')}</style>\n`).join('')}</head>
<body>
<noscript><p>This page draws its dashboards with the script it contains. Allow scripts to see them.</p></noscript>
<div id="app"></div>
<script type="application/json" id="data">${jsonInHtml(data)}</script>
${scripts.map((script) => `<script>${script}</script>\n`).join('')}</body>
</html>
`;
}

/** Nothing may be loaded, and no other script may run than those of the page. */
function policy(scripts: readonly string[], reloads: boolean): string {
  const hashes = scripts.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`);
  return [
    "default-src 'none'",
    `script-src ${hashes.join(' ')}`,
    "style-src 'unsafe-inline'",
    'img-src data:',
    ...(reloads ? ["connect-src 'self'"] : []),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** JSON that no parser of HTML takes for markup, and no reader of JavaScript for the end of a line. */
export function jsonInHtml(data: unknown): string {
  return JSON.stringify(data).replaceAll(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** A script must not hold what ends one. The regular expressions and texts of ours do not; a library might. */
const closed = (script: string) => script.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
