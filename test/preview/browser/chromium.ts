import { existsSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';

/** Debian's; another one by CHROMIUM. */
const PATH = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** Nothing of its own to the network, no sandbox where root runs it, no GPU. */
const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Why no browser can be started; undefined when one can. */
export const noChromium = existsSync(PATH) ? undefined : `no Chromium at ${PATH}: apt-get install chromium`;

/** A real browser with an empty profile. */
export function startChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: PATH, args: ARGUMENTS });
}
