import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pageOf } from '../../../src/commands/preview-page.ts';
import { medianOf, tableOf } from '../../bench/measure.ts';
import { dataOf, panelJson, ranged, wave } from '../fixture.ts';
import { noChromium, startChromium } from './chromium.ts';

const RUNS = 5;
const PANELS = 200;
/** Lines per panel: what a legend of ours usually has. */
const SERIES = 6;

/** How long a page of one board with many panels takes to be read and to be drawn in a real Chromium. */
async function benchPreview(): Promise<string> {
  if (noChromium !== undefined) return `preview: not measured, ${noChromium}\n`;
  const folder = mkdtempSync(join(tmpdir(), 'ciliascope-bench-'));
  const file = join(folder, 'preview.html');
  writeFileSync(file, pageOf(manyPanels(), false));
  const browser = await startChromium();
  try {
    const opened: number[] = [];
    const drawn: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
      const started = performance.now();
      await page.goto(`${pathToFileURL(file).href}#/board/many`);
      await page.locator('#panel-1 canvas').waitFor();
      opened.push((performance.now() - started) / 1000);
      await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
      await page.locator(`#panel-${PANELS} canvas`).waitFor();
      drawn.push((performance.now() - started) / 1000);
      await page.close();
    }
    const row = (name: string, values: readonly number[]) => {
      const { median, low, high } = medianOf(values);
      return [name, ...[median, low, high].map((value) => `${value.toFixed(2)} s`)];
    };
    const size = (statSync(file).size / 1e6).toFixed(1);
    return `preview of a board of ${PANELS} panels with ${SERIES} series each, ${size} MB (median of ${RUNS})\n${tableOf(
      [['', 'median', 'low', 'high'], row('first panels drawn', opened), row('all panels drawn', drawn)],
    )}`;
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}

function manyPanels() {
  const ids = Array.from({ length: PANELS }, (_, index) => index + 1);
  const series = (id: number) =>
    Array.from({ length: SERIES }, (_, index) => ({ labels: { node: `n0${index}` }, values: wave(id + index) }));
  const board = { uid: 'many', title: 'Many panels', panels: ids.map((id) => panelJson(id, 'timeseries')) };
  return dataOf([board], { many: Object.fromEntries(ids.map((id) => [String(id), [ranged('A', ...series(id))]])) });
}

process.stdout.write(`${await benchPreview()}\n`);
