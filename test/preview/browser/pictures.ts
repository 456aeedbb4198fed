// `npm run pictures`: the pictures of README and guides, made anew from the real program and the synthetic cluster.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { startChromium } from './chromium.ts';
import { commentPage } from './comment-page.ts';
import { syntheticPage } from './synthetic-page.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const PICTURES = join(ROOT, 'docs', 'pictures');
const WIDTH = 1280;

/** A part of the preview: what is drawn, in which colours, and how much of it is shown. */
interface Picture {
  readonly name: string;
  readonly scenario: string;
  readonly route: string;
  readonly scheme: 'light' | 'dark';
  /** Pixels of the page from the top. */
  readonly height: number;
}

const TAKEN: readonly Picture[] = [
  { name: 'agent', scenario: 'healthy', route: '/board/cilium-agent', scheme: 'dark', height: 1000 },
  { name: 'dns', scenario: 'healthy', route: '/board/hubble-dns', scheme: 'light', height: 900 },
  { name: 'drops-before', scenario: 'healthy', route: '/board/hubble-drops', scheme: 'light', height: 620 },
  { name: 'drops-after', scenario: 'drops', route: '/board/hubble-drops', scheme: 'light', height: 620 },
  { name: 'alerts', scenario: 'healthy', route: '/alerts', scheme: 'light', height: 620 },
];

async function take(browser: Browser, url: string, { name, route, scheme, height }: Picture): Promise<void> {
  const page = await browser.newPage({ viewport: { width: WIDTH, height }, colorScheme: scheme });
  await page.goto(`${url}#${route}`);
  await drawn(page);
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
  await page.close();
}

/** Charts are drawn when they come into view, some frames later. */
async function drawn(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(1000);
}

async function takeComment(browser: Browser): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 920, height: 800 } });
  await page.setContent(commentPage());
  await page.locator('.comment').screenshot({ path: join(PICTURES, 'comment.png') });
  await page.close();
}

const folder = mkdtempSync(join(tmpdir(), 'ciliascope-pictures-'));
const browser = await startChromium();
try {
  mkdirSync(PICTURES, { recursive: true });
  const pages = new Map(
    [...new Set(TAKEN.map(({ scenario }) => scenario))].map((one) => [one, syntheticPage(folder, one)]),
  );
  for (const picture of TAKEN) await take(browser, pages.get(picture.scenario) ?? '', picture);
  await takeComment(browser);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
