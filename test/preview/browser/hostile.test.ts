import { afterAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/model/dashboard.ts';
import { compareBoards } from '../../../src/preview/compare.ts';
import { dataOf, instantly, KIND_NAMES, pageFile, panelJson, ranged, wave } from '../fixture.ts';
import { closeBrowser, expectQuiet, openPage } from './open-page.ts';

afterAll(closeBrowser);

/** Each would set `window.hit`, or load something, if any of it were read as markup, script or style. */
const HOSTILE = [
  '</script><script>window.hit=1</script>',
  '<img src=x onerror="window.hit=2">',
  '<svg/onload=window.hit=3>',
  '"><style>@import "http://127.0.0.1:9/x";</style>',
  "'+(window.hit=4)+'",
  '[x](javascript:window.hit=5) ![y](http://127.0.0.1:9/y.png)',
  '${window.hit=6}{{constructor.constructor("window.hit=7")()}}',
  '<!--<script>',
  '__proto__',
];
const ALL = HOSTILE.join(' ');

function hostilePanel(id: number, type: string): JsonObject {
  return panelJson(id, type, {
    ...{ title: ALL, description: ALL, repeat: ALL },
    targets: [{ refId: ALL, expr: ALL, legendFormat: `${ALL} {{label}}` }],
    links: [
      { title: ALL, url: 'javascript:window.hit=8' },
      { title: ALL, url: `https://x/${ALL}` },
    ],
    options: { mode: 'html', content: ALL, legend: { displayMode: 'table', calcs: [ALL] } },
    fieldConfig: {
      defaults: {
        ...{
          unit: `suffix:${ALL}`,
          displayName: ALL,
          noValue: ALL,
          color: { mode: 'fixed', fixedColor: 'url(javascript:1)' },
        },
        ...{ thresholds: { steps: [{ color: `red;background:url(http://127.0.0.1:9/z)`, value: null }] } },
        mappings: [{ type: 'value', options: { '1': { text: ALL, color: ALL } } }],
      },
      overrides: [
        {
          matcher: { id: 'byName', options: ALL },
          properties: [
            { id: '__proto__', value: { hit: 9 } },
            { id: 'custom.__proto__.hit', value: 9 },
          ],
        },
      ],
    },
    transformations: [{ id: ALL, options: {} }],
  });
}

const types = [...KIND_NAMES, ALL];
const board: JsonObject = {
  ...{ uid: ALL, title: ALL, description: ALL, tags: HOSTILE },
  templating: { list: [{ name: ALL, label: ALL, description: ALL, current: { text: ALL } }] },
  links: [{ title: ALL, url: 'javascript:window.hit=10' }],
  panels: [
    { id: 50, type: 'row', title: ALL, gridPos: { y: 0 } },
    ...types.map((type, index) => hostilePanel(index + 1, type)),
  ],
};
const labels = Object.fromEntries(HOSTILE.map((text, index) => [`label${index || ''}`, text]));
const answers = Object.fromEntries(
  types.map((type, index) => {
    const one = ['stat', 'gauge', 'bargauge', 'table'].includes(type);
    const series = { labels, values: one ? [1] : wave(index) };
    return [String(index + 1), [{ ...(one ? instantly : ranged)(ALL, series), more: 3, error: ALL }]];
  }),
);
const data = {
  ...dataOf([board], { [ALL]: answers }),
  title: ALL,
  slos: [
    {
      name: ALL,
      service: ALL,
      objective: ALL,
      period: ALL,
      groupBy: HOSTILE,
      alert: ALL,
      explanation: HOSTILE,
      file: ALL,
    },
  ],
  alerts: [
    {
      ...{
        name: ALL,
        urgency: ALL,
        ruleSet: ALL,
        slo: ALL,
        runbook: 'javascript:window.hit=11',
        fires: [{ name: ALL, title: ALL }],
        silent: [],
      },
      panel: { uid: ALL, board: ALL, key: '1', title: ALL },
      rules: [{ severity: ALL, for: ALL, expr: ALL, summary: ALL, description: ALL, labels: { x: ALL } }],
    },
  ],
};

async function expectHarmless(url: string, routes: readonly string[]): Promise<void> {
  const opened = await openPage(url);
  const { page } = opened;
  for (const route of routes) {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, route);
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
    expect(await page.evaluate(() => ['hit' in window, 'hit' in {}])).toEqual([false, false]);
    const bad =
      'script:not(body > script), main img, main style, main iframe, [onerror], [onload], a[href^="javascript:" i]';
    expect(await page.locator(bad).count()).toBe(0);
  }
  expectQuiet(opened);
}

describe('markup in titles, descriptions, queries, labels and values', () => {
  it('stays the text it is, in every kind of panel and on every page', async () => {
    const uid = encodeURIComponent(ALL);
    await expectHarmless(pageFile(data), [
      '#/',
      `#/board/${uid}`,
      `#/board/${uid}/1`,
      '#/slos',
      '#/alerts',
      `#/alerts/${uid}`,
    ]);
  });

  it('stays so in a comparison', async () => {
    const before = { ...board, title: `${ALL}!`, panels: [hostilePanel(1, 'stat'), hostilePanel(99, 'gauge')] };
    const comparison = { base: ALL, boards: [compareBoards(ALL, before, board)] };
    await expectHarmless(pageFile({ ...data, comparison }), ['#/', `#/board/${encodeURIComponent(ALL)}`]);
  });

  it('is found by search as the text it is', async () => {
    const opened = await openPage(pageFile(data));
    await opened.page.locator('#search').fill('<img src=x');
    expect(await opened.page.locator('#found').innerText()).toContain('onerror');
    expect(await opened.page.evaluate(() => 'hit' in window)).toBe(false);
    expectQuiet(opened);
  });

  it('could not run even if it got into the page', async () => {
    const { page, complaints } = await openPage(pageFile(data));
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.hit = 12';
      document.body.append(script);
    });
    expect(await page.evaluate(() => 'hit' in window)).toBe(false);
    expect(complaints.join()).toContain('Content Security Policy');
  });
});
