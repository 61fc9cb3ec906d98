/** Section `memory`: how often an applicant's ID number stands in the memory of the host and its processes before and after the wipe. */
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import type { Page } from '@playwright/test';
import { startDesk } from '../e2e/desk.ts';
import { buildRenderer } from '../e2e/build-renderer.ts';
import { browserMissing } from '../../models/synthesis/browser.ts';
import { testBrowser } from '../browser.ts';
import { atMost, say, skipped } from './bars.ts';
import { memoryHits, processTree } from './memory-hits.ts';
import type { MemoryHits } from './memory-hits.ts';
import type { FaultSection } from './soak-faults.ts';

/** Of the operator in the stack that the simulator feeds. */
const idNumber = '450105197803185807';
const readMs = 240_000;
const afterWipeMs = 33_000;
const barName = `an applicant's ID number in memory ${afterWipeMs / 1000} s after the wipe`;

export const memoryAfterWipe: FaultSection = async (options) => {
  const launch = testBrowser();
  if (process.platform !== 'linux') return { bars: [skipped(barName, 0, 'reads /proc')], figures: {} };
  if (!launch) return { bars: [skipped(barName, 0, browserMissing)], figures: {} };
  // A stack is read within two minutes at best.
  if (options.quick) return { bars: [skipped(barName, 0, 'takes longer than a quick run')], figures: {} };
  if ((await buildRenderer()) !== 0) throw new Error('the screens could not be built');
  const browser = await chromium.launch({ ...launch, args: [...launch.args, '--no-sandbox', '--disable-gpu'] });
  const desk = await startDesk('kiosk');
  try {
    const page = await browser.newPage({ viewport: { width: 1080, height: 1920 } });
    page.setDefaultTimeout(readMs);
    await handIn(page, desk.urls[0]!);
    const before = await hitsOf(desk.pid);
    await leave(page);
    await pause(afterWipeMs);
    const after = await hitsOf(desk.pid);
    for (const [when, hits] of Object.entries({ before, after }))
      for (const { name, utf8, utf16 } of hits) say(options, `${when}: ${name} ${utf8} + ${utf16}`);
    return { bars: [atMost(barName, sum(after), 0)], figures: { before, after } };
  } finally {
    await browser.close();
    await desk.stop();
  }
};

/** Until the values that were read are shown. */
async function handIn(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByText('政务服务自助收件').waitFor();
  for (let step = 0; step < 2; step++) await page.locator('.kiosk-primary').click();
  await page.locator('.kiosk-card').first().click();
  for (const answer of [/^是/, /^是/, /^否/]) await page.locator('.kiosk-card').filter({ hasText: answer }).click();
  await page.getByRole('button', { name: '准备好了，去扫描' }).click();
  await page.getByRole('button', { name: '放好了，开始扫描' }).click();
  await page.getByText('材料齐了').waitFor();
  await page.getByRole('button', { name: '下一步：核对信息' }).click();
  await page.getByText(/还有 \d+ 项/).waitFor();
}

/** Where reading took long, the page asks by itself whether anybody is there. */
async function leave(page: Page): Promise<void> {
  const asked = page.getByRole('dialog').getByRole('button', { name: '不办了', exact: true });
  if (await asked.isVisible()) await asked.click();
  else {
    await page.getByRole('contentinfo').getByRole('button', { name: '不办了' }).click();
    await page.getByRole('button', { name: '不办了，清除' }).click();
  }
  await page.getByText('政务服务自助收件').waitFor();
}

const hitsOf = async (root: number): Promise<MemoryHits[]> =>
  Promise.all((await processTree(root)).map((pid) => memoryHits(pid, idNumber)));

const sum = (hits: readonly MemoryHits[]): number => hits.reduce((total, { utf8, utf16 }) => total + utf8 + utf16, 0);
