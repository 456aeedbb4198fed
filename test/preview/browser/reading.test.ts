import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/model/dashboard.ts';
import type { AlertView, SloView } from '../../../src/preview/page-data.ts';
import { allKinds, allResults, dataOf, pageFile, panelJson } from '../fixture.ts';
import { closeBrowser, expectQuiet, openPage } from './open-page.ts';

afterAll(closeBrowser);

const row: JsonObject = {
  ...{ id: 90, type: 'row', title: 'Depth', collapsed: true, gridPos: { x: 0, y: 50, w: 24, h: 1 } },
  panels: [panelJson(91, 'timeseries', { title: 'Hidden deep' })],
};
const board = { ...allKinds, panels: [...(allKinds['panels'] as JsonObject[]), row] };
const alert: AlertView = {
  ...{
    name: 'CiliumAgentDown',
    urgency: 'page',
    ruleSet: 'agent',
    slo: 'agents',
    runbook: 'https://example.org/runbook',
  },
  panel: { uid: 'all', board: 'All kinds', key: '91', title: 'Hidden deep' },
  rules: [
    {
      severity: 'critical',
      for: '5m',
      expr: 'up == 0',
      summary: 'An agent is down.',
      description: 'See it.',
      labels: {},
    },
  ],
  fires: [{ name: 'agent-down', title: 'One agent goes' }],
  silent: [],
};
const slo: SloView = {
  ...{
    name: 'agents',
    service: 'agent',
    objective: '99.9',
    period: '30d',
    groupBy: ['cluster', 'destination_namespace', 'destination_workload'],
    alert: 'CiliumAgentDown',
  },
  ...{ explanation: ['Of all agents, most shall be there.', 'Tier 1 fires.'], file: 'rules/slos/agents.ts' },
};
const data = dataOf(
  [board, { uid: 'other', title: 'Other', panels: [] }],
  { all: allResults },
  { alerts: [alert], slos: [slo], incidents: 49 },
);
/** Waits: a page handles keys when it comes to it. */
const focusIsOn = (page: Page, id: string) => page.waitForFunction((name) => document.activeElement?.id === name, id);

const where = (url: string) => url.split('#')[1];

describe('reading the page with keys alone', () => {
  it('goes through panels, opens one large, and comes back', async () => {
    const opened = await openPage(`${pageFile(data)}#/board/all`);
    const { page } = opened;
    for (const [key, id] of [
      ['j', 'panel-1'],
      ['j', 'panel-2'],
      ['k', 'panel-1'],
    ] as const) {
      await page.keyboard.press(key);
      await focusIsOn(page, id);
    }
    await page.keyboard.press('Enter');
    await page.locator('dialog .panel-drawing[data-drawn] canvas').waitFor();
    expect(await page.locator('dialog').innerText()).toContain('rate(timeseries_total[$__rate_interval])');
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    await focusIsOn(page, 'panel-1');
    await page.keyboard.press('i');
    await page.locator('#panel-1 .panel-facts').waitFor();
    expectQuiet(opened);
  });

  it('searches everything, opens the row that hides what was found, and stands on it', async () => {
    const { page } = await openPage(pageFile(data));
    await page.keyboard.press('/');
    await page.keyboard.type('deep');
    await page.locator('#found [role=option]').waitFor();
    expect(await page.locator('#found [role=option]').count()).toBe(1);
    await page.keyboard.press('Enter');
    await page.locator('#panel-91').waitFor();
    expect(where(page.url())).toBe('/board/all/91');
    await focusIsOn(page, 'panel-91');
  });

  it('finds a panel by a metric it asks for, and an alert by its name', async () => {
    const { page } = await openPage(pageFile(data));
    const titles = async (query: string) => {
      await page.locator('#search').fill(query);
      return page.locator('#found b').allInnerTexts();
    };
    expect(await titles('histogram_total')).toEqual(['A histogram']);
    expect(await titles('agentdown')).toEqual(['CiliumAgentDown']);
    expect(await titles('nothing like it')).toEqual([]);
  });

  it('goes to pages, shows the keys, and types into the search what it is given', async () => {
    const { page } = await openPage(pageFile(data));
    for (const [key, place] of [
      ['s', '/slos'],
      ['a', '/alerts'],
      ['h', '/'],
    ] as const) {
      await page.keyboard.press('g');
      await page.keyboard.press(key);
      await page.waitForURL((url) => where(url.href) === place);
    }
    await page.keyboard.press('?');
    expect(await page.locator('dialog').innerText()).toContain('next and previous panel');
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('/');
    await focusIsOn(page, 'search');
    await page.keyboard.type('jkt?');
    expect(await page.locator('#search').inputValue()).toBe('jkt?');
  });
});

describe('pages besides the boards', () => {
  it('link an alert to its panel, runbook, SLO and proof', async () => {
    const opened = await openPage(`${pageFile(data)}#/alerts/CiliumAgentDown`);
    const { page } = opened;
    await focusIsOn(page, 'entry-CiliumAgentDown');
    expect(
      await page.locator('.entry a').evaluateAll((links) => links.map((link) => link.getAttribute('href'))),
    ).toEqual(['#/board/all/91', 'https://example.org/runbook', '#/slos/agents']);
    await page.locator('summary', { hasText: 'Proof' }).click();
    expect(await page.locator('.entry').innerText()).toContain('agent-down One agent goes');
    await page.locator('.entry a').first().click();
    await page.locator('#panel-91').waitFor();
    expectQuiet(opened);
  });

  it('filter alerts', async () => {
    const { page } = await openPage(`${pageFile(data)}#/alerts`);
    await page.locator('main input').fill('nothing of that kind');
    expect(await page.locator('.entry:visible').count()).toBe(0);
    expect(await page.locator('[aria-live]').innerText()).toBe('0 alerts');
  });

  it.each(['#/', '#/board/all', '#/slos', '#/alerts'])('%s fits on a phone', async (route) => {
    const { page } = await openPage(`${pageFile(data)}${route}`, { width: 390, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });

  it('tell SLOs in words', async () => {
    const { page } = await openPage(`${pageFile(data)}#/slos`);
    expect(await page.locator('.entry').innerText()).toContain('99.9 % over 30d');
    expect(await page.locator('.entry li').allInnerTexts()).toEqual(['Tier 1 fires.']);
  });

  it('say so when an address names no board', async () => {
    const opened = await openPage(`${pageFile(data)}#/board/%E0%A4%A`);
    expect(await opened.page.locator('h1').innerText()).toBe('There is no such board');
    expectQuiet(opened);
  });

  it('have a name for everything that can be used', async () => {
    const { page } = await openPage(`${pageFile(data)}#/board/all`);
    await page.locator('#panel-1 canvas').waitFor();
    const nameless = await page.evaluate(() =>
      [...document.querySelectorAll('button, a, input, canvas, [role], article, dialog, nav')]
        .filter((one) => {
          const label = one.getAttribute('aria-label') ?? one.getAttribute('aria-labelledby') ?? one.textContent ?? '';
          return (
            label.trim() === '' &&
            one.getAttribute('aria-hidden') !== 'true' &&
            !['search'].includes(one.getAttribute('role') ?? '')
          );
        })
        .map((one) => one.outerHTML.slice(0, 120)),
    );
    expect(nameless).toEqual([]);
    expect(await page.locator('h1').count()).toBe(1);
    expect(await page.locator('main, header.top, nav, footer').count()).toBe(4);
  });
});
