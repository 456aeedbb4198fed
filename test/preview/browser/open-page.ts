import type { Browser, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { missing } from '../../support/engines.ts';
import { noChromium, startChromium } from './chromium.ts';

let browser: Promise<Browser> | undefined;

/** A page in a real Chromium, with all it complains of and all it asks for. */
export interface OpenPage {
  readonly page: Page;
  readonly complaints: readonly string[];
  readonly requests: readonly string[];
}

export interface Window {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
}

/** Opens an address. Where there is no Chromium the test is skipped with the reason, and fails in CI. */
export async function openPage(
  url: string,
  { width = 1280, height = 900, colorScheme = 'dark' }: Window = {},
): Promise<OpenPage> {
  if (noChromium !== undefined) missing(noChromium);
  browser ??= startChromium();
  const page = await (await browser).newPage({ viewport: { width, height }, colorScheme });
  onTestFinished(() => page.close());
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(url);
  return { page, complaints, requests };
}

export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
  browser = undefined;
}

/** Nothing on the console, nothing loaded besides the page itself. */
export function expectQuiet({ complaints, requests }: OpenPage): void {
  expect(complaints).toEqual([]);
  expect([...new Set(requests.map((url) => url.split('#')[0]))].length).toBe(1);
}

/** Waits until a panel is drawn, and counts the colours of what it shows. */
export async function colorsOf(page: Page, selector: string): Promise<number> {
  await page.locator(selector).scrollIntoViewIfNeeded();
  await page.locator(`${selector}[data-drawn]`).waitFor();
  const image = await page.locator(selector).screenshot();
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    const pixels = context?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? new Uint8ClampedArray();
    return new Set(new Uint32Array(pixels.buffer)).size;
  }, image.toString('base64'));
}
