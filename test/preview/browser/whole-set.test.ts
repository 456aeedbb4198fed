import { statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { previewCommand } from '../../../src/commands/preview.ts';
import { inTemporaryFolder } from '../../../src/scenario/temporary-folder.ts';
import { requireEngine } from '../../support/engines.ts';
import { pack } from '../../support/pack.ts';
import { closeBrowser, expectQuiet, openPage } from './open-page.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const MEGABYTES = 5;

afterAll(closeBrowser);

it('draws every panel of our own boards with values of a real Prometheus, in less than 5 MB', async () => {
  requireEngine('prometheus');
  requireEngine('promtool');
  await inTemporaryFolder(async (folder) => {
    const file = join(folder, 'preview.html');
    const silent = { write: () => true };
    const io = { projectDir: ROOT, stdout: silent, stderr: silent, env: process.env };
    await previewCommand({ out: file, watch: false, synthetic: 'everything-on' }, io);
    expect(statSync(file).size).toBeLessThan(MEGABYTES * 1e6);
    const opened = await openPage(pathToFileURL(file).href);
    const { page } = opened;
    for (const { uid, panels } of pack().dashboards) {
      await page.evaluate((hash) => {
        location.hash = hash;
      }, `#/board/${uid}`);
      await page.locator('.board-head h1').waitFor();
      await page.evaluate(() => {
        for (const row of document.querySelectorAll<HTMLElement>('.row-title[aria-expanded="false"]')) row.click();
        window.dispatchEvent(new Event('beforeprint'));
      });
      expect(await page.locator('.panel').count(), uid).toBe(panels.length);
      expect(await page.locator('.panel-drawing:not([data-drawn])').count(), uid).toBe(0);
      // refused queries would say so below the drawing
      const remarks = await page.locator('.remark').allInnerTexts();
      expect(
        remarks.filter((text) => !/^\d+ of \d+ series of query [A-Z] are shown$/.test(text)),
        uid,
      ).toEqual([]);
      const empty = await page.locator('.panel:has(.nothing)').count();
      expect(empty / (await page.locator('.panel').count()), uid).toBeLessThan(0.4);
    }
    expectQuiet(opened);
  });
});
