/** From a page's last byte leaving the scanner to its thumbnail painted by the real renderer in Chromium, while recognition runs as it does at a counter. */
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { chromium } from '@playwright/test';
import type { Page } from '@playwright/test';
import { createNodePlatform } from '../../electron/platform/node-platform.ts';
import { createConfiguration } from '../../electron/services/configuration/configuration.ts';
import { hashPassword } from '../../electron/services/people/passwords.ts';
import { createStore } from '../../electron/store/sqlite-store.ts';
import { browserMissing } from '../../models/synthesis/browser.ts';
import { testBrowser } from '../browser.ts';
import { startPreparedDesk } from '../e2e/desk.ts';
import config from '../e2e/playwright.config.ts';
import { buildRenderer } from '../e2e/build-renderer.ts';
import { clerk, scannerAt } from '../integration/device-bench.ts';
import { atMost, quantile, skipped } from './bars.ts';
import type { Bar } from './bars.ts';
import { drawStack, startSimulatorProcess } from './soak-devices-stack.ts';
import { configurable } from '../../tests/fixtures/configurable.ts';

export type ThumbnailResult = { bars: Bar[]; thumbnails: object | null };
type Options = { sheets: number; quick: boolean; say: (text: string) => void };

const account = 'wangfang';
const password = 'Window-Seven-7';
const bar = 'page bytes sent to thumbnail painted in Chromium, median ms';
const limitMs = 300;
/** Recognition, the browser and the simulator share the cores; a stack takes a second per sheet all the same. */
const patienceMs = 180_000;

export async function measureThumbnails({ sheets, quick, say }: Options): Promise<ThumbnailResult> {
  const reason = quick
    ? 'needs a build of the screens: npm run soak:devices -- --only thumbnail'
    : testBrowser() === null
      ? browserMissing
      : null;
  if (reason !== null) return { bars: [skipped(bar, limitMs, reason)], thumbnails: null };
  say('building the screens');
  if ((await buildRenderer()) !== 0) throw new Error('the screens could not be built');
  say(`drawing ${2 * sheets} sides as they come from a scanner at 300 dpi`);
  const folder = join(tmpdir(), `intake-desk-soak-stack-${sheets}`);
  await drawStack(folder, sheets);
  const simulator = await startSimulatorProcess(folder);
  try {
    const paintedAt = await scanInBrowser(simulator.url, 2 * sheets);
    const sentAt = await simulator.pagesSentAt();
    // Pages are stored and shown in the order in which they were sent.
    const delays = paintedAt.map((at, index) => at - (sentAt[index] ?? NaN));
    const p95Ms = quantile(delays, 0.95);
    return {
      bars: [atMost(bar, quantile(delays, 0.5), limitMs)],
      thumbnails: { pages: delays.length, medianMs: quantile(delays, 0.5), p95Ms, longestMs: Math.max(...delays) },
    };
  } finally {
    simulator.stop();
  }
}

/** A clerk scans the whole stack. @returns `Date.now()` of each page's first painted thumbnail, ascending */
async function scanInBrowser(scannerUrl: string, pages: number): Promise<number[]> {
  const desk = await startPreparedDesk((env) => configureScanner(env, scannerUrl), 'counter');
  const browser = await chromium.launch(config.use?.launchOptions ?? {});
  try {
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 }, locale: 'zh-CN' });
    page.setDefaultTimeout(patienceMs);
    await page.addInitScript(notePaintedThumbnails);
    await openCase(page, desk.urls[0]!);
    await page.keyboard.press('F2');
    await page.waitForFunction((count) => window.paintedThumbnails.length >= count, pages);
    return (await page.evaluate(() => window.paintedThumbnails)).sort((a, b) => a - b);
  } finally {
    await browser.close();
    await desk.stop();
  }
}

/** The one scanner of this desk; the recognition and the approval system are the shipped ones. */
async function configureScanner(env: NodeJS.ProcessEnv, address: string): Promise<void> {
  const platform = createNodePlatform(env);
  const store = await createStore({ dataFolder: platform.dataFolder, key: await platform.loadKey() });
  const defaults = { source: 'feeder', duplex: true, colorMode: 'color', dpi: 300 } as const;
  const configuration = createConfiguration(store, configurable, { scanners: [], connection: null, mappings: [] });
  await configuration.saveScanner({ ...scannerAt(address), name: '高速扫描仪', isDefault: true, defaults }, clerk);
  // With a scanner of its own the hall has no demo accounts.
  const { displayName } = clerk;
  const row = { account, displayName, role: 'operator' as const, passwordHash: await hashPassword(password) };
  await store.accounts.save({ ...row, mustChangePassword: false, failedAttempts: 0, lockedUntil: null, disabled: false });
  await store.close();
}

async function openCase(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByLabel('账号').fill(account);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByText('没有在办的办件').waitFor();
  await page.keyboard.press('F2');
  await page.getByText('经营场所使用证明').first().waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByText('把材料放进进纸器').waitFor();
}

declare global {
  interface Window {
    paintedThumbnails: number[];
  }
}

/** Runs in the browser: decoded, then two frames later the first of them has been shown. */
function notePaintedThumbnails(): void {
  const known = new Set<string>();
  window.paintedThumbnails = [];
  const look = (): void => {
    for (const image of document.querySelectorAll<HTMLImageElement>('.board-page img')) {
      const id = image.closest('.board-page')?.id ?? '';
      if (known.has(id)) continue;
      known.add(id);
      image.decode().then(
        () => requestAnimationFrame(() => requestAnimationFrame(() => window.paintedThumbnails.push(Date.now()))),
        // There was no picture yet; the screen asks for it again with another element.
        () => known.delete(id),
      );
    }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['src'] });
}
