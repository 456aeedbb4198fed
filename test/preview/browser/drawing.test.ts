import { afterAll, describe, expect, it } from 'vitest';
import { allKinds, allResults, dataOf, instantly, KIND_NAMES, pageFile, panelJson, ranged, wave } from '../fixture.ts';
import { closeBrowser, colorsOf, expectQuiet, openPage } from './open-page.ts';

afterAll(closeBrowser);

const file = () => pageFile(dataOf([allKinds], { all: allResults }));

describe('the page in a real Chromium', () => {
  it('opens from a file, quietly, with every kind of panel drawn', async () => {
    const opened = await openPage(`${file()}#/board/all`);
    for (const [index, type] of KIND_NAMES.entries()) {
      // a blank panel has one colour, and a title none of ours
      expect(await colorsOf(opened.page, `#panel-${index + 1} .panel-drawing`), type).toBeGreaterThan(8);
    }
    expectQuiet(opened);
  });

  it('follows the colours the reader prefers, and draws again in others', async () => {
    const opened = await openPage(`${file()}#/board/all`, { colorScheme: 'light' });
    const { page } = opened;
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await ground();
    await page.keyboard.press('t');
    expect(await ground()).not.toBe(light);
    expect(await colorsOf(page, '#panel-1 .panel-drawing')).toBeGreaterThan(8);
    expectQuiet(opened);
  });

  it('says in words what a drawing shows', async () => {
    const { page } = await openPage(`${file()}#/board/all`);
    await page.locator('#panel-1 .panel-drawing[data-drawn]').waitFor();
    const name = await page.locator('#panel-1 canvas').getAttribute('aria-label');
    expect(name).toMatch(/^n01: last [\d.]+ req\/s, max 3.00 req\/s; n02: /);
    const stat = await page.locator('#panel-2 .panel-drawing').getAttribute('aria-label');
    expect(stat).toBe('A stat, stat. rate(stat_total[$__rate_interval]): 2.70 req/s');
  });

  it('shows values with unit and colour of their threshold', async () => {
    const { page } = await openPage(`${file()}#/board/all`);
    await page.locator('#panel-2 .stat-value').waitFor();
    expect(await page.locator('#panel-2 .stat-value').innerText()).toBe('2.70 req/s');
    expect(await page.locator('#panel-2 .stat-value').evaluate((value) => getComputedStyle(value).color)).toBe(
      'rgb(242, 73, 92)',
    );
    expect(await page.locator('#panel-5 td').allInnerTexts()).toContain('1 req/s');
  });

  it('lays panels out to scale, and in one column on a phone', async () => {
    const wide = await openPage(`${file()}#/board/all`);
    const [first, second, fourth] = await Promise.all(
      [1, 2, 4].map((id) => wide.page.locator(`#panel-${id}`).boundingBox()),
    );
    expect(first?.height).toBe(8 * 30 + 7 * 8);
    expect(second?.y).toBe(first?.y);
    expect((second?.x ?? 0) - (first?.x ?? 0)).toBeCloseTo((first?.width ?? 0) + 8, 0);
    expect((fourth?.y ?? 0) - (first?.y ?? 0)).toBe(8 * 38);
    const phone = await openPage(`${file()}#/board/all`, { width: 390, height: 800 });
    const boxes = await Promise.all([1, 2].map((id) => phone.page.locator(`#panel-${id}`).boundingBox()));
    expect(boxes[0]?.x).toBe(boxes[1]?.x);
    expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });

  it('draws everything for paper', async () => {
    const opened = await openPage(`${file()}#/board/all`, { height: 200 });
    await opened.page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    expect(await opened.page.locator('.panel-drawing:not([data-drawn])').count()).toBe(0);
    expect((await opened.page.pdf()).length).toBeGreaterThan(10_000);
    expectQuiet(opened);
  });

  it('without values shows what every panel means and asks', async () => {
    const opened = await openPage(`${pageFile(dataOf([allKinds]))}#/board/all`);
    const facts = await opened.page.locator('#panel-1 .panel-facts').innerText();
    for (const text of ['What the timeseries means.', 'req/s', 'from 1.5 req/s', '{{node}}'])
      expect(facts).toContain(text);
    await opened.page.locator('#panel-1 summary').click();
    expect(await opened.page.locator('#panel-1 .query').innerText()).toContain(
      'rate(timeseries_total[$__rate_interval])',
    );
    expectQuiet(opened);
  });

  it('says why a panel is empty, and how much was left out', async () => {
    const board = {
      uid: 'b',
      title: 'B',
      panels: [1, 2, 3]
        .map((id) => panelJson(id, 'timeseries'))
        .concat(panelJson(4, 'stat', { fieldConfig: { defaults: { noValue: 'No DNS seen' } } })),
    };
    const results = {
      1: [{ ...ranged('A'), error: 'parse error' }],
      2: [ranged('A')],
      3: [{ ...ranged('A', { labels: { node: 'n01' }, values: wave(1) }), more: 7 }],
      4: [instantly('A')],
    };
    const { page } = await openPage(`${pageFile(dataOf([board], { b: results }))}#/board/b`);
    const text = (id: number) => page.locator(`#panel-${id} .panel-drawing[data-drawn]`).innerText();
    expect(await text(1)).toContain('A: parse error');
    expect(await text(2)).toBe('No data');
    expect(await text(3)).toContain('1 of 8 series of query A are shown');
    expect(await text(4)).toBe('No DNS seen');
  });
});
