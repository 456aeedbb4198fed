// `npm run pictures`: every board in a healthy cluster and in the fault it is there for, and the page that shows them.
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { dashboards } from '../../../dashboards/index.ts';
import { startChromium } from './chromium.ts';
import { fittingFaultOf } from './fitting-faults.ts';
import type { GalleryPicture } from './gallery-page.ts';
import { GALLERY, galleryPage, HEALTHY, pictureOf } from './gallery-page.ts';
import { syntheticPage } from './synthetic-page.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const DOCS = join(ROOT, 'docs');
const WIDTH = 1280;
/** Tall enough that every open row is in view, where charts are drawn. */
const VIEW = 3000;
/** What is shown ends with the last whole panel above this line. */
const TALLEST = 1000;
/** Less than the gap between panels, or the next line of them would look in. */
const MARGIN = 6;

/** The pictures to take, by the state of the cluster they are taken in. */
function picturesByState(): ReadonlyMap<string, readonly GalleryPicture[]> {
  const pictures = dashboards.flatMap(({ uid }) => [
    pictureOf(uid, HEALTHY),
    pictureOf(uid, fittingFaultOf(uid).fault),
  ]);
  return Map.groupBy(pictures, ({ state }) => state);
}

/** @param folder stands for `docs/` while pictures are taken */
async function takeAll(
  browser: Browser,
  url: string,
  pictures: readonly GalleryPicture[],
  folder: string,
): Promise<void> {
  const colorScheme = pictures.some(({ state }) => state === HEALTHY) ? 'light' : 'dark';
  const page = await browser.newPage({ viewport: { width: WIDTH, height: VIEW }, colorScheme });
  await page.goto(url);
  for (const { uid, path } of pictures) {
    await showBoard(page, uid);
    await page.screenshot({ path: join(folder, path), clip: { x: 0, width: WIDTH, ...(await partShown(page)) } });
  }
  await page.close();
}

async function showBoard(page: Page, uid: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#/board/${uid}`);
  const title = dashboards.find((board) => board.uid === uid)?.title ?? uid;
  await page.locator('.board-head h1', { hasText: title }).waitFor();
  // charts are drawn when they come into view, some frames later
  await page.waitForFunction(() => document.querySelector('.panel-drawing:not([data-drawn])') === null);
  await page.waitForTimeout(200);
}

/** From the title of the board to the last line that cuts no panel. */
function partShown(page: Page): Promise<{ y: number; height: number }> {
  return page.evaluate(
    ({ tallest, margin }) => {
      const boxOf = (one: Element): DOMRect => one.getBoundingClientRect();
      const head = document.querySelector('.board-head');
      const panels = [...document.querySelectorAll('.panel')].map(boxOf).filter(({ height }) => height > 0);
      const top = (head ? boxOf(head).top : 0) - margin;
      const whole = panels
        .map(({ bottom }) => bottom + margin)
        .filter((end) => end - top <= tallest && panels.every((box) => box.top >= end - margin || box.bottom <= end));
      return { y: top, height: Math.max(...whole) - top };
    },
    { tallest: TALLEST, margin: MARGIN },
  );
}

const folder = mkdtempSync(join(tmpdir(), 'ciliascope-gallery-'));
const browser = await startChromium();
try {
  for (const [state, pictures] of picturesByState())
    await takeAll(browser, syntheticPage(folder, state), pictures, folder);
  // all of them or none: whoever stops this keeps the pictures of before
  rmSync(join(DOCS, GALLERY), { recursive: true, force: true });
  cpSync(join(folder, GALLERY), join(DOCS, GALLERY), { recursive: true });
  writeFileSync(join(DOCS, 'gallery.md'), galleryPage(dashboards));
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
