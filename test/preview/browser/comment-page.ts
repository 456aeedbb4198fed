import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceFile } from '../../../src/diff/content/content.ts';
import { diff } from '../../../src/diff/diff.ts';
import { renderDiff } from '../../../src/report/diff/render.ts';
import { asHtml } from '../../support/review.ts';

const OUT = join(import.meta.dirname, '..', '..', '..', 'out');
const FILES = [
  'grafana/cilium/hubble-dns.json',
  'grafana/cilium/hubble-drops.json',
  'grafana/cilium/hubble-overview.json',
  'prometheus/rules/hubble-dns.yaml',
];

/** A pull request as a reviewer meets it: a page with the comment on edits that such requests make. */
export function commentPage(): string {
  const before = FILES.map((path) => ({ path, text: readFileSync(join(OUT, path), 'utf8') }));
  const { report } = diff({ name: 'main', files: before.map(earlier) }, { name: 'this branch', files: before });
  const comment = asHtml(renderDiff(report, 'markdown', { color: false })).replace('<details>', '<details open>');
  return `<!doctype html><meta charset="utf-8"><style>${STYLE}</style>
<div class="comment"><div class="author">github-actions <span>bot</span> commented</div><div class="body">${comment}</div></div>`;
}

/** What stood there before the pull request. */
function earlier({ path, text }: SourceFile): SourceFile {
  return {
    path,
    text: text
      .replaceAll('"unit": "reqps"', '"unit": "short"')
      .replaceAll('by (rcode)', 'by (rcode, cluster)')
      .replace('for: "4m"', 'for: "2m"')
      .replace('"title": "DNS errors by client"', '"title": "Errors"'),
  };
}

/** Close enough to where the comment is read. */
const STYLE = `
body { margin: 0; padding: 24px; background: #fff; color: #1f2328; font: 14px/1.5 -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; }
.comment { width: 860px; border: 1px solid #d1d9e0; border-radius: 6px; }
.author { padding: 8px 16px; background: #f6f8fa; border-bottom: 1px solid #d1d9e0; border-radius: 6px 6px 0 0; font-weight: 600; }
.author span { border: 1px solid #d1d9e0; border-radius: 1em; padding: 0 7px; font-size: 12px; font-weight: 500; color: #59636e; }
.body { padding: 16px; }
h3 { font-size: 17.5px; margin: 0 0 12px; }
ul { padding-left: 2em; } p, ul, details { margin: 0 0 12px; }
code { background: #eff1f3; border-radius: 6px; padding: .2em .4em; font: 85% ui-monospace, "Liberation Mono", monospace; }
pre { background: #f6f8fa; border-radius: 6px; padding: 12px; overflow: auto; } pre code { background: none; padding: 0; }
`;
